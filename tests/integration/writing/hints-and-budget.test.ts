import path from 'node:path';
import { expect, test } from 'vitest';
import { CliProject } from '../cli/cli-project.js';
import { MODEL_PACKAGES, NO_NOISE, NOISE, noisyScript } from './noisy-script.js';
import { block, reply, ScriptedModel } from './scripted-model.js';

const TRAIN = noisyScript('Try it without the noise, and with half of it.');

const TRIALS = `\`\`\`json
{"trials": [
  {"id": "no-noise", "title": "without noise", "change": "remove", "instruction": "Set noise to 0.", "changes": [{"line": 7, "before": "noise = random.gauss(0, 0.01)", "after": "noise = 0"}], "expectation": ""},
  {"id": "half-noise", "title": "half the noise", "change": "replace", "instruction": "Halve noise.", "changes": [{"line": 7, "before": "noise = random.gauss(0, 0.01)", "after": "noise = random.gauss(0, 0.01) / 2"}], "expectation": ""}
]}
\`\`\``;
const HALF_NOISE = reply('Half the noise.', 'train.py', block(NOISE, 'noise = random.gauss(0, 0.01) / 2'));

const RUN = ['run', 'train.py', '--seeds', '2', '--edit-format', 'blocks'];

function hintModel(): ScriptedModel {
  return new ScriptedModel([
    { match: 'List the trials it asks for', replies: [TRIALS] },
    { match: '(without noise)', replies: [NO_NOISE] },
    { match: '(half the noise)', replies: [HALF_NOISE] },
  ]);
}

test('a hint with two trials: read once, approved once, then two rows; other marks and starts ask nobody', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  using model = hintModel();
  const unapproved = await project.run([...RUN, ...model.words], MODEL_PACKAGES);
  expect([unapproved.code, model.asked], unapproved.stderr).toEqual([2, { '0': 1 }]);
  expect(unapproved.stderr).toMatch(/no-noise: without noise[^]*half-noise: half the noise[^]*--yes/);

  const approved = await project.run([...RUN, ...model.words, '--yes'], MODEL_PACKAGES);
  expect([approved.code, model.asked], approved.stderr).toEqual([0, { '0': 1, '1': 1, '2': 1 }]);
  const rows = () => project.report().trials.map(({ id, label }) => [id, label]);
  const expected = [
    ['baseline', 'baseline'],
    ['hint.no-noise', 'without noise'],
    ['hint.half-noise', 'half the noise'],
  ];
  expect(rows()).toEqual(expected);
  expect(project.report().runs.every(({ state }) => state === 'completed')).toBe(true);

  project.write({ 'train.py': TRAIN.replace('model.fit', '#ABLATABLE_COMPONENT(name=rate, replace=0.2)\nmodel.fit') });
  project.write({
    'train.py': TRAIN.replace('Adam(0.1))', 'Adam(0.1))  #ABLATABLE_COMPONENT(name=rate, term=0.1, replace=0.2)'),
  });
  const marked = await project.run([...RUN, ...model.words], MODEL_PACKAGES);
  expect(model.asked, marked.stderr).toEqual({ '0': 1, '1': 1, '2': 1 });
  expect(rows()).toEqual([...expected, ['rate', 'rate → 0.2']]);

  // The recordings of a study answer for it in another folder.
  using copy = new CliProject({ 'train.py': TRAIN });
  const replayed = await copy.run(
    [...RUN, '--yes', '--replay', path.join(project.directory, 'ablationmage_outputs/train')],
    MODEL_PACKAGES,
  );
  expect(replayed.code, replayed.stderr).toBe(0);
  const changes = (study: CliProject) => study.report().trials.map(({ id, diff }) => [id, diff.match(/^[-+].*/gm)]);
  expect(changes(copy)).toEqual(changes(project).slice(0, 3));
});

test('a budget that ends in the middle: what was written is kept and runs, the report says what is missing and why', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  using model = hintModel();
  await project.run([...RUN, ...model.words], MODEL_PACKAGES);
  const used = project
    .read('ablationmage_outputs/train/events.jsonl')
    .split('\n')
    .flatMap((line) => (line.includes('"model-called"') ? [JSON.parse(line) as { usage: Record<string, number> }] : []))
    .reduce((sum, { usage }) => sum + (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0), 0);
  // Room for one more call with its worst case, not for two.
  const short = await project.run(
    [...RUN, ...model.words, '--yes', '--max-tokens', String(used + 10_000)],
    MODEL_PACKAGES,
  );
  expect([short.code, model.asked], short.stderr).toEqual([1, { '0': 1, '1': 1 }]);
  expect(project.report().trials.map(({ id }) => id)).toEqual(['baseline', 'hint.no-noise']);
  expect(project.report().runs.every(({ state }) => state === 'completed')).toBe(true);
  expect(project.report().skipped).toMatchObject([{ id: 'hint.half-noise', kind: 'not-written' }]);
  expect(project.report().skipped[0]?.reason).toMatch(/tokens are used[^]*--max-tokens/);

  const enough = await project.run([...RUN, ...model.words], MODEL_PACKAGES);
  expect([enough.code, model.asked], enough.stderr).toEqual([0, { '0': 1, '1': 1, '2': 1 }]);
  expect(project.report().skipped).toEqual([]);
});

