import { createHash } from 'node:crypto';
import { existsSync, readFileSync, symlinkSync, utimesSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { findPythons } from './find-pythons.js';
import { ProbedRun } from './probed-run.js';

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

describe.each(findPythons())('Python $version at $path', ({ path: python, version }) => {
  let run: ProbedRun;
  beforeEach(() => {
    run = new ProbedRun();
  });
  afterEach(() => {
    run.remove();
  });

  test('says who runs, and which sources were executed with which hash', async () => {
    const module = run.write('package/layers.py', 'WIDTH = 3\n');
    run.write('package/__init__.py', '');
    const script = run.write('train.py', 'from package.layers import WIDTH\nprint(WIDTH)\n');
    const { stdout, stderr, report } = await run.run(python, ['train.py']);
    expect([stdout, stderr]).toEqual(['3\n', '']);
    expect(report).toMatchObject({ reported: true, pythonVersion: version, executable: python });
    expect(report.loadedSources).toContainEqual({ path: script, sha256: sha256(script) });
    expect(report.loadedSources).toContainEqual({ path: module, sha256: sha256(module) });
    expect(report.notes).toEqual([]);
  });

  test('sees a subprocess, and a module run with -m', async () => {
    const part = run.write('package/part.py', 'print(1)\n');
    run.write('package/__init__.py', '');
    const outer = run.write(
      'outer.py',
      'import subprocess, sys\nsubprocess.check_call([sys.executable, "-m", "package.part"])\n',
    );
    const { report } = await run.run(python, ['outer.py']);
    expect(report.loadedSources.map(({ path }) => path)).toEqual(expect.arrayContaining([outer, part]));
  });

  test('names sources as the workspace was named, also where a link leads to it', async () => {
    const script = run.write('train.py', 'import part, runpy\nrunpy.run_path("part.py")\n');
    const part = run.write('part.py', '');
    const link = join(run.root, 'link');
    symlinkSync(run.workspace, link);
    const { report } = await run.run(python, ['train.py'], { ABLATIONMAGE_PROBE_WORKSPACE: link });
    expect(report.loadedSources).toEqual(
      [script, part].map((path) => ({ path: path.replace(run.workspace, link), sha256: sha256(path) })),
    );
  });

  test('leaves the libraries of an environment in the project alone', async () => {
    const library = join(run.project, '.venv', 'lib', 'python3', 'site-packages');
    run.writeAt(
      join(library, 'library.py'),
      'import os\nopen(os.path.join(os.path.dirname(__file__), "table.bin")).read()\n',
    );
    run.writeAt(join(library, 'table.bin'), 'x');
    const script = run.write('train.py', 'import library\n');
    const { report } = await run.run(python, ['train.py'], {}, { pythonPath: [library] });
    expect(report.loadedSources.map(({ path }) => path)).toEqual([script]);
    expect(report.readFiles).toEqual([]);
  });

  test('names the original where an import root of the project shadows the copy', async () => {
    run.write('library/model.py', 'print("copy")\n');
    const original = run.writeToProject('library/model.py', 'print("original")\n');
    run.write('train.py', 'import model\n');
    const { stdout, report } = await run.run(python, ['train.py'], {}, { pythonPath: [join(run.project, 'library')] });
    expect(stdout).toBe('original\n');
    expect(report.loadedSources).toContainEqual({ path: original, sha256: sha256(original) });
  });

  test('sees that stale bytecode was executed', async () => {
    const model = run.write('model.py', 'print("one")\n');
    const time = new Date('2024-01-01T00:00:00Z');
    utimesSync(model, time, time);
    run.write('train.py', 'import model\n');
    await run.run(python, ['train.py'], { PYTHONDONTWRITEBYTECODE: '' });
    run.write('model.py', 'print("two")\n'); // as long as before
    utimesSync(model, time, time);
    run.forgetReport();
    const { stdout, report } = await run.run(python, ['train.py']);
    expect(stdout).toBe('one\n');
    expect(report.loadedSources.map((source) => source.sha256)).not.toContain(sha256(model));
    expect(report.notes).toEqual([expect.stringContaining('model.py was executed from bytecode')]);
  });

  test('lists data and weights that were read, by where they really are, and no libraries', async () => {
    const data = run.writeToProject('data/digits.csv', '1,2\n');
    const weights = run.writeToProject('best.pt', 'weights');
    symlinkSync(join(run.project, 'data'), join(run.workspace, 'data'));
    symlinkSync(weights, join(run.workspace, 'best.pt'));
    const config = run.write('config.yaml', 'a: 1\n');
    const code = 'import json, csv, decimal\nfor n in ["data/digits.csv", "best.pt", "config.yaml"]: open(n).read()\n';
    run.write('train.py', `${code}open("own.pt", "w").write("x")\nopen("own.pt").read()\n`);
    const { report } = await run.run(python, ['train.py']);
    expect(report.readFiles.map(({ path, sizeBytes, isCheckpoint }) => ({ path, sizeBytes, isCheckpoint }))).toEqual([
      { path: data, sizeBytes: 4, isCheckpoint: false },
      { path: weights, sizeBytes: 7, isCheckpoint: true },
      { path: config, sizeBytes: 5, isCheckpoint: false },
    ]);
    expect(report.readFiles.every(({ modifiedMs }) => Math.abs(modifiedMs - Date.now()) < 60_000)).toBe(true);
  });

  test('refuses every way to change the project, and says what to do', async () => {
    const kept = run.writeToProject('kept.txt', 'kept');
    const folder = join(run.project, 'folder');
    run.writeToProject('folder/file.txt', 'kept');
    symlinkSync(kept, join(run.workspace, 'linked.txt'));
    run.write(
      'train.py',
      `
import os, shutil
def refused(change):
    try: change()
    except PermissionError as error: print(error)
    else: print("ALLOWED")
kept, folder = ${JSON.stringify([kept, folder]).slice(1, -1)}
refused(lambda: open(kept, "w"))
refused(lambda: open(folder + "/file.txt", "r+"))
refused(lambda: os.remove(kept))
refused(lambda: os.rename(kept, "stolen.txt"))
refused(lambda: os.mkdir(folder + "/new"))
refused(lambda: shutil.rmtree(folder))
refused(lambda: os.truncate(kept, 0))
refused(lambda: os.symlink("x", folder + "/link"))
os.makedirs(folder, exist_ok=True)
os.remove("linked.txt")
try: os.remove(folder + "/absent")
except FileNotFoundError: print("absent")
`,
    );
    const { stdout, report } = await run.run(python, ['train.py']);
    const lines = stdout.trim().split('\n');
    expect(lines.slice(0, 8)).toEqual(Array<unknown>(8).fill(expect.stringContaining('never writes to your project')));
    expect(lines[0]).toContain('write to a path relative to the working directory');
    expect(lines[0]).toContain(kept);
    expect(lines.slice(8)).toEqual(['absent']);
    expect(readFileSync(kept, 'utf8')).toBe('kept');
    expect(existsSync(join(folder, 'file.txt'))).toBe(true);
    expect(existsSync(join(run.workspace, 'linked.txt'))).toBe(false);
    expect(report.refusedWrites).toEqual(expect.arrayContaining([kept, join(folder, 'new')]));
  });

  test('gives the run a file of its own where it writes through a link to the project', async () => {
    const names = ['new', 'more', 'changed', 'touched', 'cut', 'excluded'];
    for (const name of names) {
      symlinkSync(run.writeToProject(`${name}.csv`, 'kept'), join(run.workspace, `${name}.csv`));
    }
    run.write(
      'train.py',
      `
import os, pathlib
with open("new.csv", "w") as file: file.write("n")
with open("more.csv", "a") as file: file.write("m")
with open("changed.csv", "r+") as file: file.write("c")
os.utime("touched.csv")
os.truncate("cut.csv", 1)
try: open("excluded.csv", "x")
except FileExistsError: pass
print({name: (open(name + ".csv").read(), os.path.islink(name + ".csv")) for name in ${JSON.stringify(names)}})
`,
    );
    const { stdout, stderr, report } = await run.run(python, ['train.py']);
    expect(stderr).toBe('');
    expect(stdout.trim()).toBe(
      "{'new': ('n', False), 'more': ('keptm', False), 'changed': ('cept', False), 'touched': ('kept', False), " +
        "'cut': ('k', False), 'excluded': ('kept', True)}",
    );
    for (const name of names) expect(readFileSync(join(run.project, `${name}.csv`), 'utf8'), name).toBe('kept');
    expect(report.refusedWrites).toEqual([]);
  });

  test('gives the run a folder of its own where it writes through a linked one, once for all its processes', async () => {
    run.writeToProject('folder/deep/old.txt', 'kept');
    run.writeToProject('folder/gone.txt', 'kept');
    run.writeToProject('lines.txt', 'kept\n');
    symlinkSync(join(run.project, 'folder'), join(run.workspace, 'folder'));
    symlinkSync(join(run.project, 'lines.txt'), join(run.workspace, 'lines.txt'));
    run.write(
      'train.py',
      `
import multiprocessing, os
def add(barrier):
    barrier.wait()
    with open("lines.txt", "a") as file: file.write("one\\n")
if __name__ == "__main__":
    os.makedirs("folder/new")
    os.remove("folder/gone.txt")
    with open("folder/deep/old.txt", "a") as file: file.write(" more")
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(8)
    workers = [context.Process(target=add, args=(barrier,)) for _ in range(8)]
    for worker in workers: worker.start()
    for worker in workers: worker.join()
    print(sorted(os.listdir("folder")), open("folder/deep/old.txt").read(), len(open("lines.txt").readlines()))
`,
    );
    const { stdout, stderr, report } = await run.run(python, ['train.py']);
    expect(stderr).toBe('');
    expect(stdout).toBe("['deep', 'new'] kept more 9\n");
    expect(readFileSync(join(run.project, 'folder/deep/old.txt'), 'utf8')).toBe('kept');
    expect(readFileSync(join(run.project, 'lines.txt'), 'utf8')).toBe('kept\n');
    expect(existsSync(join(run.project, 'folder/gone.txt'))).toBe(true);
    expect(existsSync(join(run.project, 'folder/new'))).toBe(false);
    expect(report.refusedWrites).toEqual([]);
  });

  test('records writes outside, not those to the run folder', async () => {
    const outside = join(run.root, 'elsewhere.txt');
    const metrics = join(run.runDirectory, 'metrics.jsonl');
    run.write('train.py', `for name in ${JSON.stringify([outside, metrics, 'own.txt'])}: open(name, "w").close()\n`);
    const { code, report } = await run.run(python, ['train.py'], { TMPDIR: join(run.root, 'tmp') });
    expect(code).toBe(0);
    // The test's own folder lies in the system's temporary folder, which is nobody's output.
    expect(report.writtenFiles).toEqual([]);
    expect(report.refusedWrites).toEqual([]);
    const home = join(homedir(), `ablationmage-probe-test-${process.pid}`);
    run.write(
      'train.py',
      `import os\nopen(${JSON.stringify(home)}, "w").close()\nos.remove(${JSON.stringify(home)})\n`,
    );
    expect((await run.run(python, ['train.py'])).report.writtenFiles).toEqual([home]);
  });

  test('records the exception, and leaves the printed traceback as it is', async () => {
    run.write(
      'model.py',
      'class ShapeError(Exception): pass\ndef forward(): raise ShapeError("3 × 4\\n\\U0001F600")\n',
    );
    run.write('train.py', 'import model\nmodel.forward()\n');
    const { code, stderr, report } = await run.run(python, ['train.py']);
    const plain = await run.run(python, ['train.py'], { ABLATIONMAGE_PROBE_REPORT: '' });
    expect(code).toBe(1);
    expect(stderr).toBe(plain.stderr);
    expect(report.exception).toEqual({ type: 'model.ShapeError', message: '3 × 4\n\u{1F600}', place: 'model.py:2' });
  });

  test('the main process decides which exception counts', async () => {
    run.write('helper.py', 'raise ValueError("child")\n');
    run.write(
      'train.py',
      'import subprocess, sys\nsubprocess.call([sys.executable, "helper.py"])\nraise KeyError("main")\n',
    );
    const { report } = await run.run(python, ['train.py']);
    expect(report.exception).toEqual({ type: 'KeyError', message: "'main'", place: 'train.py:3' });
  });

  test('an exit code is none of its business', async () => {
    run.write('train.py', 'import sys\nsys.exit(3)\n');
    const { code, report } = await run.run(python, ['train.py']);
    expect(code).toBe(3);
    expect(report.exception).toBeUndefined();
  });

  test('reports from workers that are forked or spawned', async () => {
    const weights = run.writeToProject('old.ckpt', 'weights');
    run.write(
      'train.py',
      `
import multiprocessing, random
def work(index):
    open(${JSON.stringify(weights)}).read()
    return random.random()
if __name__ == "__main__":
    for method in ("fork", "spawn"):
        with multiprocessing.get_context(method).Pool(2) as pool:
            print(sorted(pool.map(work, range(2), chunksize=1)) != [])
`,
    );
    const { code, stderr, report } = await run.run(python, ['train.py']);
    expect([code, stderr]).toEqual([0, '']);
    expect(report.readFiles).toMatchObject([{ path: weights, isCheckpoint: true }]);
  });

  test('seeds random, unless the script does', async () => {
    run.write('unseeded.py', 'import random\nprint(random.random())\n');
    run.write('seeded.py', 'import random\nrandom.seed(1)\nprint(random.random())\n');
    const said = async (script: string, seed: number): Promise<string> =>
      (await run.run(python, [script], {}, { seed })).stdout;
    expect(await said('unseeded.py', 7)).toBe(await said('unseeded.py', 7));
    expect(await said('unseeded.py', 7)).not.toBe(await said('unseeded.py', 8));
    expect(await said('seeded.py', 7)).toBe(await said('seeded.py', 8));
  });

  test('seeds spawned workers each by itself, whenever random was imported', async () => {
    const site = join(run.root, 'site');
    run.writeAt(join(site, 'sitecustomize.py'), 'import random\n');
    run.write(
      'train.py',
      `
import multiprocessing
def work(drawn):
    import random
    drawn.put(random.random())
if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    drawn = context.Queue()
    workers = [context.Process(target=work, args=(drawn,)) for _ in range(2)]
    for worker in workers: worker.start()
    print(sorted(drawn.get() for _ in workers))
`,
    );
    const said = async (pythonPath: string[]): Promise<string> =>
      (await run.run(python, ['train.py'], {}, { seed: 7, pythonPath })).stdout;
    const [early, late] = [await said([site]), await said([])];
    expect(new Set(JSON.parse(early) as number[]).size).toBe(2);
    expect(early).toBe(late);
  });

  test('hands over to the next sitecustomize, and shadows no module', async () => {
    const site = join(run.root, 'site');
    run.writeAt(join(site, 'sitecustomize.py'), 'import builtins\nbuiltins.SITE = 1\n');
    run.writeAt(join(site, 'report.py'), 'NAME = "mine"\n');
    run.write('train.py', 'import report, sitecustomize\nprint(SITE, report.NAME, sitecustomize.__file__)\n');
    const { stdout } = await run.run(python, ['train.py'], {}, { pythonPath: [site] });
    expect(stdout).toBe(`1 mine ${join(site, 'sitecustomize.py')}\n`);
  });

  test('is silent in a process without its folder, and where Python ignores the environment', async () => {
    run.write('train.py', 'print(1)\n');
    const isolated = await run.run(python, ['-I', 'train.py']);
    expect(isolated.report.reported).toBe(false);
    const after = await run.run(python, ['train.py'], { ABLATIONMAGE_PROBE_REPORT: join(run.root, 'gone') });
    expect([after.stdout, after.stderr, after.report.reported]).toEqual(['1\n', '', false]);
  });
});
