import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.js';
import { readFingerprint } from '../../../src/execution/probe/read-fingerprint.js';
import { findPythons } from '../probe/find-pythons.js';
import { CNN } from '../probe/training-scripts.js';
import { parentOf } from '../../stress/process-tree.js';
import { forkedStudy } from './forked-study.js';
import { project } from './local-study.js';
import { appeared, isAlive, processesWith, until } from './run-folder.js';

const PYTHON = '/usr/bin/python3';
const log = (directory: string, name = 'stdout.log'): string => readFileSync(path.join(directory, name), 'utf8');

/** All that a script can see of the process it runs in, but for what no two processes share. */
const PORTRAIT = `
import os, signal, sys, threading
volatile = {"MASTER_PORT", "PET_MASTER_PORT", "ABLATIONMAGE_PROBE_STARTED_MS", "ABLATIONMAGE_RUN_ID"}
print("argv", sys.argv, sys.orig_argv[1:] if hasattr(sys, "orig_argv") else None)
print("name", __name__, __file__, __doc__, __package__, __spec__, __cached__ if "__cached__" in globals() else None)
print("globals", sorted(globals()))
print("loader", type(__loader__).__name__, __loader__.name, __loader__.path)
print("main", sys.modules["__main__"].__dict__ is globals())
import multiprocessing
print("main of processes", sys.modules["__mp_main__"] is sys.modules["__main__"])
print("flags", sys.flags, sys.warnoptions, sys._xoptions)
print("prefix", sys.prefix, sys.executable)
print("cwd", os.getcwd(), sys.stdin.fileno(), os.readlink("/proc/self/fd/0"))
print("fds", sorted(os.listdir("/proc/self/fd"))[:-1])
print("session", os.getsid(0) == os.getpid(), os.getpgrp() == os.getpid())
print("streams", sys.stdout.encoding, sys.stdout.line_buffering, sys.stdout.write_through, sys.stderr.errors, sys.stdout.name)
print("signals", [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGPIPE)])
print("threads", threading.active_count(), threading.current_thread().name, threading.main_thread() is threading.current_thread())
print("environ", sorted((name, value) for name, value in os.environ.items() if name not in volatile))
print("getenv", os.popen("env").read().count("ABLATIONMAGE_RUN_ID"))
print("path", sys.path)
import multiprocessing.process, tempfile
print("folders", multiprocessing.process.ORIGINAL_DIR, tempfile.gettempdir())
print("process", multiprocessing.current_process().name, multiprocessing.parent_process(), multiprocessing.active_children())
print("hooks", [type(each).__name__ for each in sys.meta_path], sys.excepthook.__qualname__)
print("METRIC a=1")
`;

const DIGITS = `
import random
import numpy as np
import torch
from sklearn.datasets import load_digits
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
X, y = load_digits(return_X_y=True)
X, X_test, y, y_test = train_test_split(X, y)
forest = RandomForestClassifier(n_estimators=5, n_jobs=2).fit(X, y)
print("forest", forest.score(X_test, y_test))
model = torch.nn.Linear(64, 10)
optimizer = torch.optim.Adam(model.parameters())
data = torch.utils.data.TensorDataset(torch.tensor(X, dtype=torch.float32), torch.tensor(y))
for batch, labels in torch.utils.data.DataLoader(data, batch_size=64, shuffle=True, num_workers=2):
    optimizer.zero_grad()
    loss = torch.nn.functional.cross_entropy(model(batch), labels)
    loss.backward()
    optimizer.step()
    print("loss", loss.item())
print("drawn", random.random(), np.random.rand(), np.random.default_rng().random(), torch.rand(1).item())
`;

