import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CliProject, finished, MAIN } from '../cli/cli-project.js';
import { badStudies, writeBadStudy } from './studies.js';
import { writeStudy } from './written-study.js';

const TEXTS = ['report.md', 'report.tex', 'results.csv', 'summary.txt', 'figures/captions.txt'];
const FORMATS = ['--format', 'markdown,latex,csv,json,summary,figures'];

async function reported(name: keyof typeof badStudies): Promise<CliProject> {
  const project = new CliProject({});
  await writeBadStudy(path.join(project.directory, 'study'), badStudies[name]);
  return project;
}

test('a report of version 1 gives what one of today gives', async () => {
  using project = await reported('failed-trials');
  const today = await project.run(['report', '--out', 'study', ...FORMATS, '--output', 'today']);
  expect(today.code, today.stderr).toBe(0);
  const { curves: _curves, ...old } = JSON.parse(project.read('today/report.json')) as { readonly curves: unknown };
  project.write({ 'old.json': JSON.stringify({ ...old, schemaVersion: 1 }) });
  const again = await project.run(['report', '--from', 'old.json', ...FORMATS, '--output', 'again']);
  expect(again.code, again.stderr).toBe(0);
  expect(JSON.parse(project.read('again/report.json'))).toEqual(JSON.parse(project.read('today/report.json')));
  for (const name of TEXTS) expect(project.read(`again/${name}`), name).toBe(project.read(`today/${name}`));
});

test.each([
  ['is of a later version', '{"schemaVersion": 99}', /newer/],
  ['was cut off', '{"schemaVersion": 2, "study": {', /is no JSON/],
  ['is something else', '{"hello": 1}', /is no report/],
  ['is empty', '', /is no JSON/],
])('a report that %s is refused with the reason, and nothing is written', async (_, text, reason) => {
  using project = new CliProject({ 'report.json': text });
  const result = await project.run(['report', '--from', 'report.json', '--format', 'all', '--output', 'out']);
  expect([result.code, result.stdout]).toEqual([2, '']);
  expect(result.stderr).toMatch(reason);
  expect(result.stderr).not.toMatch(/\n\s+at /);
});

test('the files of a study that contradict each other are told everywhere, those that agree nowhere', async () => {
  using tampered = await reported('tampered-log');
  const shown = await tampered.run(['report', '--out', 'study']);
  expect(shown.stdout).toContain("! The study's files contradict each other: conv2 at seed 0 has accuracy");
  using fine = await reported('one-trial');
  expect((await fine.run(['report', '--out', 'study'])).stdout).not.toContain('contradict');
});

test('a result that the log of a finished study has lost is told, and so is one whose folder is damaged', async () => {
  using project = await reported('one-trial');
  const log = project.read('study/events.jsonl').split('\n');
  const isLost = (line: string) =>
    line.includes('"run-ended"') && line.includes('"conv2"') && line.includes('"seedIndex":2');
  project.write({
    'study/events.jsonl': log.filter((line) => !isLost(line)).join('\n'),
    'study/runs/conv2/seed1-00000011/attempt1/outcome.json': '{"run": {"trialId": "conv2"',
  });
  const { code, stdout } = await project.run(['report', '--out', 'study']);
  expect(code).toBe(0);
  const said = stdout.replaceAll(/\s+/g, ' ');
  expect(said).toContain('conv2 at seed 2 ended, and events.jsonl does not have it');
  expect(said).toContain('Of conv2 at seed 1 only the line in events.jsonl is left');
});

// 256 is what macOS gives.
test('a study of more runs than a process may open files', async () => {
  using project = new CliProject({});
  await writeStudy(path.join(project.directory, 'study'), {
    trials: Array.from({ length: 199 }, (_, index) => ({ id: `layer${index}` })),
    seeds: [0, 1, 2],
    run: (_trialId, seedIndex) => ({ metrics: { accuracy: [0.5, 0.9 + seedIndex / 100] } }),
  });
  const report = [process.execPath, MAIN, 'report', '--out', 'study', '--format', 'json', '--output', 'out'];
  const child = spawn('sh', ['-c', 'ulimit -n 256 && exec "$@"', 'sh', ...report], { cwd: project.directory });
  const { code, stderr } = await finished(child);
  expect(code, stderr).toBe(0);
  const { runs, warnings, curves } = JSON.parse(project.read('out/report.json')) as {
    readonly runs: readonly unknown[];
    readonly warnings: readonly string[];
    readonly curves: readonly unknown[];
  };
  expect(runs).toHaveLength(600);
  expect(warnings.filter((warning) => warning.includes('is left'))).toEqual([]);
  expect(curves).not.toEqual([]);
});
