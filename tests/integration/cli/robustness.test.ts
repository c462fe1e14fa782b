import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../../src/core/report.js';
import { CliProject, finished, MAIN, until } from './cli-project.js';

/** Waits for a file called `go` beside the study before it ends, and says that it has started. */
const WAITING = `import os, pathlib, sys, time
signals = pathlib.Path(os.environ["SIGNALS"])
(signals / f"started-{os.getpid()}").write_text(" ".join(sys.argv[1:]))
while not (signals / "go").exists():
    time.sleep(0.02)
print("METRIC accuracy=" + ("0.5" if "--less" in sys.argv else "0.75"))
`;

const YAML = `seeds: 2
jobs: 2
components:
  - { name: part, args: --less }
`;

/** The signals lie outside the project: a run may not write into that. */
class WaitingStudy implements Disposable {
  readonly project = new CliProject({ 'train.py': WAITING, 'ablation.yaml': YAML });
  readonly signals = realpathSync(mkdtempSync(path.join(tmpdir(), 'signals-')));
  readonly environment = { SIGNALS: this.signals };

  hasStarted(): boolean {
    return readdirSync(this.signals).some((name) => name.startsWith('started-'));
  }

  go(): void {
    writeFileSync(path.join(this.signals, 'go'), '');
  }

  [Symbol.dispose](): void {
    this.project[Symbol.dispose]();
    rmSync(this.signals, { recursive: true, force: true });
  }
}