/** A script, what it exits with, and files that must hold the same as after a process of its own. */
const ENDINGS: readonly (readonly [string, string])[] = [
  ['an exit code', 'import sys; sys.exit(3)'],
  ['a message', 'import sys; print("a"); sys.exit("no such thing")'],
  ['an exception in its own module', 'def f(x):\n    return 1 / x\nf(0)'],
  ['a syntax error', 'x = (1,\ny = 2'],
  ['a signal', 'import os, signal; os.kill(os.getpid(), signal.SIGSEGV)'],
  ['os._exit', 'import os; os._exit(5)'],
  ['an interrupt', 'raise KeyboardInterrupt'],
  ['exit functions', 'import atexit; atexit.register(print, "at exit"); print("METRIC a=1")'],
  ['a failing exit function', 'import atexit; atexit.register(lambda: 1 / 0); print("METRIC a=1")'],
  [
    'threads',
    'import threading, time\nthreading.Thread(target=lambda: (time.sleep(0.2), print("METRIC a=1"))).start()',
  ],
  [
    'a daemon',
    'import threading, time\nthreading.Thread(target=lambda: time.sleep(60), daemon=True).start()\nprint("METRIC a=1")',
  ],
  ['a file that was never closed', 'out = open("/proc/self/fd/1", "w"); out.write("METRIC a=1\\n")'],
  [
    'a destructor',
    'class A:\n    def __del__(self):\n        print("let go", flush=True)\na = A(); print("METRIC a=1")',
  ],
  [
    'a destructor that needs the names of its script',
    'import json\ndef say(x): print(json.dumps(x), flush=True)\nclass A:\n    def __del__(self): say({"METRIC a": 1})\na = A()',
  ],
  [
    'a destructor after sys.exit',
    'import json, sys\nclass A:\n    def __del__(self): print(json and "there")\na = A(); print("METRIC a=1"); sys.exit(0)',
  ],
  [
    'a destructor after an exception',
    'import json\nclass A:\n    def __del__(self): print(json and "there")\na = A(); 1 / 0',
  ],
  [
    'a destructor that imports',
    'class A:\n    def __del__(self):\n        import json\n        print(json.dumps(1))\na = A(); print("METRIC a=1")',
  ],
  ['an exit code that is too large', 'import sys; sys.exit(2**40 + 3)'],
  ['its output closed', 'import sys; print("METRIC a=1"); sys.stdout.close()'],
  [
    'its output replaced',
    'import sys\nclass Both:\n    def __init__(self, out): self.out = out\n    def write(self, x): self.out.write(x)\n    def flush(self): self.out.flush()\n    def __del__(self): self.out.write("the end\\n")\nsys.stdout = Both(sys.stdout); print("METRIC a=1")',
  ],
  [
    'a hook for exceptions',
    'import sys, traceback\ndef hook(kind, problem, trace):\n    print("hook", traceback.format_exception(kind, problem, trace), sys.excepthook is hook)\nsys.excepthook = hook\n1 / 0',
  ],
  ['a hook for exceptions that leaves', 'import sys\nsys.excepthook = lambda *_: sys.exit(7)\n1 / 0'],
  [
    'a pool that brings objects of the script back',
    'import multiprocessing as m\nclass Score:\n    def __init__(self, value): self.value = value\nif __name__ == "__main__":\n    with m.get_context("spawn").Pool(1) as pool:\n        print("METRIC a=%d" % pool.map(Score, [3])[0].value)',
  ],
  [
    'a destructor of what a library holds',
    'import builtins\nclass A:\n    def __del__(self):\n        print("METRIC a=1")\nbuiltins.held = A()',
  ],
  [
    'a generator that a library holds',
    'import builtins\ndef f():\n    try:\n        yield\n    finally:\n        print("METRIC a=1")\nbuiltins.held = f(); next(builtins.held)',
  ],
  ['output of C', 'import ctypes; ctypes.CDLL(None).printf(b"METRIC a=1\\n")'],
  ['a library that is loaded late', 'import sqlite3; print("METRIC a=1")'],
  [
    'a pool',
    'import multiprocessing as m\nif __name__ == "__main__":\n    for how in ("fork", "spawn", "forkserver"):\n        with m.get_context(how).Pool(2) as pool:\n            print("METRIC", how, "=", sum(pool.map(abs, [-1, -2])))',
  ],
  ['a child that goes on', 'import subprocess; subprocess.Popen(["sleep", "60"]); print("METRIC a=1")'],
  [
    'a process that left its parents',
    'import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        time.sleep(60)\n    os._exit(0)\nos.wait(); print("METRIC a=1")',
  ],
];

