import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { KeptEvent } from '../../../src/core/event.js';
import type { VerdictKind } from '../../../src/core/verdict.js';
import { readEvents } from '../../../src/store/event-log.js';
import { foldVerdicts } from '../../../src/store/variant-verdicts.js';

const runs = ['baseline', 'conv2', 'bn'].flatMap((trialId) =>
  [3, 7].map((seedIndex) => ({ trialId, seedIndex, identity: `${trialId}@${seedIndex}` })),
);

function judged(trialId: string, variantKey: string, kind: VerdictKind): KeptEvent {
  const verdict = { kind, reasons: [], notes: [], confounds: {} };
  return { type: 'variant-judged', at: '2025-11-20T09:00:00.000Z', trialId, variantKey, verdict };
}

/** The verdicts that are read back from an event log with these lines. */
function readBack(lines: readonly (KeptEvent | string)[]): [string, VerdictKind][] {
  const folder = mkdtempSync(path.join(tmpdir(), 'ablationmage-verdicts-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const file = path.join(folder, 'events.jsonl');
  writeFileSync(file, lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''));
  return [...foldVerdicts(readEvents(file), runs, [3, 7])].map(([trialId, { kind }]) => [trialId, kind]);
}

test('the last verdict on what a trial runs at the first seed of the study', () => {
  expect(
    readBack([
      judged('conv2', 'conv2@3', 'unchecked'),
      judged('bn', 'bn@3', 'suspicious'),
      judged('conv2', 'conv2@3', 'faithful'),
    ]),
  ).toEqual([
    ['conv2', 'faithful'],
    ['bn', 'suspicious'],
  ]);
});

test('a verdict on an older variant, another seed or a trial that is gone counts for nothing', () => {
  expect(
    readBack([
      judged('conv2', 'conv2@3', 'rejected'),
      judged('conv2', 'before-the-edit', 'faithful'),
      judged('bn', 'bn@7', 'faithful'),
      judged('gone', 'gone@3', 'faithful'),
    ]),
  ).toEqual([['conv2', 'rejected']]);
});

test.each([
  ['no verdict', { verdict: undefined }],
  ['a verdict of an unknown kind', { verdict: { kind: 'fine', reasons: [], notes: [], confounds: {} } }],
  ['reasons that are none', { verdict: { kind: 'faithful', reasons: ['x'], notes: [], confounds: {} } }],
])('a line with %s is passed over', (_, damage) => {
  const line = JSON.stringify({ ...judged('conv2', 'conv2@3', 'faithful'), ...damage });
  expect(readBack([line, '{"type":"variant-jud'])).toEqual([]);
});
