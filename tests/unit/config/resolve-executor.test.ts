import { expect, test } from 'vitest';
import { resolveExecutor } from '../../../src/config/resolve-executor.js';
import type { StudyFlags } from '../../../src/config/study-flags.js';

const flags = (more: Partial<StudyFlags>): StudyFlags => ({ afterDashes: [], ...more });
const slurm = (more: Partial<StudyFlags>) => resolveExecutor(flags({ executor: 'slurm', ...more }), {});

test('is this machine unless somebody says otherwise', () => {
  expect(resolveExecutor(flags({}), {})).toEqual({ kind: 'local' });
});

test('flags win over the study file, key by key', () => {
  const file = { executor: 'slurm' as const, slurm: { partition: 'cpu', time: 90, mem: '4G', sbatch: ['--qos=long'] } };
  expect(resolveExecutor(flags({ partition: 'gpu', detach: true }), file)).toEqual({
    kind: 'slurm',
    slurm: { partition: 'gpu', time: '90', memory: '4G', sbatch: ['--qos=long'] },
    attendance: 'until-submitted',
  });
});

test.each([
  ['90s', '2'],
  ['90m', '90'],
  ['2h', '120'],
  ['1.5h', '90'],
  ['1d', '1440'],
  ['30', '30'],
  ['2:00:00', '2:00:00'],
  ['1-12', '1-12'],
  ['1-12:00:00', '1-12:00:00'],
])('--time %s is what sbatch calls %s', (time, expected) => {
  expect(slurm({ time })).toMatchObject({ slurm: { time: expected } });
});

test.each(['soon', '2x', '1:2:3:4', '-5'])('--time %s is refused', (time) => {
  expect(() => slurm({ time })).toThrow('--time');
});

test.each([
  '--array=1-3',
  '-a 1-3',
  '-a1-3',
  '--arr=1-3',
  '-Jname',
  '--job-n=name',
  '--clusters=x',
  '--output x',
  '-J name',
  '--requeue',
  '--wrap ls',
])('--sbatch %s is the study’s own matter', (word) => {
  expect(() => slurm({ sbatch: [word] })).toThrow('cannot be chosen');
});

test('words for sbatch are split as a shell does', () => {
  expect(slurm({ sbatch: ["--constraint='a100|h100' --qos=long", '--comment="two words"'] })).toMatchObject({
    slurm: { sbatch: ['--constraint=a100|h100', '--qos=long', '--comment=two words'] },
  });
});

test('options of a cluster without a cluster are a mistake', () => {
  expect(() => resolveExecutor(flags({ partition: 'gpu' }), {})).toThrow('--partition is for clusters');
  expect(() => resolveExecutor(flags({ executor: 'pbs' }), {})).toThrow('local or slurm');
});

test('what is no option would be taken for the script', () => {
  expect(() => slurm({ sbatch: ['other.sh'] })).toThrow('begin with a dash');
});

test.each(['--exclude=n1', '--export=NONE', '--account=a', '--verbose', '-q long'])(
  '--sbatch %s is handed on',
  (word) => {
    expect(slurm({ sbatch: [word] })).toMatchObject({ slurm: { sbatch: word.split(' ') } });
  },
);
