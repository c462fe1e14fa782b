import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findPythons } from '../probe/find-pythons.js';
import { CliProject } from './cli-project.js';

/** The baseline ends at once; the trial trains until it is stopped, where it is told to. */
const HANGING_TRIAL = `import os, time
score = 0.5
score *= 0.5  #ABLATABLE_COMPONENT(name=half)
if score == 0.5 and os.environ.get("HANG"):
    time.sleep(600)
print("METRIC score=%.2f" % score)
`;

/** Goes on from where it was stopped, and looks for weights, a cache and data. */
const RESUMING = `import json, os, random
state = json.load(open("last.json")) if os.path.exists("last.json") else {"w": 0.0}
w = state["w"]
rate = 0.5
rate = rate * 2.0  #ABLATABLE_COMPONENT(name=double, replace=rate)
for step in range(5):
    w += rate * random.random()
for name in ["model.pt", "runs/best.json", "features.pkl", "weights/pretrained.pt", "data/table.csv", "data/model.txt"]:
    print(name, os.path.exists(name))
    w += 100.0 * os.path.exists(name)
json.dump({"w": w}, open("last.json", "w"))
open("model.pt", "w").write("weights")
os.makedirs("runs", exist_ok=True)
open("runs/best.json", "w").write("{}")
open("features.pkl", "w").write("cache")
print("METRIC score=%.4f" % w)
`;

const RUN = ['run', 'train.py', '--seeds', '2', '--quiet'];
const EXPORT = ['export', '--script', 'study.py'];

async function succeed(project: CliProject, ...words: readonly string[]): Promise<string> {
  const { code, stderr } = await project.run(words);
  expect(code, stderr).toBe(0);
  return stderr;
}

function python(directory: string, ...words: readonly string[]): string {
  const { stdout, stderr } = spawnSync('python3', words, { cwd: directory, encoding: 'utf8' });
  return stdout + stderr;
}

function expectTable(project: CliProject, folder: string): void {
  const { rows } = JSON.parse(project.read(path.join(folder, 'study_results/results.json'))) as {
    rows: { values: Record<string, number> }[];
  };
  const inTable = project.report().trials.map(({ metrics }) => metrics[0]?.summary?.values.map(({ value }) => value));
  expect(rows.map(({ values }) => Object.values(values))).toEqual(inTable);
}

test('a script that goes on from what it wrote trains anew in every run, as in the study', async () => {
  using project = new CliProject({
    'train.py': RESUMING,
    'ablation.yaml': 'inputs: [weights/pretrained.pt]\n',
    'weights/pretrained.pt': 'weights',
    'weights/other.pt': 'weights',
    'data/table.csv': '1,2\n',
    'data/model.txt': 'of the data',
  });
  await succeed(project, ...RUN);
  const said = await succeed(project, ...EXPORT);
  expect(said).toMatch(/^baseline, seed 1: score 30\d\.\d+ at the end, as in the study$/mu);
  expect(said).toMatch(/^double, seed 1: score 30\d\.\d+ at the end, as in the study$/mu);

  // The user trains as always, which leaves what the next trainings would go on from.
  expect(python(project.directory, 'train.py')).toContain('model.pt False');
  expect(python(project.directory, 'train.py')).toContain('model.pt True');
  const before = readdirSync(project.directory);
  python(project.directory, 'study.py', '--all');
  expectTable(project, '.');
  expect(readdirSync(project.directory).sort()).toEqual([...before, 'study_results'].sort());
  expect(readdirSync(path.join(project.directory, 'study_results')).filter((name) => !name.includes('.log'))).toEqual([
    'results.json',
  ]);

  const one = python(project.directory, 'study.py', '--trial', 'double', '--seed', '1');
  expect(one).toContain(
    'not in the working copies, since trainings may have left it: features.pkl, last.json, model.pt, runs/, weights/other.pt\n',
  );
  expect(one).toContain('model.pt False\nruns/best.json False\nfeatures.pkl False\nweights/pretrained.pt True\n');
  expect(one).toMatch(/what it wrote: study_results\/01-double-seed1\n$/u);
  const kept = readdirSync(path.join(project.directory, 'study_results/01-double-seed1')).sort();
  expect(kept).toEqual(['features.pkl', 'last.json', 'model.pt', 'runs']);
});

