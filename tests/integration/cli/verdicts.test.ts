import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { KeptEvent } from '../../../src/core/event.js';
import { CliProject, type CliResult } from './cli-project.js';

/** A library of which the probe sees models and optimizers, and which is there at once. */
const PYTHONPATH = path.resolve('tests/integration/probe/model-packages');

/**
 * Trials: `second` takes a layer of another class along, `noise` is sound, `pause` is no Python; `slow` has another
 * learning rate, which shows only when it runs.
 */
const TRAIN = `import random
import keras
class Gate(keras.Dense):
    pass
random.seed(0)
second = keras.Dense(8, name="second")  #ABLATABLE_COMPONENT(name=second, replace=None)
noise = random.gauss(0, 0.01)  #ABLATABLE_COMPONENT(name=noise, replace=0)
pause = 1  #ABLATABLE_COMPONENT(name=pause, replace=(yield))
usual, bonus = 0.1, 0.4
paces = [usual + bonus]  #ABLATABLE_COMPONENT(name=slow, term=bonus)
gated = [second, Gate(8, name="gate")] if second else []
model = keras.Sequential([keras.Dense(8, name="first"), *gated, keras.Dense(1, name="head")])
model.compile(optimizer=keras.Adam(paces[0]))
model.fit([[1.0, 2.0]] * 4, [1.0] * 4)
print(f"METRIC accuracy={0.5 + noise + len(model.layers) / 10:.5f}")
`;

class JudgedStudy extends CliProject {
  constructor() {
    super({ 'train.py': TRAIN });
  }

  study(...words: readonly string[]): Promise<CliResult> {
    return this.run(['run', 'train.py', '--seeds', '2', ...words], { PYTHONPATH });
  }
}

/** All trials but the baseline, with what was judged. */
function verdicts(project: CliProject): Record<string, string | undefined> {
  const [, ...variants] = project.report().trials;
  return Object.fromEntries(variants.map(({ id, verdict }) => [id, verdict?.kind]));
}

/** States of a trial's runs, in the order of the seeds. */
function statesOf(project: CliProject, trial: string): string[] {
  return project.report().runs.flatMap(({ trialId, state }) => (trialId === trial ? [state] : []));
}

function findingOf(project: CliProject, trial: string): string | undefined {
  return project.report().trials.find(({ id }) => id === trial)?.finding?.inWords;
}

function eventsOf(project: CliProject, type: KeptEvent['type']): KeptEvent[] {
  const lines = project.read('ablationmage_outputs/train/events.jsonl').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as KeptEvent).filter((event) => event.type === type);
}

function filesBelow(project: CliProject, folder: string): string[] {
  const inside = path.join(project.directory, 'ablationmage_outputs/train', folder);
  return readdirSync(inside, { recursive: true, encoding: 'utf8' }).sort();
}

