import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CliProject } from '../cli/cli-project.js';
import { MODEL_PACKAGES, NO_NOISE, NOISE, noisyScript, ONE_TRIAL } from './noisy-script.js';
import { block, reply, ScriptedModel } from './scripted-model.js';

const RUN = ['run', 'train.py', '--seeds', '2', '--edit-format', 'blocks', '--yes'];

const TRAIN = noisyScript('Without the noise.', '(name=noise)');

const READ = 'List the trials it asks for';
const FASTER = reply(
  'No noise, and faster.',
  'train.py',
  block(NOISE, 'noise = 0'),
  block('model.compile(optimizer=keras.Adam(0.1))', 'model.compile(optimizer=keras.Adam(0.2))'),
);

function trials(project: CliProject): unknown[] {
  return project.report().trials.map(({ id, verdict }) => [id, verdict?.kind ?? '']);
}

test('the same words at two places are two hints: each is read, approved and written for itself', async () => {
  using project = new CliProject({
    'train.py': TRAIN.replace(
      'model = keras',
      `#ABLATION_HINT_START(name=more)\n# Without the noise.\n#ABLATION_HINT_END\nnoise = noise + random.gauss(0, 0.01)\nmodel = keras`,
    ),
  });
  const more = 'noise = noise + random.gauss(0, 0.01)';
  using model = new ScriptedModel([
    { match: READ, replies: [ONE_TRIAL, ONE_TRIAL.replace(NOISE, more).replace('noise = 0"', '"')] },
    { match: 'The trial "noise"', replies: [NO_NOISE] },
    { match: 'The trial "more"', replies: [reply('No more noise.', 'train.py', block(more, ''))] },
  ]);
  const result = await project.run([...RUN, ...model.words], MODEL_PACKAGES);
  expect([result.code, model.asked], result.stderr).toEqual([0, { '0': 2, '1': 1, '2': 1 }]);
  const diffs = project.report().trials.map(({ diff }) => diff.match(/^-[^-].*/gm));
  expect(diffs).toEqual([null, [`-${NOISE}`], [`-${more}`]]);
});

test('a file that is saved while the model thinks changes nothing of the study under way', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  const script = path.join(project.directory, 'train.py');
  const longer = TRAIN.replace('import keras', 'import keras\nimport math\nimport json');
  using model = new ScriptedModel([
    { match: READ, replies: [ONE_TRIAL], meanwhile: { [script]: longer } },
    { match: 'without noise', replies: [NO_NOISE] },
  ]);
  const result = await project.run([...RUN, ...model.words], MODEL_PACKAGES);
  expect(result.code, result.stderr).toBe(0);
  expect(result.stderr).toMatch(/changed while the study ran: train\.py/);
  expect(project.report().trials[1]?.diff).toMatch(/^-noise = random/m);
  expect(project.report().trials[1]?.diff).not.toContain('math');
  expect(project.report().runs.every(({ state }) => state === 'completed')).toBe(true);
});

test('two trials that come to the same change: one run for both, and a verdict on each', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  const two = ONE_TRIAL.replace(
    '}]}',
    '}, {"id": "zero", "title": "zero noise", "change": "replace", "instruction": "Put 0 there.", "changes": [{"line": 7, "before": "noise = random.gauss(0, 0.01)", "after": "noise = 0"}], "expectation": ""}]}',
  );
  using model = new ScriptedModel([
    { match: READ, replies: [two] },
    { match: '(without noise)', replies: [NO_NOISE] },
    { match: '(zero noise)', replies: [NO_NOISE] },
  ]);
  const result = await project.run([...RUN, ...model.words], MODEL_PACKAGES);
  expect(result.code, result.stderr).toBe(0);
  expect(trials(project)).toEqual([
    ['baseline', ''],
    ['noise.no-noise', 'faithful'],
    ['noise.zero', 'faithful'],
  ]);
  expect(project.report().runs.map(({ state }) => state)).toEqual(Array(6).fill('completed'));
});

