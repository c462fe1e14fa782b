import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CliProject, finished, until } from '../cli/cli-project.js';
import { ScriptedModel } from './scripted-model.js';

const TRAIN = `import random
random.seed(0)
noise = random.gauss(0, 0.01)
more = random.gauss(0, 0.005)
score = 1
score = score + more  #ABLATABLE_COMPONENT(name=more, term=more)
print(f"METRIC val_loss={score + noise}")
print(f"METRIC train_loss={score - 0.5 + noise}")
`;

const STUDY = 'ablationmage_outputs/train';
const RUN = ['run', 'train.py', '--quiet', '--seeds', '2', '--metric', 'val_loss'];
const REPORT = ['report', '--commentary'];

const LIES = `Over 2 seeds the baseline loses 12.34, twice as much as before. Removing more significantly hurts.

The study is small.`;

let ran: CliProject;
let mean = '';
beforeAll(async () => {
  ran = new CliProject({ 'train.py': TRAIN });
  const result = await ran.run(RUN);
  expect(result.code, result.stderr).toBe(0);
  mean = ran.report().trials[0]?.metrics[0]?.summary?.mean.toFixed(3) ?? '';
});
afterAll(() => {
  ran[Symbol.dispose]();
});

/** A copy of a study of two seeds that has run. */
function studied(): CliProject {
  const project = new CliProject({});
  cpSync(ran.directory, project.directory, { recursive: true });
  return project;
}

function truth(): string {
  return `Over 2 seeds the baseline has a val_loss of ${mean}.\n\nWhether removing more hurts cannot be told from so few.`;
}