test('what a model refuses, or never gets right in form, is named and the rest runs; --retry-failed asks again', async () => {
  const script = TRAIN.replace(
    'noise = random',
    'keep = 1  #ABLATABLE_COMPONENT(name=keep, replace=1 + 0)\nnoise = random',
  );
  using project = new CliProject({ 'train.py': script });
  using model = new ScriptedModel([
    { match: 'List the trials it asks for', replies: [TRIALS] },
    { match: '(without noise)', replies: ['CANNOT: the noise is the point of it', NO_NOISE] },
    { match: '(half the noise)', replies: ['I would halve it.', 'Like so: half.', 'Still prose.', HALF_NOISE] },
  ]);
  const first = await project.run([...RUN, ...model.words, '--yes'], MODEL_PACKAGES);
  expect([first.code, model.asked], first.stderr).toEqual([1, { '0': 1, '1': 1, '2': 3 }]);
  expect(project.report().skipped.map(({ id, kind, reason }) => `${id} ${kind}: ${reason}`)).toEqual([
    expect.stringMatching(/^hint\.no-noise not-written: .*the noise is the point of it/),
    expect.stringMatching(/^hint\.half-noise not-written: no reply of .* could be applied/),
  ]);
  expect(project.report().trials.map(({ id }) => id)).toEqual(['baseline', 'keep']);
  expect(model.prompt(2, 2)).toMatch(/new text of every file that changes/);

  const same = await project.run([...RUN, ...model.words], MODEL_PACKAGES);
  expect([same.code, model.asked]).toEqual([1, { '0': 1, '1': 1, '2': 3 }]);
  const retried = await project.run([...RUN, ...model.words, '--retry-failed'], MODEL_PACKAGES);
  expect([retried.code, model.asked], retried.stderr).toEqual([0, { '0': 1, '1': 2, '2': 4 }]);
});

test('a repair that was only interrupted is no verdict: the next start asks again', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  const rate = block('model.compile(optimizer=keras.Adam(0.1))', 'model.compile(optimizer=keras.Adam(0.2))');
  const oneTrial = TRIALS.replace(/,\s*\{"id": "half-noise"[^]*?"expectation": ""\}/, '');
  using broken = new ScriptedModel([
    { match: 'List the trials it asks for', replies: [oneTrial] },
    { match: '(without noise)', replies: [reply('Faster.', 'train.py', block(NOISE, 'noise = 0'), rate)] },
  ]);
  const first = await project.run([...RUN, ...broken.words, '--yes'], MODEL_PACKAGES);
  expect([first.code, broken.asked], first.stderr).toEqual([1, { '0': 1, '1': 2 }]);
  expect(broken.prompt(1, 1)).toMatch(/the optimizer changed: in Adam, `0\.1` became `0\.2`/);
  expect(project.report().trials.map(({ id }) => id)).toEqual(['baseline']);
  expect(project.report().skipped).toMatchObject([{ id: 'hint', kind: 'not-written' }]);

  using mended = new ScriptedModel([{ match: '(without noise)', replies: [NO_NOISE] }]);
  const second = await project.run([...RUN, ...mended.words], MODEL_PACKAGES);
  expect([second.code, mended.asked], second.stderr).toEqual([0, { '0': 1 }]);
  expect(project.report().trials[1]).toMatchObject({ id: 'hint', verdict: { kind: 'faithful' } });
});

test('without a model everything that needs one is named, and no key or network is asked for', async () => {
  using project = new CliProject({
    'train.py': TRAIN.replace(
      'noise = random',
      'keep = 1  #ABLATABLE_COMPONENT(name=keep, replace=1 + 0)\nnoise = random',
    ),
  });
  const result = await project.run(RUN, MODEL_PACKAGES);
  expect(result.code, result.stderr).toBe(0);
  expect(project.report().skipped).toMatchObject([{ id: 'hint', kind: 'needs-model' }]);
});