test('a rejected variant is asked for again with --retry-failed, and not before', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  using model = new ScriptedModel([
    { match: READ, replies: [ONE_TRIAL] },
    { match: 'without noise', replies: [FASTER, FASTER, NO_NOISE] },
  ]);
  const first = await project.run([...RUN, ...model.words], MODEL_PACKAGES);
  expect([first.code, model.asked], first.stderr).toEqual([1, { '0': 1, '1': 2 }]);
  expect(trials(project)[1]).toEqual(['noise', 'rejected']);
  // What was not shown yet is not accepted.
  const same = await project.run([...RUN, ...model.words], MODEL_PACKAGES);
  expect([same.code, model.asked], same.stderr).toEqual([1, { '0': 1, '1': 2 }]);
  const again = await project.run([...RUN, ...model.words, '--retry-failed'], MODEL_PACKAGES);
  expect([again.code, model.asked], again.stderr).toEqual([0, { '0': 1, '1': 3 }]);
  expect(trials(project)[1]).toEqual(['noise', 'faithful']);
});

test('--accept takes a verdict that was shown, not one that is yet to come', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  using model = new ScriptedModel([
    { match: READ, replies: [ONE_TRIAL] },
    { match: 'without noise', replies: [FASTER, FASTER] },
  ]);
  const unseen = await project.run([...RUN, ...model.words, '--accept', 'noise'], MODEL_PACKAGES);
  expect(unseen.code, unseen.stderr).toBe(1);
  expect(project.report().trials[1]?.verdict?.acceptedByPerson).toBeUndefined();
  const seen = await project.run([...RUN, ...model.words, '--accept', 'noise'], MODEL_PACKAGES);
  expect(seen.code, seen.stderr).toBe(0);
  expect(project.report().trials[1]?.verdict).toMatchObject({ kind: 'rejected', acceptedByPerson: true });
});

test('what one model refused another may write; a study that has its variants needs no model', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  using one = new ScriptedModel([
    { match: READ, replies: [ONE_TRIAL] },
    { match: 'without noise', replies: ['CANNOT: the noise is the point of it'] },
  ]);
  const refused = await project.run([...RUN, ...one.words], MODEL_PACKAGES);
  expect([refused.code, one.asked], refused.stderr).toEqual([1, { '0': 1, '1': 1 }]);
  using other = new ScriptedModel([{ match: 'without noise', replies: [NO_NOISE] }]);
  const written = await project.run([...RUN, ...other.words], MODEL_PACKAGES);
  expect([written.code, other.asked], written.stderr).toEqual([0, { '0': 1 }]);
  const keyless = await project.run([...RUN, '-a', 'anthropic', '-m', 'claude-sonnet-4-5'], {
    ...MODEL_PACKAGES,
    ANTHROPIC_API_KEY: '',
  });
  expect(keyless.code, keyless.stderr).toBe(0);
});

/** What noise does shows after the first steps only. */
const LATE = `import random
import torch
from torch import nn

random.seed(0)
torch.manual_seed(0)
noise = random.gauss(0, 0.01)  #ABLATABLE_COMPONENT
model = nn.Linear(4, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
inputs, labels = torch.randn(32, 4), torch.randint(2, (32,))
score = 0.5
for step in range(6):
    loss = nn.functional.cross_entropy(model(inputs), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step == 5:
        score = score + noise
print(f"METRIC accuracy={score:.5f}")
`;

test('a crash of an earlier start is repaired once the model answers', async () => {
  using project = new CliProject({ 'train.py': LATE });
  const words = [...RUN, '--python', '/usr/bin/python3'];
  const written = (value: string) =>
    reply('No noise.', 'train.py', block(`${NOISE}  #ABLATABLE_COMPONENT`, `noise = ${value}`));
  using silent = new ScriptedModel([{ match: 'Remove the component "noise"', replies: [written('None')] }]);
  const first = await project.run([...words, ...silent.words]);
  expect([first.code, silent.asked], first.stderr).toEqual([1, { '0': 2 }]);
  expect(project.report().runs.filter(({ state }) => state === 'failed')).toHaveLength(2);
  using mended = new ScriptedModel([{ match: 'Remove the component "noise"', replies: [written('0')] }]);
  const second = await project.run([...words, ...mended.words]);
  expect([second.code, mended.asked], second.stderr).toEqual([0, { '0': 1 }]);
  expect(second.stderr).toMatch(/is asked to mend the variant that crashed \(noise\)/);
  expect(project.report().trials[1]).toMatchObject({ id: 'noise', verdict: { kind: 'faithful' } });
  expect(project.report().runs.every(({ state }) => state === 'completed')).toBe(true);
});

