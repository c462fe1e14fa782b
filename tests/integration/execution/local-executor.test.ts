import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.js';
import { SlotPool } from '../../../src/execution/slot-pool.js';
import { runMatrix } from '../../../src/execution/run-matrix.js';
import { localStudy, project, slot } from './local-study.js';
import { appeared, processesWith } from './run-folder.js';

const METRIC = 'print("METRIC accuracy=0.5")\n';

const reasonOf = (outcome: Outcome): unknown => (outcome.kind === 'failed' ? outcome.reason : outcome.kind);

const metricsOf = (outcome: Outcome): Record<string, number> =>
  Object.fromEntries(outcome.metrics.map((metric) => [metric.name, metric.value]));

/** The edit that puts `text` where `found` stands in the file. */
function replacing(root: string, file: string, found: string, text: string) {
  const start = readFileSync(path.join(root, file), 'utf8').indexOf(found);
  return { file, start, end: start + found.length, text };
}

describe('a run that completes', () => {
  test('has its metrics, its logs and no working copy any more', async () => {
    const study = await localStudy(project({ 'train.py': METRIC }));
    const request = study.request();
    const outcome = await study.executor.execute(request, slot, new AbortController().signal);
    expect(outcome.kind).toBe('completed');
    expect(metricsOf(outcome)).toEqual({ accuracy: 0.5 });
    expect(readFileSync(path.join(request.runDirectory, 'stdout.log'), 'utf8')).toBe(METRIC.slice(7, -3) + '\n');
    expect(readdirSync(study.workDirectory, { recursive: true }).filter((name) => name.includes('run-'))).toEqual([]);
  });

  test("ran the edited file, and the user's own is as it was", async () => {
    const root = project({
      'train.py': 'from pkg.model import VALUE\nprint(f"METRIC v={VALUE}")\n',
      'pkg/model.py': 'VALUE = 1\n',
    });
    const study = await localStudy(root, ['train.py', 'pkg/model.py']);
    expect(metricsOf(await study.run())).toEqual({ v: 1 });
    const edited = await study.run({ edits: [replacing(root, 'pkg/model.py', '1', '2')] });
    expect(metricsOf(edited)).toEqual({ v: 2 });
    expect(readFileSync(path.join(root, 'pkg/model.py'), 'utf8')).toBe('VALUE = 1\n');
    expect(readdirSync(path.join(root, 'pkg'))).toEqual(['model.py']);
  });

  test('reads data beside the project and says which', async () => {
    const root = project({ 'train.py': 'print("METRIC v=" + open("../data/x.txt").read())', '../data/x.txt': '7' });
    const outcome = await (await localStudy(root)).run();
    expect(metricsOf(outcome)).toEqual({ v: 7 });
    expect(outcome.readFiles.map((file) => file.path)).toEqual([path.resolve(root, '../data/x.txt')]);
  });

  test('names files of the project by their place in the project', async () => {
    const root = project({
      'train.py': `open("a.csv").read(); open("b.txt").read()\n${METRIC}`,
      'a.csv': '1',
      'b.txt': '22',
    });
    const { readFiles } = await (await localStudy(root)).run();
    expect(readFiles.map(({ path: file, sizeBytes }) => [file, sizeBytes]).sort()).toEqual([
      ['a.csv', 1],
      ['b.txt', 2],
    ]);
  });

  test('takes the metrics file', async () => {
    const script = 'import os\nopen(os.environ["ABLATIONMAGE_METRICS"], "a").write(\'{"loss": 0.25}\\n\')\n';
    expect(metricsOf(await (await localStudy(project({ 'train.py': script }))).run())).toEqual({ loss: 0.25 });
  });

  test('starts where the user stands, with paths of the command in the copy', async () => {
    const root = project({
      'sub/train.py':
        'import os, sys\nprint("METRIC same=%d" % (os.path.realpath(sys.argv[1]) == os.path.realpath("..")))',
    });
    const study = await localStudy(root, ['sub/train.py'], { currentDirectory: path.join(root, 'sub') });
    expect(metricsOf(await study.run({ command: ['python3', 'train.py', root] }))).toEqual({ same: 1 });
  });

  test('has the environment of a run', async () => {
    const script = `
import os
for name in ["OMP_NUM_THREADS", "MKL_NUM_THREADS", "PYTHONHASHSEED"]: print(f"METRIC {name.lower()}={os.environ[name]}")
print("METRIC keys=%d" % ("OPENAI_API_KEY" in os.environ))
`;
    const study = await localStudy(project({ 'train.py': script }), undefined, {
      threads: 3,
      environment: { ...process.env, OPENAI_API_KEY: 'secret', PYTHONHASHSEED: '' },
    });
    const outcome = await study.run();
    expect(metricsOf(outcome)).toMatchObject({ omp_num_threads: 3, mkl_num_threads: 3, keys: 0 });
  });
});

