import { expect, test } from 'vitest';
import { chooseTrackers } from '../../../src/cli/export-report.js';
import type { ReportFlags } from '../../../src/cli/study-folder-flags.js';

test.each<[ReportFlags, readonly string[] | undefined]>([
  [{}, undefined],
  [{ to: ['mlflow'] }, ['mlflow']],
  [{ to: ['tensorboard, wandb', 'wandb'], python: 'python3' }, ['wandb', 'tensorboard']],
])('%j', (flags, names) => {
  expect(chooseTrackers(flags)?.map(({ name }) => name)).toEqual(names);
});

test.each<[ReportFlags, string]>([
  [{ to: ['wanbd'] }, '--to wanbd: there is no such tracker. Did you mean wandb?'],
  [{ to: ['tensorboard,comet'] }, '--to comet: there is no such tracker. There are: wandb, mlflow, tensorboard.'],
  [{ to: ['wandb'], format: ['csv'] }, 'use --format and --json without it'],
  [{ to: ['wandb'], json: true }, 'use --format and --json without it'],
  [{ python: 'python3' }, 'there is no --to'],
])('%j is refused', (flags, message) => {
  expect(() => chooseTrackers(flags)).toThrow(message);
});
