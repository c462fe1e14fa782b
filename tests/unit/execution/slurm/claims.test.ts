import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunRequest } from '../../../../src/execution/executor.js';
import type { Batch, BatchManifest } from '../../../../src/execution/slurm/batch.js';
import {
  claimedRuns,
  claimRun,
  closeBatch,
  createBatch,
  endedRuns,
  markEnded,
  readClaim,
  readOpenBatches,
  WITHDRAWN,
} from '../../../../src/execution/slurm/batch-folder.js';
import { BatchRuns } from '../../../../src/execution/slurm/batch-runs.js';
import { FirstWritersOfStudy } from '../../../../src/execution/slurm/first-writers-of-study.js';
import { withdrawUnwanted } from '../../../../src/execution/slurm/unwanted-runs.js';

let study: string;
beforeEach(() => {
  study = mkdtempSync(path.join(tmpdir(), 'ablationmage-claims-'));
});
afterEach(() => {
  rmSync(study, { recursive: true, force: true });
});

function batch(name: string): Batch {
  const manifest = { key: name, requests: [] as RunRequest[], kind: 'kept' } as unknown as BatchManifest;
  return createBatch(path.join(study, 'slurm', name), manifest);
}

test('whoever asks in whatever order: each run is taken by exactly one', () => {
  let count = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 3 }))), (asked) => {
      const list = batch(`list${(count += 1)}`);
      const winners = asked.filter(([position, task]) => claimRun(list, position, `1_${task}`));
      const positions = winners.map(([position]) => position);
      expect(new Set(positions).size).toBe(positions.length);
      expect(claimedRuns(list)).toEqual(new Set(asked.map(([position]) => position)));
      for (const [position, task] of winners) expect(readClaim(list, position)?.taskId).toBe(`1_${task}`);
    }),
    { numRuns: 50 },
  );
});

test('what is closed is open no more; what ended is known by its position', () => {
  const [one, other] = [batch('a'), batch('b')];
  markEnded(one, 3);
  expect(endedRuns(one)).toEqual(new Set([3]));
  closeBatch(one);
  expect(readOpenBatches(study).map(({ directory }) => directory)).toEqual([other.directory]);
});

test('of two runs that write one path, on whatever nodes, the first is known', () => {
  const run = (trialId: string) => ({ trialId, seedIndex: 0, identity: `identity-${trialId}` });
  const [here, there] = [0, 1].map(() => new FirstWritersOfStudy(path.join(study, 'writers')));
  expect(here?.firstWriter('/data/x', run('a'))).toEqual(run('a'));
  expect(there?.firstWriter('/data/x', run('b'))).toEqual(run('a'));
  expect(there?.firstWriter('/data/x', run('a'))).toEqual(run('a'));
  expect(there?.firstWriter('/data/y', run('b'))).toEqual(run('b'));
});

test('what an earlier start withdrew is nobody’s: another start makes it again', () => {
  const requests = ['a', 'b', 'c'].map((name) => ({ runDirectory: path.join(study, name) }) as RunRequest);
  const manifest = { key: 'withdrawn', requests, kind: 'kept' } as unknown as BatchManifest;
  const list = createBatch(path.join(study, 'slurm', 'withdrawn'), manifest);
  claimRun(list, 0, '1_0');
  claimRun(list, 1, WITHDRAWN);
  const runs = new BatchRuns(list, () => undefined);
  runs.look();
  expect(runs.open.map(({ run }) => path.basename(run.request.runDirectory))).toEqual(['a', 'c']);
  expect(withdrawUnwanted(runs, () => false)).toEqual(['1_0']);
  runs.look();
  expect(readOpenBatches(study)).toEqual([]);
});

test('a list whose folder is away has no runs that are nobody’s: looking at it fails', () => {
  const list = batch('away');
  const runs = new BatchRuns(list, () => undefined);
  rmSync(path.join(list.directory, 'claims'), { recursive: true });
  expect(() => claimedRuns(list)).toThrow('ENOENT');
  expect(() => runs.look()).toThrow('ENOENT');
  expect(readOpenBatches(path.join(study, 'none'))).toEqual([]);
});
