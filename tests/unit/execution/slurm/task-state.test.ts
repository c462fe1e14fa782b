import { describe, expect, test } from 'vitest';
import { hopeless, isLive, parseTasks } from '../../../../src/execution/slurm/task-state.js';

/** As Slurm 22.05 printed it for `squeue --noheader --array --states=all --format=%i|%T|%r|%N`. */
const PRINTED = `86_2|RUNNING|None|n2
86_3|PENDING|JobArrayTaskLimit|
74_2|CANCELLED|None|
15|COMPLETED|None|n1
90_0|NODE_FAIL|NodeDown|n2
91_0|TIMEOUT|TimeLimit|
92_0|OUT_OF_MEMORY|OutOfMemory|n1
93_0|COMPLETING|TimeLimit|n1
94_0|SOME_NEW_WORD|None|n1

slurm_load_jobs error: something
`;

describe('what Slurm says of tasks', () => {
  test('is read line by line; strange lines are passed over', () => {
    expect(parseTasks(PRINTED).map(({ id, phase, node }) => [id, phase, node])).toEqual([
      ['86_2', 'running', 'n2'],
      ['86_3', 'waiting', ''],
      ['74_2', 'cancelled', ''],
      ['15', 'over', 'n1'],
      ['90_0', 'lost', 'n2'],
      ['91_0', 'timed-out', ''],
      ['92_0', 'out-of-memory', 'n1'],
      ['93_0', 'running', 'n1'],
      ['94_0', 'running', 'n1'],
    ]);
    expect(
      parseTasks(PRINTED)
        .filter(isLive)
        .map(({ id }) => id),
    ).toEqual(['86_2', '86_3', '93_0', '94_0']);
  });

  test.each([
    ['PartitionTimeLimit', /shorter --time/],
    ['BadConstraints', /--gres/],
    ['AccountNotAllowed', /--account/],
    ['QOSMaxCpuPerJobLimit', /ask for less/],
    ['AssocMaxWallDurationPerJobLimit', /ask for less/],
  ])('%s will never change', (reason, advice) => {
    const [task] = parseTasks(`1_0|PENDING|${reason}|`);
    expect(task && hopeless(task)).toMatch(advice);
  });

  test.each([
    'Priority',
    'Resources',
    'JobArrayTaskLimit',
    'QOSMaxCpuPerUserLimit',
    'QOSMaxJobsPerUserLimit',
    'Dependency',
  ])('%s ends by itself', (reason) => {
    const [task] = parseTasks(`1_0|PENDING|${reason}|`);
    expect(task && hopeless(task)).toBeUndefined();
  });

  test('what runs is not hopeless, whatever is said beside it', () => {
    const [task] = parseTasks('1_0|RUNNING|BadConstraints|n1');
    expect(task && hopeless(task)).toBeUndefined();
  });
});