describe('a forked run', () => {
  test('sees what a process of its own sees', async () => {
    const root = project({ 'train.py': PORTRAIT });
    await using study = await forkedStudy(
      root,
      PYTHON,
      ['numpy'],
      [PYTHON, '-O', '-X', 'utf8', 'train.py', '--x', '1'],
    );
    const [own, forked] = [await study.run('own-process'), await study.run('forked')];
    expect(study.server.forks).toBe(1);
    expect(log(forked.directory, 'stderr.log')).toBe(log(own.directory, 'stderr.log'));
    expect(masked(forked.directory)).toBe(masked(own.directory));
    expect(forked.outcome).toMatchObject({ kind: 'completed' });
  });

  test.each(['./train.py', 'pack/../train.py'])('has the file that it was started with: %s', async (script) => {
    const root = project({ 'train.py': PORTRAIT, 'pack/data.csv': '1' });
    await using study = await forkedStudy(root, PYTHON, ['numpy'], [PYTHON, script]);
    const [own, forked] = [await study.run('own-process'), await study.run('forked')];
    expect(study.server.forks).toBe(1);
    expect(masked(forked.directory)).toBe(masked(own.directory));
  });

  test('sees the same as a module of a package, which is started with -m', async () => {
    const root = project({
      'pack/__init__.py': 'import sys\nprint("package", __name__, sys.argv)',
      'pack/main.py': PORTRAIT,
      'train.py': '',
    });
    await using study = await forkedStudy(root, PYTHON, ['numpy'], [PYTHON, '-m', 'pack.main', '--x', '1']);
    const [own, forked] = [await study.run('own-process'), await study.run('forked')];
    expect(study.server.forks).toBe(1);
    expect(masked(forked.directory)).toBe(masked(own.directory));
  });

  test.each(ENDINGS)('ends like a process of its own: %s', async (_name, script) => {
    await using study = await forkedStudy(project({ 'train.py': script }), PYTHON, ['numpy']);
    const [own, forked] = [await study.run('own-process'), await study.run('forked')];
    expect(study.server.forks).toBe(1);
    expect(masked(forked.directory)).toBe(masked(own.directory));
    expect(masked(forked.directory, 'stderr.log')).toBe(masked(own.directory, 'stderr.log'));
    expect(portable(forked.outcome)).toEqual(portable(own.outcome));
  });

  const examples = path.join(import.meta.dirname, '..', '..', '..', 'examples');
  const watched = [
    ['a network', CNN, ['torch', 'torch.utils.data', 'torch.optim.lr_scheduler']],
    [
      'a pipeline of estimators',
      readFileSync(path.join(examples, 'tabular-sklearn', 'train.py'), 'utf8'),
      [
        'numpy',
        'sklearn.compose',
        'sklearn.ensemble',
        'sklearn.pipeline',
        'sklearn.metrics',
        'sklearn.model_selection',
      ],
    ],
  ] as const;
  test.each(watched)('has the same fingerprint as a process of its own: %s', async (_name, script, modules) => {
    await using study = await forkedStudy(project({ 'train.py': script }), PYTHON, modules);
    for (const observe of [
      { kind: 'fingerprint', steps: 2 },
      { kind: 'smoke', steps: 2, traceFunctions: true },
    ] as const) {
      const fingerprints = [];
      for (const startup of ['own-process', 'forked'] as const) {
        const { directory, outcome } = await study.run(startup, { observe });
        expect(outcome.notes).toEqual([]);
        const fingerprint = await readFingerprint(path.join(directory, 'probe'));
        expect(fingerprint?.steps).toBeGreaterThan(0);
        fingerprints.push({ ...fingerprint, firstStepMs: 0 });
      }
      expect(fingerprints[1]).toEqual(fingerprints[0]);
    }
    expect(study.server.forks).toBe(2);
  });

  test('draws the same random numbers and gives the same losses', async () => {
    const modules = ['random', 'numpy', 'torch', 'sklearn.datasets', 'sklearn.ensemble', 'sklearn.model_selection'];
    await using study = await forkedStudy(project({ 'train.py': DIGITS }), PYTHON, modules);
    const own = await study.run('own-process', { environmentSeed: 7 });
    for (const environmentSeed of [7, 7]) {
      const forked = await study.run('forked', { environmentSeed });
      expect(log(forked.directory)).toBe(log(own.directory));
    }
    expect(log((await study.run('forked', { environmentSeed: 8 })).directory)).not.toBe(log(own.directory));
    expect(study.server.forks).toBe(3);
  });
});