/** Processes whose environment names the given folder, by pid. */
function processesNaming(folder: string): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return [];
    try {
      return readFileSync(`/proc/${name}/environ`, 'utf8').includes(`SIGNALS=${folder}`) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

test('Ctrl-C ends every run within two seconds, leaves no process and keeps what is finished', async () => {
  using study = new WaitingStudy();
  const { project, environment, signals } = study;
  const child = project.start(['run', 'train.py', '--quiet'], environment);
  const result = finished(child);
  await until(() => study.hasStarted(), 'a run has started');
  const interruptedAt = Date.now();
  child.kill('SIGINT');
  const { code } = await result;
  expect(code).not.toBe(0);
  expect(Date.now() - interruptedAt).toBeLessThan(5000);
  expect(processesNaming(signals)).toEqual([]);

  study.go();
  const again = await project.run(['run', 'train.py', '--quiet'], environment);
  expect(again.stderr).toBe('');
  expect(again.code).toBe(0);
  expect(project.report().runs.map(({ state }) => state)).toEqual(['completed', 'completed', 'completed', 'completed']);
});

test('after kill -9 the same command ends the orphans and finishes the study, every run once', async () => {
  using study = new WaitingStudy();
  const { project, environment, signals } = study;
  const child = project.start(['run', 'train.py', '--quiet'], environment);
  const result = finished(child);
  await until(() => study.hasStarted(), 'a run has started');
  child.kill('SIGKILL');
  await result;

  study.go();
  const again = await project.run(['run', 'train.py', '--quiet'], environment);
  expect(again.code).toBe(0);
  expect(processesNaming(signals)).toEqual([]);
  const events = project.read('ablationmage_outputs/train/events.jsonl').split('\n').filter(Boolean);
  const completed = events
    .map((line) => JSON.parse(line) as { type: string; run?: { identity: string }; outcome?: { kind: string } })
    .filter(({ type, outcome }) => type === 'run-ended' && outcome?.kind === 'completed')
    .map(({ run }) => run?.identity);
  expect(new Set(completed).size).toBe(4);
  expect(completed.length).toBe(4);
});

test('a second process on the same study is refused with the name of the first', async () => {
  using study = new WaitingStudy();
  const { project, environment } = study;
  const child = project.start(['run', 'train.py', '--quiet'], environment);
  const result = finished(child);
  await until(() => study.hasStarted(), 'a run has started');
  const second = await project.run(['run', 'train.py', '--quiet'], environment);
  expect(second.code).toBe(2);
  expect(second.stderr).toContain(`process ${child.pid}`);
  expect(second.stderr).toContain('--out');
  study.go();
  expect((await result).code).toBe(0);
});

test('the same command again repeats nothing; marks, names, seeds and a longer limit repeat nothing either', async () => {
  const script = (mark: string) => `import random${mark}
random.seed(0)
values = [random.random() for _ in range(3)]
half, quarter = 0.5, 0.25
score = (
    sum(values)
    + half  #ABLATABLE_COMPONENT(name=half)
    + quarter${mark === '' ? '' : '  #ABLATABLE_COMPONENT(name=quarter)'}
)
print(f"METRIC score={score}")
`;
  using project = new CliProject({ 'train.py': script('') });
  const attempts = () =>
    readdirSync(path.join(project.directory, 'ablationmage_outputs/train/runs'), {
      recursive: true,
      encoding: 'utf8',
    }).filter((name) => path.basename(name) === 'outcome.json').length;
  expect((await project.run(['run', 'train.py', '--quiet', '--seeds', '2'])).code).toBe(0);
  expect(attempts()).toBe(4);
  expect((await project.run(['run', 'train.py', '--quiet', '--seeds', '2'])).code).toBe(0);
  expect(attempts()).toBe(4);
  project.write({ 'train.py': script('  # a comment') });
  expect((await project.run(['run', 'train.py', '--quiet', '--seeds', '3', '--timeout', '1h'])).code).toBe(0);
  expect(attempts()).toBe(9);
});

test('changed sources: without an answer it stops and lists what changed; --rerun and --keep-results decide', async () => {
  const script = (bonus: number) => `bonus, half = ${bonus}, 0.5
score = bonus + half  #ABLATABLE_COMPONENT(name=half, term=half)
print(f"METRIC score={score}")
`;
  using project = new CliProject({ 'train.py': script(1) });
  await project.run(['run', 'train.py', '--quiet', '--seeds', '1']);
  project.write({ 'train.py': script(2) });
  const undecided = await project.run(['run', 'train.py', '--quiet', '--seeds', '1']);
  expect(undecided.code).toBe(2);
  expect(undecided.stderr).toContain('train.py');
  expect(undecided.stderr).toContain('--rerun');
  const kept = await project.run(['run', 'train.py', '--quiet', '--seeds', '1', '--keep-results']);
  expect(kept.code).toBe(0);
  expect(project.report().trials[0]?.metrics[0]?.summary?.mean).toBe(1.5);
  project.write({ 'train.py': script(3) });
  const rerun = await project.run(['run', 'train.py', '--quiet', '--seeds', '1', '--rerun']);
  expect(rerun.code).toBe(0);
  expect(project.report().trials[0]?.metrics[0]?.summary?.mean).toBe(3.5);
});

test('a checkpoint that lies about is not resumed from, unless it is an input', async () => {
  using project = new CliProject({
    'train.py': `import os
score = 0.9 if os.path.exists("model.pt") else 0.4
score += 0.01  #ABLATABLE_COMPONENT(name=part)
print(f"METRIC score={score:.3f}")
`,
    'model.pt': 'weights of the full model',
  });
  await project.run(['run', 'train.py', '--quiet', '--seeds', '1']);
  expect(project.report().trials[0]?.metrics[0]?.summary?.mean).toBe(0.41);
  await project.run(['run', 'train.py', '--quiet', '--seeds', '1', '--inputs', 'model.pt', '--out', 'with-input']);
  const report = JSON.parse(project.read('with-input/report.json')) as ReturnType<CliProject['report']>;
  expect(report.trials[0]?.metrics[0]?.summary?.mean).toBe(0.91);
});

test('an install that shadows the copy cannot make the baseline pass for a variant', async () => {
  using project = new CliProject({
    'project/pyproject.toml': '',
    'project/src/package/__init__.py': '',
    'project/src/package/model.py':
      'def score():\n    base, bonus = 0.5, 0.25\n    value = base + bonus  #ABLATABLE_COMPONENT(name=bonus, term=bonus)\n    return value\n',
    'project/train.py': 'from package.model import score\nprint(f"METRIC score={score()}")\n',
  });
  const editable = { PYTHONPATH: path.join(project.directory, 'project/src') };
  const result = await project.run(['run', 'project/train.py', '--quiet', '--seeds', '1'], editable);
  expect(result.code).toBe(0);
  expect(project.report().trials.map(({ metrics }) => metrics[0]?.summary?.mean)).toEqual([0.75, 0.5]);
});

test('a variant whose edited file is never loaded is rejected, and has no number', async () => {
  using project = new CliProject({
    'train.py': `import sys
if "never" in sys.argv:
    import parts
print("METRIC score=0.5")
`,
    'parts.py': 'a, b = 1, 2\nvalue = a + b  #ABLATABLE_COMPONENT(name=part, term=b)\n',
  });
  const result = await project.run(['run', 'train.py', '--quiet', '--seeds', '1']);
  expect(result.code).toBe(1);
  const trial = project.report().trials[1];
  expect(trial?.metrics[0]?.summary).toBeUndefined();
  expect(trial?.verdict?.kind).toBe('rejected');
  expect(trial?.verdict?.reasons[0]?.message).toContain('edit not loaded: parts.py');
});

test('the study folder may vanish under the report, which then says what to do', async () => {
  using project = new CliProject({ 'train.py': 'x = 1\n' });
  rmSync(path.join(project.directory, 'ablationmage_outputs'), { recursive: true, force: true });
  const result = await project.run(['report']);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('ablationmage run');
  expect(existsSync(path.join(project.directory, 'ablationmage_outputs'))).toBe(false);
});

test('a script that is saved while the study runs changes no run of it', async () => {
  using study = new WaitingStudy();
  const { project, environment } = study;
  const child = project.start(['run', 'train.py', '--quiet'], environment);
  const result = finished(child);
  await until(() => study.hasStarted(), 'a run has started');
  project.write({ 'train.py': 'print("METRIC accuracy=0.111")\n' });
  study.go();
  expect((await result).code).toBe(0);
  expect(project.report().trials.map(({ metrics }) => metrics[0]?.summary?.values.map(({ value }) => value))).toEqual([
    [0.75, 0.75],
    [0.5, 0.5],
  ]);
});

test('a study that is started outside its project says which files it read there and not here', () => {
  using project = new CliProject({
    'tools/train.py': `score = float(open("table.csv").read())
score *= 0.5  #ABLATABLE_COMPONENT(name=half)
print("METRIC score=%.2f" % score)
`,
    'tools/table.csv': '1.0\n',
    'here/table.csv': '2.0\n',
    'elsewhere/other.csv': '2.0\n',
  });
  const warningsOf = (folder: string): readonly string[] => {
    const words = ['run', '../tools/train.py', '--seeds', '1', '--quiet', '--out', `../${folder}-study`];
    const { status, stderr } = spawnSync(process.execPath, [MAIN, ...words], {
      cwd: path.join(project.directory, folder),
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    return (JSON.parse(project.read(`${folder}-study/report.json`)) as Report).warnings;
  };
  expect(warningsOf('here')).toContainEqual(
    expect.stringMatching(/^table\.csv: read in .*\/tools, .* started by hand in .*\/here the script would read/u),
  );
  expect(warningsOf('elsewhere').filter((warning) => warning.includes('read in'))).toEqual([]);
});

test('outputs of an earlier run stay as they are, however the script deals with them', async () => {
  using project = new CliProject({
    'train.py': `import os, sqlite3, subprocess
large = "x" * 1_500_000
with open("scratch.csv", "w") as file:
    file.write(large)
os.remove("scratch.csv")
os.rename("before.csv", "after.csv")
with open("after.csv", "a") as file:
    file.write("more")
os.makedirs("samples/new", exist_ok=True)
for number in range(230):
    with open("samples/%d.txt" % number, "w") as file:
        file.write("of this run")
connection = sqlite3.connect("tracking.db")
connection.execute("create table if not exists runs (score)")
connection.execute("insert into runs values (1)")
connection.commit()
subprocess.run("echo more >> shell.csv", shell=True, check=True)
score = 0.5 if os.path.getmtime("features.npy") > os.path.getmtime("conf.json") else 7.0
score *= 0.5  #ABLATABLE_COMPONENT(name=half)
print("METRIC score=%.2f" % score)
`,
    'scratch.csv': 'y'.repeat(1_500_000),
    'before.csv': 'y'.repeat(1_500_000),
    'features.npy': 'data',
    'conf.json': '{}',
    'shell.csv': 'mine',
    'tracking.db': '',
    ...Object.fromEntries(Array.from({ length: 230 }, (_, number) => [`samples/${number}.txt`, 'of an earlier run'])),
  });
  utimesSync(path.join(project.directory, 'conf.json'), 1, 1);
  utimesSync(path.join(project.directory, 'features.npy'), 2, 2);
  const digest = (): string =>
    spawnSync('bash', ['-c', 'find . -path ./ablationmage_outputs -prune -o -type f -printf "%p %s %T@\\n" | sort'], {
      cwd: project.directory,
      encoding: 'utf8',
    }).stdout;
  const before = digest();
  const { code, stderr } = await project.run(['run', 'train.py', '--seeds', '2', '--quiet']);
  expect(code, stderr).toBe(0);
  expect(digest()).toBe(before);
  expect(project.report().baselineGate).toEqual({ kind: 'equal', extent: 'in-full' });
  expect(project.report().trials.map(({ metrics }) => metrics[0]?.summary?.mean)).toEqual([0.25, 0.5]);
});