test('a reply that a kill kept out of the log is paid for and used, and nobody is asked again', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  using model = new ScriptedModel([
    { match: READ, replies: [ONE_TRIAL] },
    { match: 'without noise', replies: [NO_NOISE] },
  ]);
  const first = await project.run([...RUN, ...model.words], MODEL_PACKAGES);
  expect(first.code, first.stderr).toBe(0);
  // As after a kill between the reply and its event.
  const study = path.join(project.directory, 'ablationmage_outputs/train');
  const log = path.join(study, 'events.jsonl');
  const lines = readFileSync(log, 'utf8').split('\n');
  const last = lines.findLastIndex((line) => line.includes('"model-called"'));
  writeFileSync(log, `${lines.slice(0, last).join('\n')}\n`);
  rmSync(path.join(study, 'written'), { recursive: true });
  const second = await project.run([...RUN, ...model.words], MODEL_PACKAGES);
  expect([second.code, model.asked], second.stderr).toEqual([0, { '0': 1, '1': 1 }]);
  expect(trials(project)[1]).toEqual(['noise', 'faithful']);
});

test('--keep-results never keeps the result of another change, and the table says what was kept', async () => {
  const script = (rate: string, more: string) =>
    `${TRAIN.replace('keras.Adam(0.1))', `keras.Adam(0.1))  #ABLATABLE_COMPONENT(name=rate, term=0.1, replace=${rate})`)}${more}`;
  using project = new CliProject({ 'train.py': script('0.2', '') });
  const words = ['run', 'train.py', '--seeds', '2', '--only', 'rate'];
  await project.run(words, MODEL_PACKAGES);
  const directories = (id: string) =>
    project.report().runs.flatMap(({ trialId, directory }) => (trialId === id ? [directory] : []));
  const [baseline, rate] = [directories('baseline'), directories('rate')];
  project.write({ 'train.py': script('0.3', 'print("the end")\n') });
  const kept = await project.run([...words, '--keep-results'], MODEL_PACKAGES);
  expect(kept.code, kept.stderr).toBe(0);
  expect(directories('baseline')).toEqual(baseline);
  expect(directories('rate').filter((directory) => rate.includes(directory))).toEqual([]);
  expect(project.report().warnings.join('\n')).toMatch(
    /2 of 4 results are from before a change of train\.py and count by decision of a person/,
  );
});

test('--keep-results does not keep the result of a mark that moved to an equal line; --rerun takes keeping back', async () => {
  const root = 'h = math.sqrt(h)';
  const mark = '  #ABLATABLE_COMPONENT(name=root, term=math.sqrt(h), replace=h)';
  const script = (first: string, second: string, more: string) =>
    `import math\nh = 256.0\n${root}${first}\nh = h + 9\n${root}${second}\n${more}print(f"METRIC score={h}")\n`;
  using project = new CliProject({ 'train.py': script(mark, '', '') });
  const words = ['run', 'train.py', '--seeds', '1', '--quiet'];
  const means = () => project.report().trials.map(({ metrics }) => metrics[0]?.summary?.mean);
  await project.run(words);
  expect(means()).toEqual([5, Math.sqrt(265)]);
  project.write({ 'train.py': script('', mark, 'h = h * 1\n') });
  const kept = await project.run([...words, '--keep-results']);
  expect(kept.code, kept.stderr).toBe(0);
  expect(means()).toEqual([5, 25]);
  project.write({ 'train.py': script('', mark, 'h = h * 2\n') });
  await project.run([...words, '--keep-results']);
  expect(means()).toEqual([5, 25]);
  await project.run([...words, '--rerun']);
  expect(means()).toEqual([10, 50]);
});