function masked(directory: string, name?: string): string {
  return log(directory, name)
    .replaceAll(directory, 'RUN')
    .replaceAll(/local-study-[\w-]+\/(?:above\/)*[^/]+/g, 'COPY')
    .replaceAll(/0x[0-9a-f]{8,}/g, '0x');
}

/** Of an outcome, what does not depend on when and where. */
function portable(outcome: Outcome): unknown {
  const { kind, metrics, notes } = outcome;
  return { kind, metrics, notes, reason: outcome.kind === 'failed' ? outcome.reason : undefined };
}

describe.each(findPythons())('on Python $version', ({ path: python }) => {
  const modules = ['decimal', 'email.mime.text', 'multiprocessing.pool'];

  test('a forked run sees what a process of its own sees, as a script and as a module', async () => {
    const root = project({ 'train.py': PORTRAIT, 'pack/__init__.py': '', 'pack/main.py': PORTRAIT });
    for (const words of [
      ['-W', 'ignore', 'train.py', '--x'],
      ['-m', 'pack.main', '--x'],
    ]) {
      await using study = await forkedStudy(root, python, modules, [python, ...words]);
      const [own, forked] = [await study.run('own-process'), await study.run('forked')];
      expect(study.server.forks).toBe(1);
      expect(masked(forked.directory, 'stderr.log')).toBe(masked(own.directory, 'stderr.log'));
      expect(masked(forked.directory)).toBe(masked(own.directory));
    }
  });

  test('a forked run ends like a process of its own', async () => {
    for (const [name, script] of ENDINGS) {
      await using study = await forkedStudy(project({ 'train.py': script }), python, modules);
      const [own, forked] = [await study.run('own-process'), await study.run('forked')];
      expect(study.server.forks, name).toBe(1);
      expect(masked(forked.directory), name).toBe(masked(own.directory));
      expect(masked(forked.directory, 'stderr.log'), name).toBe(masked(own.directory, 'stderr.log'));
      expect(portable(forked.outcome), name).toEqual(portable(own.outcome));
    }
  });
});

