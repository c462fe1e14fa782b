import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sampleReport } from '../../unit/reports/sample-report.js';
import { CliProject, finished, until } from '../cli/cli-project.js';
import { barePython, giveLibrary } from './bare-python.js';

const REPORT = { 'report.json': JSON.stringify(sampleReport) };

const FROM = ['report', '--from', 'report.json'];

test('a missing library is named with the Python that lacks it and what installs it; nothing is written', async () => {
  using project = new CliProject(REPORT);
  const python = barePython(path.join(project.directory, 'venv'));
  const one = await project.run([...FROM, '--to', 'wandb', '--python', 'venv/bin/python']);
  expect(one.code).toBe(2);
  expect(one.stderr).toMatch(`error: wandb is not installed in ${python} (Python 3.`);
  expect(one.stderr).toContain(`: ${python} -m pip install wandb, or name a Python that has it with --python PATH.\n`);
  const several = await project.run([...FROM, '--to', 'tensorboard,mlflow', '--to', 'wandb', '--python', python]);
  expect(several.stderr).toContain('wandb, mlflow, and tensorboard are not installed in');
  expect(several.stderr).toContain('-m pip install wandb mlflow tensorboard,');
  expect(existsSync(path.join(project.directory, 'export'))).toBe(false);
});

test('a Python that does not start is named', async () => {
  using project = new CliProject(REPORT);
  const { code, stderr } = await project.run([...FROM, '--to', 'wandb', '--python', 'no/such/python']);
  expect(code).toBe(2);
  expect(stderr).toContain('no/such/python does not start: no such program. Name the Python that has wandb');
});

test('a study of which nothing has run has nothing to export', async () => {
  const runs = sampleReport.runs.map(({ trialId, seedIndex, identity }) => {
    return { trialId, seedIndex, identity, state: 'not-run', metrics: [] };
  });
  using project = new CliProject({ 'report.json': JSON.stringify({ ...sampleReport, runs }) });
  const { code, stderr } = await project.run([...FROM, '--to', 'mlflow']);
  expect(code).toBe(2);
  expect(stderr).toContain('There is nothing to export: no run of the study has ended yet.');
});

test('a library that fails is quoted, and an earlier export stays', async () => {
  using project = new CliProject(REPORT);
  const venv = path.join(project.directory, 'venv');
  const python = barePython(venv);
  giveLibrary(venv, 'tensorboard', 'raise ImportError("libprotobuf.so.32: no such file")\n');
  project.write({ 'export/tensorboard/.ablationmage-export': '', 'export/tensorboard/events': 'earlier' });
  const { code, stderr, stdout } = await project.run([...FROM, '--to', 'tensorboard', '--python', python]);
  expect(code).toBe(2);
  expect(stderr).toContain('5 of 45 runs have not run and are not exported.\n');
  expect(stderr).toContain('tensorboard could not write the export:');
  expect(stderr).toContain('ImportError: libprotobuf.so.32: no such file\n');
  expect(stdout).toBe('');
  expect(readdirSync(path.join(project.directory, 'export'))).toEqual(['tensorboard']);
  expect(project.read('export/tensorboard/events')).toBe('earlier');
});

test('a folder that no export made is never replaced', async () => {
  using project = new CliProject(REPORT);
  const venv = path.join(project.directory, 'venv');
  const python = barePython(venv);
  giveLibrary(venv, 'mlflow', '');
  project.write({ 'mlruns/0/meta.yaml': 'mine' });
  const { code, stderr } = await project.run([...FROM, '--to', 'mlflow', '--output', '.', '--python', python]);
  expect(code).toBe(2);
  expect(stderr).toContain(`${project.directory}/mlruns is not from an earlier export, and nothing was written.`);
  expect(project.read('mlruns/0/meta.yaml')).toBe('mine');
});

test('Ctrl-C ends the Python that writes; nothing is left of it', async () => {
  using project = new CliProject(REPORT);
  const venv = path.join(project.directory, 'venv');
  const python = barePython(venv);
  const started = path.join(project.directory, 'started');
  giveLibrary(
    venv,
    'wandb',
    `import os, time\nopen(${JSON.stringify(started)}, "w").write(f"{os.getpid()} {os.environ.get('OPENAI_API_KEY')}")\ntime.sleep(600)\n`,
  );
  const child = project.start([...FROM, '--to', 'wandb', '--python', python], { OPENAI_API_KEY: 'secret' });
  const end = finished(child);
  await until(() => existsSync(started) && project.read('started').includes(' '), 'the library is imported');
  child.kill('SIGINT');
  const { code, stderr, stdout } = await end;
  expect(code).toBe(130);
  expect(stderr).toContain('Interrupted: what is not listed was not written.');
  expect(stdout).toBe('');
  const [pid = '', key] = project.read('started').split(' ');
  expect(key).toBe('None');
  expect(existsSync(`/proc/${pid}`)).toBe(false);
  expect(readdirSync(path.join(project.directory, 'export'))).toEqual([]);
});