test('a script that starts itself by name starts the trial', async () => {
  using project = new CliProject({
    'train.py': `import subprocess, sys
if len(sys.argv) == 1:
    subprocess.run([sys.executable, "train.py", "worker"], check=True)
else:
    score = 0.5
    score *= 0.5  #ABLATABLE_COMPONENT(name=half)
    print("METRIC score=%.2f" % score)
`,
  });
  await succeed(project, ...RUN);
  expect(await succeed(project, ...EXPORT)).toContain('half, seed 1: score 0.5 at the end, as in the study\n');
  expect(python(project.directory, 'study.py', '--ablation-trial', 'half')).toBe('METRIC score=0.50\n');
  expect(python(project.directory, 'study.py')).toBe('METRIC score=0.25\n');
});

test('a script that does not give the numbers of the study is not written', async () => {
  using project = new CliProject({
    'train.py': `import multiprocessing, random
def draw(_):
    return random.random()
if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        score = sum(pool.map(draw, range(3)))
    score *= 0.5  #ABLATABLE_COMPONENT(name=half)
    print("METRIC score=%.4f" % score)
`,
  });
  await succeed(project, ...RUN);
  const { code, stderr } = await project.run(EXPORT);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /error: The script does not give the numbers of the study: baseline, seed 1 \(score [\d.]+, in/u,
  );
  expect(stderr).toContain('give these a seed of their own');
  expect(existsSync(path.join(project.directory, 'study.py'))).toBe(false);
});

test('where the study’s own numbers change from run to run, those of the script may too', async () => {
  using project = new CliProject({
    'train.py': `import os
score = int.from_bytes(os.urandom(4), "big") / 2**32
score *= 0.5  #ABLATABLE_COMPONENT(name=half)
print("METRIC score=%.6f" % score)
`,
  });
  await succeed(project, ...RUN);
  expect(await succeed(project, ...EXPORT)).toMatch(
    /^baseline, seed 1: score [\d.]+, in the study [\d.]+, where two runs of one seed differ by 0\.\d+$/mu,
  );
});

test('a training that changes a large file which was there before is told of', async () => {
  using project = new CliProject({
    'train.py': `import os
with open("data/table.bin", "rb" if os.environ.get("CAREFUL") else "r+b") as file:
    score = len(file.read()) / 1e6
    if not os.environ.get("CAREFUL"):
        file.write(b"more")
score *= 0.5  #ABLATABLE_COMPONENT(name=half)
print("METRIC score=%.6f" % score)
`,
    'data/table.bin': Buffer.alloc(200_000),
  });
  const careful = { CAREFUL: '1' };
  for (const words of [RUN, EXPORT]) {
    const { code, stderr } = await project.run(words, careful);
    expect(code, stderr).toBe(0);
  }
  const said = python(project.directory, 'study.py', '--trial', 'half');
  expect(said).toMatch(/^changed meanwhile: \S+\/data\/table\.bin; if the training did it, others find it so$/mu);
});