describe('a fork server', () => {
  const slow = 'import time; print("METRIC a=1", flush=True); open("started", "w").close(); time.sleep(60)';

  test('that dies takes its children along, and their runs are made as processes of their own', async () => {
    const script = `import os, time\nif "serve.py" in open("/proc/%d/cmdline" % os.getppid()).read():\n    os.kill(os.getppid(), 9)\n    time.sleep(60)\nprint("METRIC a=1")`;
    await using study = await forkedStudy(project({ 'train.py': script }), PYTHON, ['numpy']);
    const { outcome } = await study.run('forked');
    expect(outcome).toMatchObject({ kind: 'completed', metrics: [{ name: 'a', value: 1 }] });
    expect((await study.run('forked')).outcome.kind).toBe('completed');
    expect(study.server.forks).toBe(1);
  });

  test('that was killed is lost, for who asks later too; one that was told to end is not', async () => {
    const root = project({ 'train.py': '' });
    const killed = await forkedStudy(root, PYTHON, ['numpy']);
    const { child, ended } = killed.server.open();
    child.kill('SIGKILL');
    await ended;
    await killed.server.lost;
    expect(await killed.server.state).toMatchObject({
      kind: 'unfit',
      reason: expect.stringMatching(/ended/) as string,
    });
    await killed[Symbol.asyncDispose]();
    const closed = await forkedStudy(root, PYTHON, ['numpy']);
    await closed.server.state;
    await closed[Symbol.asyncDispose]();
    expect(await Promise.race([closed.server.lost.then(() => 'lost'), Promise.resolve('told to end')])).toBe(
      'told to end',
    );
  });

  test('ends when it is disposed of, also while it imports', async () => {
    const root = project({ 'train.py': '' });
    const study = await forkedStudy(root, PYTHON, ['torch']);
    const { child } = study.server.open();
    await study[Symbol.asyncDispose]();
    expect(isAlive(child.pid ?? 0)).toBe(false);
  });

  test('stops a run at its time limit, and when the study is cancelled', async () => {
    await using study = await forkedStudy(project({ 'train.py': slow }), PYTHON, ['numpy']);
    const late = await study.run('forked', { timeoutMs: 500 });
    expect(late.outcome).toMatchObject({ kind: 'failed', reason: { kind: 'timed-out' } });
    const cancelled = await study.run('forked', {}, AbortSignal.timeout(500));
    expect(cancelled.outcome).toMatchObject({ kind: 'failed', reason: { kind: 'cancelled' } });
  });

  test('ends with a run what it started without a trace of the run, at once', async () => {
    const script = `import os, subprocess, time\nimport numpy\np = subprocess.Popen(["env", "-i", "sleep", "612"], start_new_session=True)\nopen(os.environ["ABLATIONMAGE_METRICS"] + ".pid", "w").write(str(p.pid))\nopen(os.environ["ABLATIONMAGE_METRICS"] + ".ready", "w").close()\ntime.sleep(60)`;
    await using study = await forkedStudy(project({ 'train.py': script }), PYTHON, ['numpy']);
    for (let round = 0; round < 5; round += 1) {
      const cancel = new AbortController();
      const request = study.study.request({ command: [PYTHON, 'train.py'], startup: 'forked' });
      const running = study.study.executor.execute(request, { index: 0, gpus: [] }, cancel.signal);
      await appeared(path.join(request.runDirectory, 'metrics.jsonl.ready'));
      cancel.abort();
      await running;
      expect(isAlive(Number(log(request.runDirectory, 'metrics.jsonl.pid')))).toBe(false);
    }
  });

  test('marks its children with their own run, so that processes that left their parents are found', async () => {
    await using study = await forkedStudy(project({ 'train.py': slow }), PYTHON, ['numpy']);
    const cancel = new AbortController();
    const running = study.run('forked', {}, cancel.signal);
    await until(() => study.server.forks === 1, 'no fork');
    const children = processesWith('ABLATIONMAGE_RUN_ID=').filter(
      (pid) => parentOf(Number(pid)) === study.server.open().child.pid,
    );
    const [pid = ''] = children;
    expect(readFileSync(`/proc/${pid}/environ`, 'latin1')).toMatch(/ABLATIONMAGE_RUN_ID=[0-9a-f]{8}-(?!0000)/);
    cancel.abort();
    await running;
  });

  test.each([
    [
      'a module that starts a thread',
      'import threading, time\nthreading.Thread(target=time.sleep, args=(9,), daemon=True).start()',
      /threads/,
    ],
    ['a module that starts a process', 'import subprocess\np = subprocess.Popen(["sleep", "9"])', /other processes/],
    [
      'a module that makes a folder for its process',
      'import atexit, os, shutil, tempfile\nos.environ["ODD"] = tempfile.mkdtemp()\natexit.register(shutil.rmtree, os.environ["ODD"])',
      /ODD to a temporary folder/,
    ],
    ['a module that fails', 'raise ValueError("out of order")', /ValueError: out of order/],
    ['a module that ends the process', 'import os\nos._exit(0)', /ended while/],
  ])('forks nothing after %s', async (_name, library, reason) => {
    const packages = project({ 'odd_library.py': library });
    const root = project({ 'train.py': 'print("METRIC a=1")' });
    await using study = await forkedStudy(root, PYTHON, ['odd_library'], undefined, packages);
    expect((await study.run('forked')).outcome).toMatchObject({ kind: 'completed' });
    expect(study.server.forks).toBe(0);
    expect(await study.server.state).toMatchObject({ kind: 'unfit', reason: expect.stringMatching(reason) as string });
  });

  test('gives its children what libraries set in the environment while they were imported', async () => {
    const packages = project({ 'odd_library.py': 'import os\nos.environ["ODD"] = "7"' });
    const root = project({ 'train.py': 'import os\nprint("METRIC a=%s" % os.environ["ODD"])' });
    await using study = await forkedStudy(root, PYTHON, ['odd_library'], undefined, packages);
    expect((await study.run('forked')).outcome).toMatchObject({ metrics: [{ value: 7 }] });
    expect(study.server.forks).toBe(1);
  });

  test('gives its children what the start of Python set in the environment', async () => {
    const base = project({ 'lib/python3.11/site-packages/usercustomize.py': 'import os\nos.environ["ODD"] = "7"' });
    vi.stubEnv('PYTHONUSERBASE', base);
    for (const name of ['LANG', 'LC_ALL', 'LC_CTYPE']) vi.stubEnv(name, undefined);
    const root = project({
      'train.py':
        'import os\nprint("METRIC a=%s" % os.environ["ODD"], os.environ.get("LC_CTYPE"), os.popen("locale charmap").read())',
    });
    await using study = await forkedStudy(root, PYTHON, ['numpy']);
    const [own, forked] = [await study.run('own-process'), await study.run('forked')];
    vi.unstubAllEnvs();
    expect(study.server.forks).toBe(1);
    expect(forked.outcome).toMatchObject({ metrics: [{ value: 7 }] });
    expect(log(forked.directory)).toBe(log(own.directory));
  });

  test('gives no two children the same numbers of a generator that a library did not seed', async () => {
    const packages = project({
      'odd_library.py': 'import random\nrng = random.Random()\nfixed = random.Random(3).random()',
    });
    const root = project({
      'train.py': 'from odd_library import *\nprint("METRIC a=%r" % rng.random())\nprint("METRIC b=%r" % fixed)',
    });
    await using study = await forkedStudy(root, PYTHON, ['odd_library'], undefined, packages);
    const values = [await study.run('forked'), await study.run('forked')].map(({ outcome }) =>
      outcome.metrics.map(({ value }) => value),
    );
    expect(study.server.forks).toBe(2);
    expect(values[0]?.[0]).not.toBe(values[1]?.[0]);
    expect(values[0]?.[1]).toBe(values[1]?.[1]);
  });

  test('counts what it shares with a run as memory of that run', async () => {
    const packages = project({ 'odd_library.py': 'held = bytes(range(256)) * 800_000' });
    const root = project({ 'train.py': 'import odd_library, time\ntime.sleep(3)\nprint("METRIC a=1")' });
    await using study = await forkedStudy(root, PYTHON, ['odd_library'], undefined, packages);
    const { outcome } = await study.run('forked', { memoryBytes: 150_000_000 });
    expect(outcome).toMatchObject({ kind: 'failed', reason: { kind: 'out-of-memory', where: 'limit' } });
    expect(study.server.forks).toBe(1);
  });

  test('forks nothing where libraries would read settings of the project while they are imported', async () => {
    const root = project({ 'train.py': 'print("METRIC a=1")', matplotlibrc: 'figure.dpi: 50' });
    await using study = await forkedStudy(root, PYTHON, ['numpy', 'matplotlib']);
    expect((await study.run('forked')).outcome.kind).toBe('completed');
    expect(study.server.forks).toBe(0);
    expect(study.server.lastRefusal).toContain('matplotlibrc');
  });

  test('whose command a run executes again ends that run, and does not hang', async () => {
    const script =
      'import os, sys\ncommand = open("/proc/self/cmdline").read().split("\\0")[:-1]\nif not os.path.exists("again"):\n    open("again", "w").close()\n    os.execv(sys.executable, command)\nprint("METRIC a=1")';
    await using study = await forkedStudy(project({ 'train.py': script }), PYTHON, ['numpy']);
    const { outcome, directory } = await study.run('forked', { timeoutMs: 20_000 });
    expect(outcome).toMatchObject({ kind: 'failed', reason: { kind: 'crashed', exitCode: 1 } });
    expect(log(directory, 'stderr.log')).toContain('--no-fork-server');
  });

  test('forks nothing that a module of the project itself was imported for', async () => {
    const root = project({ 'train.py': 'print("METRIC a=1")', 'helper.py': '' });
    await using study = await forkedStudy(root, PYTHON, ['helper'], undefined, root);
    expect((await study.run('forked')).outcome).toMatchObject({ kind: 'completed' });
    expect(await study.server.state).toMatchObject({
      kind: 'unfit',
      reason: expect.stringMatching(/helper/) as string,
    });
  });

  test('leaves a project alone that has a module of the same name as a library', async () => {
    const root = project({ 'train.py': 'import queue\nprint("METRIC a=%d" % queue.ours)', 'queue.py': 'ours = 4' });
    await using study = await forkedStudy(root, PYTHON, ['numpy', 'queue']);
    expect((await study.run('forked')).outcome).toMatchObject({ metrics: [{ value: 4 }] });
    expect(study.server.forks).toBe(0);
    const data = project({ 'train.py': 'print("METRIC a=1")', 'queue/data.csv': '' });
    await using other = await forkedStudy(data, PYTHON, ['numpy', 'queue']);
    await other.run('forked');
    expect(other.server.forks).toBe(1);
  });
});