test('a model that first lies is told what is not in the report, and what it then writes is shown and labelled', async () => {
  using study = studied();
  using model = new ScriptedModel([{ match: 'Write the commentary', replies: [LIES, truth()] }]);
  const result = await study.run([...REPORT, ...model.words]);
  expect([result.code, model.asked], result.stderr).toEqual([0, { '0': 2 }]);
  expect(result.stderr).toMatch(/is asked for a commentary: about [\d,]+ tokens in/);
  expect(result.stderr).toMatch(
    /2 of 3 sentences of the commentary cannot stand \(“12\.34” is not in the report; “twice” .*“significantly”/,
  );
  expect(result.stderr).toMatch(/The commentary took 2 calls, about/);

  const second = model.prompt(0, 1);
  expect(second).toContain('“12.34” is not in the report');
  expect(second).toContain('“significantly”: more is not significant in the report');

  const label = /Written by .*; its numbers were checked against the report, its explanations were not\.\*$/m;
  expect(result.stdout.replaceAll(/\s+/g, ' ')).toContain(`has a val_loss of ${mean}.`);
  expect(study.read(`${STUDY}/report.md`)).toMatch(label);
  expect(study.read(`${STUDY}/report.md`)).toContain('## Commentary');
  const { commentary, modelCost } = study.report();
  expect(commentary).toMatchObject({ droppedSentences: 0, paragraphs: truth().split('\n\n') });
  expect(modelCost?.calls).toBe(2);
  expect(JSON.parse(study.read(`${STUDY}/commentary.json`))).toEqual(commentary);
  expect(study.read(`${STUDY}/exchanges/0002-commentary-again-1/reply.md`)).toBe(truth());

  // It stays with its numbers, also after they were made again and in a file of their own; other numbers drop it.
  const again = await study.run(['report', '--json']);
  expect([(JSON.parse(again.stdout) as { commentary?: unknown }).commentary, again.stderr]).toEqual([commentary, '']);
  const other = await study.run(['report', '--metric', 'train_loss']);
  expect(other.stderr).toMatch(/^warning: The commentary by .* was written of other numbers and is left out/);
  expect(study.report().commentary).toBeUndefined();
  expect(study.read(`${STUDY}/report.md`)).not.toContain('## Commentary');
  study.write({ 'sent.json': again.stdout });
  const sent = await study.run(['report', '--from', 'sent.json', '--format', 'markdown', '--output', 'sent']);
  expect([sent.stderr, study.read('sent/report.md')]).toEqual(['', expect.stringMatching(label)]);

  const more = await study.run([...RUN.slice(0, 4), '3', ...RUN.slice(5)]);
  expect(more.stderr).toMatch(/written of other numbers and is left out/);
  expect(study.report().commentary).toBeUndefined();
});

test('what a model keeps lying about is left out and counted; where nothing is left there is no commentary', async () => {
  using study = studied();
  using model = new ScriptedModel([{ match: 'Write the commentary', replies: [LIES, LIES, LIES] }]);
  const result = await study.run([...REPORT, ...model.words]);
  expect([result.code, model.asked], result.stderr).toEqual([0, { '0': 3 }]);
  expect(study.report().commentary).toMatchObject({ paragraphs: ['The study is small.'], droppedSentences: 2 });
  expect(study.read(`${STUDY}/report.md`)).toContain(
    'its explanations were not. 2 sentences that did not agree with the report were left out.',
  );

  const only = 'Removing more costs 77.7 %.';
  using liar = new ScriptedModel([{ match: 'Write the commentary', replies: [only, only, only] }]);
  const nothing = await study.run([...REPORT, ...liar.words, '--metric', 'train_loss']);
  expect([nothing.code, liar.asked]).toEqual([1, { '0': 3 }]);
  expect(nothing.stderr).toMatch(/There is no new commentary: no sentence of .* agreed with the report/);
  expect(study.report().commentary).toBeUndefined();
  // The same question is a new one: no recording answers for the model.
  await study.run([...REPORT, ...liar.words, '--metric', 'train_loss']);
  expect(liar.asked).toEqual({ '0': 4 });
});

test('Ctrl-C while the model thinks keeps everything as it was; the same command asks again', async () => {
  using study = studied();
  const before = study.read(`${STUDY}/report.md`);
  const asked = path.join(study.directory, 'asked');
  study.write({
    'slow.mjs': `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(asked)}, '');\nsetInterval(() => {}, 1000);\n`,
  });
  const child = study.start([
    ...REPORT,
    '--command',
    `"${process.execPath}" "${path.join(study.directory, 'slow.mjs')}"`,
  ]);
  const end = finished(child);
  await until(() => existsSync(asked), 'the model is asked');
  child.kill('SIGINT');
  const result = await end;
  expect([result.code, result.stdout], result.stderr).toEqual([130, '']);
  expect(result.stderr).toMatch(/There is no new commentary/);
  expect(existsSync(path.join(study.directory, STUDY, 'commentary.json'))).toBe(false);
  expect(study.read(`${STUDY}/report.md`)).toBe(before);

  using model = new ScriptedModel([{ match: 'Write the commentary', replies: [truth()] }]);
  expect((await study.run([...REPORT, ...model.words])).code).toBe(0);
  expect(study.report().commentary?.paragraphs).toHaveLength(2);
});

test('without a model, without a study’s folder or over budget nobody is asked', async () => {
  using study = studied();
  using model = new ScriptedModel([{ match: 'Write the commentary', replies: [truth()] }]);
  const answers = await Promise.all([
    study.run(REPORT),
    study.run(['report', '--from', `${STUDY}/report.json`, '--commentary', ...model.words]),
    study.run(['report', ...model.words]),
  ]);
  expect(answers.map(({ code, stderr }) => [code, stderr])).toEqual([
    [2, expect.stringMatching(/--commentary needs a model/)],
    [2, expect.stringMatching(/--from reads a finished report/)],
    [2, expect.stringMatching(/are for --commentary here/)],
  ]);
  const poor = await study.run([...REPORT, ...model.words, '--max-tokens', '100']);
  expect([poor.code, poor.stderr]).toEqual([1, expect.stringMatching(/tokens are used[^]*--max-tokens/)]);
  expect(model.asked).toEqual({});
  expect(existsSync(path.join(study.directory, STUDY, 'commentary.json'))).toBe(false);
});