test('paths mean what they mean in the study: beside the script, above it, and where it is called', () => {
  using project = new CliProject({
    'table.csv': '4\n',
    'code/scripts/train.py': `import pathlib
here = float(pathlib.Path("local.csv").read_text())
above = float(pathlib.Path("../table.csv").read_text())
beside = float((pathlib.Path(__file__).resolve().parent / "beside.csv").read_text())
score = here + above + beside
score *= 0.5  #ABLATABLE_COMPONENT(name=half)
print("METRIC score=%.2f" % score)
`,
    'code/scripts/beside.csv': '1\n',
    'code/local.csv': '2\n',
  });
  const main = path.resolve('dist/cli/main.js');
  const directory = path.join(project.directory, 'code');
  const call = (...words: readonly string[]): string => {
    const { status, stderr } = spawnSync('node', [main, ...words], { cwd: directory, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    return stderr;
  };
  call('run', 'scripts/train.py', '--seeds', '1', '--quiet', '--name', 'paths');
  expect(call('export', '--script', 'scripts/study.py')).toContain('half, seed 0: score 7 at the end');
  expect(python(directory, 'scripts/study.py', '--trial', 'half')).toBe('METRIC score=7.00\n');
  expect(python(directory, 'scripts/study.py', '--trial', 'baseline')).toBe('METRIC score=3.50\n');
});

test('folders of many files, links and what may not be read are linked, and no training waits for them', async () => {
  using project = new CliProject({
    'train.py': `import os
score = len(os.listdir("many")) + len(os.listdir("loop/many"))
score *= 0.5  #ABLATABLE_COMPONENT(name=half)
print("METRIC score=%.2f" % score)
`,
  });
  const many = path.join(project.directory, 'many');
  mkdirSync(many);
  for (let number = 0; number < 300; number += 1) writeFileSync(path.join(many, `${number}.dat`), 'x');
  symlinkSync('.', path.join(project.directory, 'loop'));
  symlinkSync('nowhere', path.join(project.directory, 'broken'));
  await succeed(project, ...RUN);
  await succeed(project, ...EXPORT);
  expect(python(project.directory, 'study.py', '--trial', 'half')).toBe('METRIC score=600.00\n');
});

test('a later export removes what only the former wrote, if nobody changed it since', async () => {
  using project = new CliProject({
    'train.py':
      'import first, second\nscore = first.value()\nscore *= 0.5  #ABLATABLE_COMPONENT(name=half)\nprint("METRIC score=%.2f" % score)\n',
    'first.py': 'def value():\n    return 0.5\n',
    'second.py': 'pass\n',
    'third.py': 'pass\n',
  });
  project.write({ 'train.py': `import third\n${project.read('train.py')}` });
  await succeed(project, ...RUN);
  await succeed(project, ...EXPORT);
  project.write({ 'train.py': project.read('train.py').replace('import third\nimport first, second', 'import first') });
  project.write({ 'study/second.py': '# mine\n' });
  await succeed(project, ...RUN, '--rerun');
  await succeed(project, ...EXPORT);
  expect(readdirSync(path.join(project.directory, 'study')).sort()).toEqual(
    ['Makefile', 'first.py', 'run.sh', 'second.py', 'study.py', 'study.py.sha256', 'train.py'].sort(),
  );
});

test('lines that end as on Windows all do so in the script too', async () => {
  using project = new CliProject({
    'train.py':
      'score = 0.5\r\nscore *= 0.5  #ABLATABLE_COMPONENT(name=half)\r\nprint("METRIC score=%.2f" % score)\r\n',
  });
  await succeed(project, ...RUN);
  await succeed(project, ...EXPORT);
  const text = project.read('study.py');
  expect(text).toContain('if TRIAL != "half":\r\n    score *= 0.5');
  expect(text).not.toMatch(/(?<!\r)\n/u);
});

test('who has seen enough of the output closes it without a traceback', async () => {
  using project = new CliProject({
    'train.py': 'score = 0.5\nscore *= 0.5  #ABLATABLE_COMPONENT(name=half)\nprint("METRIC score=%.2f" % score)\n',
  });
  await succeed(project, ...RUN);
  await succeed(project, ...EXPORT);
  for (const option of ['--list', '--all']) {
    const { stderr } = spawnSync('bash', ['-c', `python3 study.py ${option} | true`], {
      cwd: project.directory,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
  }
});

test('Ctrl-C ends a study without a traceback or a working copy, and the next call goes on', async () => {
  using project = new CliProject({ 'train.py': HANGING_TRIAL });
  await succeed(project, 'run', 'train.py', '--seeds', '1', '--quiet');
  await succeed(project, ...EXPORT);
  const child = spawn('python3', ['study.py', '--all'], {
    cwd: project.directory,
    env: { ...process.env, HANG: '1' },
    detached: true,
  });
  let said = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    // The baseline has ended; the trial trains, or is about to.
    if (chunk.toString().includes('[1/2]') && child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
  });
  expect([await ended, said]).toEqual([130, 'stopped; --all goes on where it was\n']);
  const left = readdirSync(path.join(project.directory, 'study_results'));
  expect(left.filter((name) => name.startsWith('training-'))).toEqual([]);
  expect(python(project.directory, 'study.py', '--all')).toContain('[2/2] half, seed 0: score 0.5\n');
  expectTable(project, '.');
});

/**
 * Stops the exported script once a function of the standard library has done its second work, and no one else. Of a
 * process it notes the number.
 */
const STOPPING_IN = `import importlib, os, signal, sys
module, _, name = os.environ.get("STOP_IN", "").rpartition(".")
if module:
    owner, calls = importlib.import_module(module), []
    former = getattr(owner, name)
    def stopped(*arguments, **options):
        result = former(*arguments, **options)
        calls.append(result)
        if sys.argv[0] == "study.py" and len(calls) == 2:
            with open(os.environ["PROCESS_FILE"], "w") as file:
                file.write(str(getattr(result, "pid", "")))
            os.kill(os.getpid(), signal.SIGINT)
        return result
    setattr(owner, name, stopped)
`;

test.each(['tempfile.mkdtemp', 'subprocess.Popen'])(
  'Ctrl-C in the middle of %s leaves neither a working copy nor a training',
  async (place) => {
    using project = new CliProject({ 'train.py': HANGING_TRIAL, 'stop/sitecustomize.py': STOPPING_IN });
    await succeed(project, 'run', 'train.py', '--seeds', '1', '--quiet');
    await succeed(project, ...EXPORT);
    const stop = path.join(project.directory, 'stop');
    const processFile = path.join(stop, 'process');
    const { status, stderr } = spawnSync('python3', ['study.py', '--all'], {
      cwd: project.directory,
      env: { ...process.env, PYTHONPATH: stop, HANG: '1', STOP_IN: place, PROCESS_FILE: processFile },
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([130, 'stopped; --all goes on where it was\n']);
    const left = readdirSync(path.join(project.directory, 'study_results'));
    expect(left.filter((name) => name.startsWith('training-'))).toEqual([]);
    const training = readFileSync(processFile, 'utf8');
    expect(training !== '' && existsSync(`/proc/${training}`)).toBe(false);
  },
);

test('where Ctrl-C is ignored it is so while a training starts, too', async () => {
  using project = new CliProject({ 'train.py': HANGING_TRIAL, 'stop/sitecustomize.py': STOPPING_IN });
  await succeed(project, 'run', 'train.py', '--seeds', '1', '--quiet');
  await succeed(project, ...EXPORT);
  const stop = path.join(project.directory, 'stop');
  const { status, stderr } = spawnSync('sh', ['-c', `trap '' INT; exec python3 study.py --all`], {
    cwd: project.directory,
    env: {
      ...process.env,
      PYTHONPATH: stop,
      STOP_IN: 'subprocess.Popen',
      PROCESS_FILE: path.join(stop, 'process'),
    },
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
});

test('outputs of an earlier run of the script, large ones too, hinder no study and no training, and stay as they are', async () => {
  using project = new CliProject({
    'train.py': `import os
old = os.path.getsize("table.csv") if os.path.exists("table.csv") else 0
score = 0.5
score *= 0.5  #ABLATABLE_COMPONENT(name=half)
for name in ["predictions.csv", "plot.png"]:
    with open(name, "w") as file:
        file.write(str(score) * 100_000)
with open("table.csv", "a") as file:
    file.write("x" * 200_000)
print("table of", old)
print("METRIC score=%.2f" % score)
`,
    'table.csv': 'y'.repeat(200_000),
  });
  expect(python(project.directory, 'train.py')).toBe('table of 200000\nMETRIC score=0.25\n');
  await succeed(project, ...RUN);
  await succeed(project, ...EXPORT);
  for (const trial of ['half', 'baseline']) {
    expect(python(project.directory, 'study.py', '--trial', trial)).toContain(
      `table of 400000\nMETRIC score=${trial === 'half' ? '0.50' : '0.25'}\n`,
    );
  }
  expect(python(project.directory, 'study.py', '--all')).toContain('[4/4] half, seed 1: score 0.5\n');
  expect(project.read('plot.png')).toBe('0.25'.repeat(100_000));
  expect(project.read('table.csv')).toHaveLength(400_000);
  expect(project.read('study_results/01-half-seed0/plot.png')).toBe('0.5'.repeat(100_000));
});

test('a cache under any name that the script wrote by itself is none that a training finds', async () => {
  using project = new CliProject({
    'train.py': `import os, random
if os.path.exists("split.txt"):
    split = float(open("split.txt").read())
else:
    split = random.random()
    open("split.txt", "w").write(str(split))
split *= 0.5  #ABLATABLE_COMPONENT(name=half)
print("METRIC score=%.6f" % split)
`,
  });
  await succeed(project, ...RUN);
  await succeed(project, ...EXPORT);
  python(project.directory, 'study.py');
  expect(python(project.directory, 'study.py', '--all')).toContain('since trainings may have left it: split.txt\n');
  expectTable(project, '.');
});

test('sources come from the working copy, whatever PYTHONPATH says', async () => {
  using project = new CliProject({
    'scripts/train.py': 'from lib import model\nprint("METRIC score=%.2f" % model.score())\n',
    'src/lib/__init__.py': '',
    'src/lib/model.py':
      'def score():\n    value = 0.5\n    value *= 0.5  #ABLATABLE_COMPONENT(name=half)\n    return value\n',
  });
  spawnSync('git', ['init', '-q'], { cwd: project.directory });
  const environment = { PYTHONPATH: path.join(project.directory, 'src') };
  for (const words of [['run', 'scripts/train.py', '--seeds', '1', '--quiet'], EXPORT]) {
    const { code, stderr } = await project.run(words, environment);
    expect(code, stderr).toBe(0);
  }
  for (const given of [environment, {}]) {
    const { stdout } = spawnSync('python3', ['study/study.py', '--trial', 'half'], {
      cwd: project.directory,
      env: { ...process.env, ...given },
      encoding: 'utf8',
    });
    expect(stdout).toBe('METRIC score=0.50\n');
  }
});

test('files keep their times and modes; what the arguments name is there, whatever its name', async () => {
  using project = new CliProject({
    'train.py': `import glob, os, subprocess, sys
score = float(open(max(glob.glob("table*.csv"), key=os.path.getmtime)).read())
subprocess.run(["./prepare.sh"], check=True)
if len(sys.argv) > 1:
    score = float(open(sys.argv[1]).read())
score *= 0.5  #ABLATABLE_COMPONENT(name=half)
print("METRIC score=%.2f" % score)
`,
    'table1.csv': '3.0\n',
    'table2.csv': '5.0\n',
    'prepare.sh': '#!/bin/sh\n',
  });
  chmodSync(path.join(project.directory, 'prepare.sh'), 0o755);
  utimesSync(path.join(project.directory, 'table2.csv'), 1, 1);
  await succeed(project, ...RUN);
  await succeed(project, ...EXPORT);
  project.write({ 'best_model.npy': '7.0\n' });
  expect(python(project.directory, 'study.py', '--ablation-trial', 'half')).toMatch(/^METRIC score=3\.00\n/u);
  expect(python(project.directory, 'study.py', '--ablation-trial', 'half', 'best_model.npy')).toBe(
    'METRIC score=7.00\n',
  );
});

test('what a training wrote is kept where it is stopped, with its links, and beside what another left', async () => {
  using project = new CliProject({
    'train.py': `import os, time
score = 0.5
score *= 0.5  #ABLATABLE_COMPONENT(name=half)
open("epoch1.txt", "w").write("1")
os.symlink("epoch1.txt", "last.txt")
try:
    print("saved", flush=True)
    time.sleep(600 if os.environ.get("HANG") else 0)
except KeyboardInterrupt:
    open("stopped.txt", "w").write("saved at the end")
print("METRIC score=%.2f" % score)
`,
  });
  await succeed(project, ...RUN);
  await succeed(project, ...EXPORT);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const child = spawn('python3', ['study.py', '--trial', 'half'], {
      cwd: project.directory,
      env: { ...process.env, HANG: '1' },
      detached: true,
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    child.stdout.once('data', () => {
      if (child.pid !== undefined) process.kill(signal === 'SIGINT' ? -child.pid : child.pid, signal);
    });
    expect(await ended, signal).toBe(130);
  }
  const results = path.join(project.directory, 'study_results');
  expect(readdirSync(results).sort()).toEqual(['01-half-seed0', '01-half-seed0-2']);
  expect(readdirSync(path.join(results, '01-half-seed0')).sort()).toEqual(['epoch1.txt', 'last.txt', 'stopped.txt']);
  expect(readdirSync(path.join(results, '01-half-seed0-2')).sort()).toEqual(['epoch1.txt', 'last.txt']);
});

test('two studies of other arguments at once have each its own numbers, and a source that changes ends one', async () => {
  using project = new CliProject({
    'train.py': `import os, sys, time
score = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
score *= 0.5  #ABLATABLE_COMPONENT(name=half)
time.sleep(0.2)
if os.environ.get("CHANGED"):
    with open(os.environ["CHANGED"], "a") as file:
        file.write("# edited meanwhile")
print("METRIC score=%.2f" % score)
`,
  });
  await succeed(project, ...RUN);
  await succeed(project, ...EXPORT);
  const all = async (argument: string): Promise<string> => {
    const child = spawn('python3', ['study.py', '--ablation-all', argument], { cwd: project.directory });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await new Promise((resolve) => child.once('close', resolve));
    return said;
  };
  const [first, second] = await Promise.all([all('3'), all('8')]);
  expect(first.match(/score [\d.]+$/gmu)).toEqual(['score 1.5', 'score 3', 'score 1.5', 'score 3']);
  expect(second.match(/score [\d.]+$/gmu)).toEqual(['score 4', 'score 8', 'score 4', 'score 8']);

  const { stdout, stderr } = spawnSync('python3', ['study.py', '--ablation-all', '5'], {
    cwd: project.directory,
    env: { ...process.env, CHANGED: path.join(project.directory, 'study.py') },
    encoding: 'utf8',
  });
  expect([stdout, stderr]).toEqual(['', 'the sources changed since the first training: call it again\n']);
});

test('folders that may not be looked into, and files that may not be read, hinder no training', () => {
  const program = `${readFileSync('python/ablationmage_script/study/working_copy.py', 'utf8')}
import sys
os.chdir(sys.argv[1])
__file__ = "train.py"
STUDY = {"sources": [], "script": "train.py", "levels_above": 1, "needed": [], "written": [], "replaced": [], "results": "r"}
copied, listed = shutil.copy2, os.listdir
def copy(source, target):
    if source.endswith("secret.txt"):
        raise PermissionError(source)
    copied(source, target)
def names_in(folder):
    if os.path.realpath(folder) == os.path.realpath(".."):
        raise PermissionError(folder)
    return listed(folder)
shutil.copy2, os.listdir = copy, names_in
copy = _WorkingCopy("baseline", [], os.path.join(os.getcwd(), "r"))
print(sorted(listed(copy.project)), os.path.islink(os.path.join(copy.project, "secret.txt")), list(copy.written()))
`;
  using project = new CliProject({ 'secret.txt': 'x', 'train.py': '' });
  expect(python(project.directory, '-c', program, project.directory)).toBe("['secret.txt', 'train.py'] True []\n");
});

test('a folder of many files is not linked where another training may have left something in it', async () => {
  using project = new CliProject({
    'train.py': `import os
os.makedirs("experiments/one/checkpoints", exist_ok=True)
print("resumed", os.path.exists("experiments/one/checkpoints/last.pt"))
score = 0.5 + 8.0 * os.path.exists("experiments/one/checkpoints/last.pt")
score *= 0.5  #ABLATABLE_COMPONENT(name=half)
open("experiments/one/checkpoints/last.pt", "w").write("weights")
print("METRIC score=%.2f" % score)
`,
    ...Object.fromEntries(Array.from({ length: 250 }, (_, number) => [`experiments/notes/${number}.txt`, 'x'])),
    ...Object.fromEntries(Array.from({ length: 250 }, (_, number) => [`runs/old/${number}.txt`, 'x'])),
    'runs/old/best.pt': 'weights',
    'runs/old/last.pt': 'weights',
  });
  await succeed(project, ...RUN);
  await succeed(project, ...EXPORT);
  python(project.directory, 'train.py');
  const said = python(project.directory, 'study.py', '--trial', 'half');
  expect(said).toContain('resumed False\nMETRIC score=0.50\n');
  expect(said).toContain('since trainings may have left it: experiments/one/, runs/\n');
  python(project.directory, 'study.py', '--all');
  expectTable(project, '.');
});

test('an input that is read and written over is each training’s own, whatever its size', async () => {
  using project = new CliProject({
    'train.py': `import os
name = "checkpoints/best_" + "model.npy"
old = len(open(name).read())
with open(name, "a") as file:
    file.write("more")
score = old / 1e6
score *= 0.5  #ABLATABLE_COMPONENT(name=half)
print("METRIC score=%.6f" % score)
`,
    'ablation.yaml': 'inputs: [checkpoints/best_model.npy]\n',
    'checkpoints/best_model.npy': 'w'.repeat(20_000_000),
  });
  await succeed(project, ...RUN);
  await succeed(project, ...EXPORT);
  python(project.directory, 'study.py', '--all');
  expectTable(project, '.');
  expect(project.read('checkpoints/best_model.npy')).toHaveLength(20_000_000);
});

const [oldest] = findPythons().toSorted((one, other) =>
  one.version.localeCompare(other.version, 'en', { numeric: true }),
);

test('the oldest Python of this machine makes and runs a script', async () => {
  using project = new CliProject({
    'train.py':
      'import random\nrandom.seed(1)\nscore = random.random()\nscore *= 0.5  #ABLATABLE_COMPONENT(name=half)\nprint("METRIC score=%.4f" % score)\n',
  });
  await succeed(project, ...RUN, '--python', oldest?.path ?? '');
  expect(await succeed(project, ...EXPORT)).toContain('half, seed 1:');
  const { stdout } = spawnSync(oldest?.path ?? '', ['study.py', '--all'], { cwd: project.directory, encoding: 'utf8' });
  expect(stdout).toContain('[4/4] half, seed 1: score');
  expectTable(project, '.');
});