describe('a run that fails', () => {
  test('with an exception: its name, its place and the last lines', async () => {
    const root = project({ 'train.py': 'print("epoch 1")\nraise ValueError("shapes differ")\n' });
    const outcome = await (await localStudy(root)).run();
    expect(reasonOf(outcome)).toEqual({
      kind: 'crashed',
      exception: 'ValueError: shapes differ (train.py:2)',
      exitCode: 1,
    });
    expect(outcome).toMatchObject({
      logTail: expect.arrayContaining(['epoch 1', 'ValueError: shapes differ']) as string[],
    });
  });

  test.each([
    ['import time; time.sleep(600)', { timeoutMs: 300 }, { kind: 'timed-out', limitMs: 300 }],
    [
      'x = b"x" * 300_000_000\nimport time; time.sleep(600)',
      { memoryBytes: 100_000_000 },
      { kind: 'out-of-memory', where: 'limit' },
    ],
    ['raise MemoryError()', {}, { kind: 'out-of-memory', where: 'host' }],
    ['raise RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")', {}, { kind: 'out-of-memory', where: 'cuda' }],
    ['print("hello")', {}, { kind: 'no-metric' }],
    ['print("METRIC loss=nan")', {}, { kind: 'diverged', metric: 'loss' }],
    ['import os; os.kill(os.getpid(), 9)', {}, { kind: 'crashed', signal: 'SIGKILL' }],
    [METRIC, { command: ['python3', '-I', 'train.py'] }, { kind: 'probe-silent' }],
    [
      METRIC,
      { command: ['./no-such-program'] },
      {
        kind: 'could-not-start',
        message: './no-such-program: no such program. Is it installed, and is its path right?',
      },
    ],
  ])('%s', async (script, more, reason) => {
    expect(reasonOf(await (await localStudy(project({ 'train.py': script }))).run(more))).toEqual(reason);
  });

  test('cancelled while it runs, with nothing left of it', async () => {
    const study = await localStudy(project({ 'train.py': 'import time; time.sleep(600)' }));
    const cancel = new AbortController();
    const request = study.request();
    const running = study.executor.execute(request, slot, cancel.signal);
    await appeared(path.join(request.runDirectory, 'process.json'));
    cancel.abort();
    expect(reasonOf(await running)).toEqual({ kind: 'cancelled' });
    expect(processesWith(request.runDirectory)).toEqual([]);
  });

  test('for want of a file that was left out: the note says which and why', async () => {
    const root = project({ 'train.py': 'open("checkpoints/last.pt")', 'checkpoints/last.pt': 'w' });
    const outcome = await (await localStudy(root)).run();
    expect(reasonOf(outcome)).toMatchObject({ kind: 'crashed' });
    expect(outcome.notes.join()).toContain('checkpoints is in the project but runs do not see it');
  });
});

describe('edits that were not loaded', () => {
  const files = { 'train.py': `import model\n${METRIC}`, 'model.py': 'x = 1\n' };

  test('a file nobody imports', async () => {
    const root = project({ 'train.py': METRIC, 'model.py': 'x = 1\n' });
    const study = await localStudy(root, ['train.py', 'model.py']);
    const outcome = await study.run({ edits: [replacing(root, 'model.py', '1', '2')] });
    expect(reasonOf(outcome)).toEqual({ kind: 'edit-not-loaded', file: 'model.py' });
  });

  test('a script that goes back to the original project', async () => {
    const root = project(files);
    writeFileSync(
      path.join(root, 'train.py'),
      `import sys\nsys.path.insert(0, ${JSON.stringify(root)})\n${files['train.py']}`,
    );
    const study = await localStudy(root, ['train.py', 'model.py']);
    const outcome = await study.run({ edits: [replacing(root, 'model.py', '1', '2')] });
    expect(reasonOf(outcome)).toEqual({
      kind: 'edit-not-loaded',
      file: 'model.py',
      loadedInstead: path.join(root, 'model.py'),
    });
  });

  test('an installed package that would shadow the copy does not: import roots of the copy come first', async () => {
    const root = project({
      'scripts/train.py': 'import pkg.model as m\nprint(f"METRIC v={m.x}")',
      'src/pkg/model.py': 'x = 1\n',
    });
    const study = await localStudy(root, ['scripts/train.py', 'src/pkg/model.py'], {
      importRoots: ['scripts', 'src'],
      // As an editable install would: the user's own source folder on the path.
      environment: { ...process.env, PYTHONPATH: path.join(root, 'src') },
    });
    const outcome = await study.run({
      command: ['python3', 'scripts/train.py'],
      edits: [replacing(root, 'src/pkg/model.py', '1', '2')],
    });
    expect(metricsOf(outcome)).toEqual({ v: 2 });
  });

  test('the working directory is not importable where it would not be for the user', async () => {
    const root = project({ 'scripts/train.py': `import beside\n${METRIC}`, 'beside.py': '' });
    const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'PYTHONPATH'));
    const study = await localStudy(root, ['scripts/train.py'], { importRoots: ['scripts'], environment });
    const outcome = await study.run({ command: ['python3', 'scripts/train.py'] });
    expect(reasonOf(outcome)).toMatchObject({ kind: 'crashed' });
  });

  test('stale bytecode of the project is not taken along', async () => {
    const root = project(files);
    mkdirSync(path.join(root, '__pycache__'));
    writeFileSync(path.join(root, 'model.pyc'), 'garbage');
    const study = await localStudy(root, ['train.py', 'model.py']);
    expect((await study.run({ edits: [replacing(root, 'model.py', '1', '2')] })).kind).toBe('completed');
  });

  test('configuration that was read from the copy counts as loaded, unread it does not', async () => {
    const root = project({
      'train.py': `import sys\nif len(sys.argv) > 1: open(sys.argv[1]).read()\n${METRIC}`,
      'conf.yaml': 'a: 1\n',
    });
    const study = await localStudy(root, ['train.py', 'conf.yaml']);
    const edits = [replacing(root, 'conf.yaml', '1', '2')];
    expect((await study.run({ edits, command: ['python3', 'train.py', 'conf.yaml'] })).kind).toBe('completed');
    expect(reasonOf(await study.run({ edits }))).toEqual({ kind: 'edit-not-loaded', file: 'conf.yaml' });
    expect(
      reasonOf(await study.run({ edits, command: ['sh', '-c', `python3 train.py ${root}/conf.yaml`] })),
    ).toMatchObject({
      kind: 'edit-not-loaded',
      loadedInstead: path.join(root, 'conf.yaml'),
    });
  });
});

