import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunRequest } from '../../../../src/execution/executor.js';
import type { BatchManifest } from '../../../../src/execution/slurm/batch.js';
import { createBatch, writeJobs } from '../../../../src/execution/slurm/batch-folder.js';
import { readJobsView, type JobsView } from '../../../../src/execution/slurm/read-jobs-view.js';

let study: string;
beforeEach(() => {
  study = mkdtempSync(path.join(tmpdir(), 'ablationmage-view-'));
  const requests = [{ runDirectory: path.join(study, 'a'), attempt: 1 } as RunRequest];
  const manifest = { key: 'list', requests, kind: 'kept' } as unknown as BatchManifest;
  writeJobs(createBatch(path.join(study, 'slurm', 'list'), manifest), ['7']);
  writeFileSync(path.join(study, 'slurm', 'controller.sh'), '');
});
afterEach(() => {
  rmSync(study, { recursive: true, force: true });
});

/** What is seen where `squeue` is these lines of a shell script. */
async function viewWith(squeue: string): Promise<JobsView | undefined> {
  const bin = path.join(study, 'bin');
  mkdirSync(bin);
  writeFileSync(path.join(bin, 'squeue'), `#!/bin/sh\n${squeue}\n`, { mode: 0o755 });
  return readJobsView(study, { PATH: bin }, () => true, new AbortController().signal);
}

test('sees a job that only has the name of a list, beside those that were noted down', async () => {
  const view = await viewWith('case "$*" in *controller*) ;; *) echo "8_0|RUNNING|None|n1" ;; esac');
  expect(view).toMatchObject({ jobIds: ['7', '8'], tasks: [{ id: '8_0' }], controllingJob: { kind: 'none' } });
});

test('tells a job that sees to the study', async () => {
  const view = await viewWith('case "$*" in *controller*) echo "9|PENDING|Resources|" ;; esac');
  expect(view).toMatchObject({ jobIds: ['7'], tasks: [], controllingJob: { kind: 'live', task: { id: '9' } } });
});

test('knows nothing of tasks, nor of a job that sees to the study, where Slurm does not answer', async () => {
  const view = await viewWith('echo "Unable to contact slurm controller" >&2; exit 1');
  expect(view).toMatchObject({ jobIds: ['7'], tasks: undefined, controllingJob: { kind: 'unknown' } });
});