/** Tables are wrapped. */
function unwrapped(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

test('every variant has its verdict beside its numbers, which is told again and not made again when the study goes on', async () => {
  using project = new JudgedStudy();
  const result = await project.study();
  expect(result.code).toBe(1);
  expect(verdicts(project)).toEqual({ second: 'suspicious', noise: 'faithful', pause: 'rejected', slow: 'rejected' });
  for (const line of [/^noise: faithful$/m, /^second suspicious: .*Gate/m, /^slow rejected: learning_rate of Adam/m]) {
    expect(result.stderr).toMatch(line);
  }
  const table = unwrapped(result.stdout);
  expect(table).toMatch(/second → None † 0\.\d+/);
  expect(table).toMatch(/† second: suspicious: .*Gate/);
  expect(table).toContain('− slow rejected: learning_rate of Adam is 0.1 where the baseline has 0.5');
  expect(project.read('ablationmage_outputs/train/results.csv')).toMatch(/^train,slow,0,not-run,.*,rejected,/m);
  expect(project.read('ablationmage_outputs/train/report.tex')).toMatch(/second.*\\dagger/);
  expect(project.read('ablationmage_outputs/train/report.md')).toContain('learning_rate of Adam is 0.1');

  const diff = await project.run(['diff', 'second']);
  expect(diff.stdout).toMatch(/verdict: suspicious\n[^]*Gate[^]*\n-second = keras\.Dense[^]*\n\+second = None/);

  const [judged, runs] = [eventsOf(project, 'variant-judged'), filesBelow(project, 'runs')];
  expect(judged).toHaveLength(4);
  const again = await project.study();
  expect([again.code, again.stdout.split('\n').slice(1)]).toEqual([1, result.stdout.split('\n').slice(1)]);
  expect(again.stderr).toMatch(/^second suspicious: .*Gate/m);
  expect(again.stderr).not.toMatch(/seed 0/);
  expect(eventsOf(project, 'variant-judged')).toEqual(judged);
  expect(filesBelow(project, 'runs')).toEqual(runs);
});

test('what is rejected before it runs is never started; what its first steps reject leaves no result', async () => {
  using project = new JudgedStudy();
  const { stdout, stderr } = await project.study('--json', '--jobs', '1');
  const told = stdout.split('\n').filter(Boolean);
  const events = told.map((line) => JSON.parse(line) as { type: string; trialId?: string; run?: { trialId: string } });
  const judged = events.flatMap(({ type, trialId }) => (type === 'variant-judged' ? trialId : []));
  expect(judged.sort()).toEqual(['noise', 'pause', 'second', 'slow']);
  const started = events.flatMap(({ type, run }) => (type === 'run-started' ? run?.trialId : []));
  expect(started).not.toContain('pause');
  expect(readdirSync(path.join(project.directory, 'ablationmage_outputs/train/runs'))).not.toContain('pause');
  const ended = events.flatMap(({ type, run }) => (type === 'run-ended' ? run?.trialId : []));
  expect(ended).not.toContain('slow');
  expect(started.filter((trial) => trial === 'slow')).toHaveLength(1);
  for (const trial of ['pause', 'slow']) {
    expect(statesOf(project, trial)).toEqual(['not-run', 'not-run']);
    expect(findingOf(project, trial)).toMatch(/^rejected: /);
    expect(project.report().trials.find(({ id }) => id === trial)?.metrics[0]?.summary).toBeUndefined();
  }
  expect(unwrapped(stderr)).toContain('pause → (yield) rejected: ');
});

test('--strict neither runs nor counts what is suspicious; without it the same study takes it up', async () => {
  using project = new JudgedStudy();
  const strict = await project.study('--strict', '--quiet');
  expect(strict.code).toBe(1);
  expect(verdicts(project).second).toBe('suspicious');
  expect(statesOf(project, 'second')).toEqual(['not-run', 'not-run']);
  expect(findingOf(project, 'second')).toMatch(/^rejected as suspicious \(--strict\): /);
  expect(statesOf(project, 'noise')).toEqual(['completed', 'completed']);

  expect((await project.study('--quiet')).stdout).toContain('second → None †');
  expect(statesOf(project, 'second')).toEqual(['completed', 'completed']);

  const table = (await project.study('--strict', '--quiet')).stdout;
  expect(unwrapped(table)).toContain('second → None rejected as suspicious (--strict): ');
  expect(statesOf(project, 'second')).toEqual(['not-run', 'not-run']);
});

test('--accept is a decision that is kept: the variant runs, and every table says so', async () => {
  using project = new JudgedStudy();
  await project.study('--quiet');
  expect(statesOf(project, 'slow')).toEqual(['not-run', 'not-run']);

  const accepted = await project.study('--accept', 'slow', '--accept', 'second', '--strict');
  expect(accepted.stderr).toContain('slow rejected, accepted by a person: ');
  for (const trial of ['slow', 'second']) expect(statesOf(project, trial)).toEqual(['completed', 'completed']);
  expect(unwrapped(accepted.stdout)).toMatch(
    /− slow ‡ 0\.\d+.*‡ slow: accepted by a person although rejected: learning/,
  );
  const slow = project.report().trials.find(({ id }) => id === 'slow');
  expect(slow?.verdict).toMatchObject({ kind: 'rejected', acceptedByPerson: true });

  expect((await project.study('--quiet', '--strict')).stdout).toContain('− slow ‡');
  expect((await project.run(['diff', 'slow'])).stdout).toContain('verdict: rejected, accepted by a person');
});

test('--accept from the start', async () => {
  using project = new JudgedStudy();
  await project.study('--quiet', '--accept', 'slow');
  expect(verdicts(project).slow).toBe('rejected');
  expect(statesOf(project, 'slow')).toEqual(['completed', 'completed']);
});

test('--accept of no trial is an error that names the trials', async () => {
  using project = new JudgedStudy();
  const { code, stderr } = await project.study('--quiet', '--accept', 'slwo');
  expect(stderr).toContain('--accept slwo');
  expect(code).toBe(2);
});

test('where no structure can be seen the verdict says so; a variant that changes no number stands above the table', async () => {
  using project = new CliProject({
    'train.py': `import random
random.seed(0)
score, bonus = random.random(), 0.5
total = score + bonus  #ABLATABLE_COMPONENT(name=bonus, term=bonus)
idle = score + 2 * bonus  #ABLATABLE_COMPONENT(name=idle, term=2 * bonus)
print(f"METRIC accuracy={total:.5f}")
`,
  });
  const { code, stdout } = await project.run(['run', 'train.py', '--seeds', '2', '--quiet']);
  expect(code).toBe(0);
  for (const { id, verdict } of project.report().trials.slice(1)) {
    expect([id, verdict?.kind]).toEqual([id, 'faithful']);
    expect(verdict?.notes.map(({ message }) => message).join()).toContain('structure not checked');
  }
  expect(stdout).toMatch(/! idle had no effect at all: [^]*\ncomponent /);
  expect(project.report().alarms).toHaveLength(1);
});

test('a variant that fails before anything is seen is unchecked and failed, also when the study goes on', async () => {
  using project = new CliProject({
    'train.py':
      'names = sorted(["b", "a"])  #ABLATABLE_COMPONENT(name=sorting, replace=[])\nprint(f"METRIC accuracy={len(names[0])}")\n',
  });
  const first = await project.run(['run', 'train.py', '--seeds', '2', '--quiet']);
  expect([first.code, verdicts(project)]).toEqual([1, { sorting: 'unchecked' }]);
  expect(statesOf(project, 'sorting')).toEqual(['failed', 'failed']);
  expect(unwrapped(first.stdout)).toMatch(
    /sorting → \[\] ° all 2 runs failed: crashed: IndexError.*° sorting: not checked: /,
  );

  await project.run(['run', 'train.py', '--seeds', '2', '--quiet']);
  expect([verdicts(project), statesOf(project, 'sorting')]).toEqual([{ sorting: 'unchecked' }, ['failed', 'failed']]);
});

test('what a mark asks for with replace= is not held against it', async () => {
  using project = new CliProject({
    'train.py': `class Filter:
    def __init__(self, width):
        self.width = width
widths = [1.0]
filter = Filter(5)  #ABLATABLE_COMPONENT(name=constructor, replace=Filter(3))
largest = sum([3, 4])  #ABLATABLE_COMPONENT(name=parentheses, replace=(max(3, 4)))
widths.append(2.0)  #ABLATABLE_COMPONENT(name=statement, replace=None)
print(f"METRIC accuracy={filter.width + largest + sum(widths)}")
`,
  });
  await project.run(['run', 'train.py', '--seeds', '1', '--quiet']);
  expect(verdicts(project)).toEqual({ constructor: 'faithful', parentheses: 'faithful', statement: 'faithful' });
});

test('a layer of Keras may go, and the next one then has other inputs', async () => {
  using project = new CliProject({
    'train.py': `import keras
narrow = keras.Dense(4, name="narrow")  #ABLATABLE_COMPONENT(name=narrow, replace=None)
layers = [keras.Dense(8, name="first"), narrow, keras.Dense(1, name="head")]
model = keras.Sequential([layer for layer in layers if layer])
model.compile(optimizer=keras.Adam(0.5))
model.fit([[1.0, 2.0]] * 4, [1.0] * 4)
print(f"METRIC accuracy={len(model.layers)}")
`,
  });
  await project.run(['run', 'train.py', '--seeds', '1', '--quiet'], { PYTHONPATH });
  expect(verdicts(project)).toEqual({ narrow: 'faithful' });
});