describe("the user's project", () => {
  test('writes relative to the working directory stay in the copy', async () => {
    const root = project({ 'train.py': `open("model.txt", "w").write("x")\n${METRIC}` });
    expect((await (await localStudy(root)).run()).kind).toBe('completed');
    expect(existsSync(path.join(root, 'model.txt'))).toBe(false);
  });

  test('a write to it is refused and named', async () => {
    const root = project({ 'train.py': '' });
    writeFileSync(path.join(root, 'train.py'), `open(${JSON.stringify(path.join(root, 'model.txt'))}, "w")\n${METRIC}`);
    const outcome = await (await localStudy(root)).run();
    expect(reasonOf(outcome)).toEqual({ kind: 'wrote-to-project', path: path.join(root, 'model.txt') });
    expect(existsSync(path.join(root, 'model.txt'))).toBe(false);
  });

  test('weights from before are out of reach, unless they are an input, and then named', async () => {
    const script = `import os\nif os.path.exists("last.pt"): open("last.pt").read()\nprint("METRIC resumed=%d" % os.path.exists("last.pt"))`;
    const root = project({ 'train.py': script, 'last.pt': 'w' });
    expect(metricsOf(await (await localStudy(root)).run())).toEqual({ resumed: 0 });
    const outcome = await (await localStudy(root, undefined, {}, ['last.pt'])).run();
    expect(metricsOf(outcome)).toEqual({ resumed: 1 });
    expect(outcome.notes).toContain('Weights from before the run were read: last.pt');
  });
});

test('two runs that write one path outside fail as shared output', async () => {
  // Not in the system's temporary folder, which runs may share as they like.
  const outside = mkdtempSync(path.join(homedir(), 'ablationmage-shared-output-'));
  const target = path.join(outside, 'log.txt');
  const study = await localStudy(project({ 'train.py': `open(${JSON.stringify(target)}, "a").write("x")\n${METRIC}` }));
  expect((await study.run()).kind).toBe('completed');
  const second = await study.run();
  expect(reasonOf(second)).toEqual({ kind: 'shared-output', path: target });
  expect(second.notes.join()).toContain('baseline (seed 1) wrote');
  rmSync(outside, { recursive: true });
});

test('a run that removes its own logs is a failure, not a crash of ours', async () => {
  const study = await localStudy(
    project({ 'train.py': `import os, shutil\n${METRIC}shutil.rmtree(os.environ["LOGS"])` }),
  );
  const request = study.request();
  const command = ['env', `LOGS=${request.runDirectory}`, 'python3', 'train.py'];
  const outcome = await study.executor.execute({ ...request, command }, slot, new AbortController().signal);
  expect(reasonOf(outcome)).toEqual({ kind: 'probe-silent' });
});

test('working copies are kept when asked for', async () => {
  const root = project({ 'train.py': 'import sys; sys.exit(int(sys.argv[1]))' });
  const study = await localStudy(root, undefined, { keepWorkspaces: 'failed' });
  const failed = await study.run({ command: ['python3', 'train.py', '1'] });
  const kept = failed.notes.map((note) => /kept: (.*)$/.exec(note)?.[1]).find((each) => each !== undefined);
  expect(existsSync(path.join(kept ?? '', 'project', 'train.py'))).toBe(true);
});

test('runs of a matrix go through the slots in order, side by side', async () => {
  const study = await localStudy(project({ 'train.py': METRIC }));
  const requests = [study.request(), study.request(), study.request()];
  const outcomes: string[] = [];
  await runMatrix(
    requests,
    new SlotPool([slot, { index: 1, gpus: [] }]),
    study.executor,
    new AbortController().signal,
    {
      started: () => undefined,
      ended: (_, outcome) => void outcomes.push(outcome.kind),
    },
  );
  expect(outcomes).toEqual(['completed', 'completed', 'completed']);
});
