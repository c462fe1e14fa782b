import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../../src/core/outcome.js';
import { NO_GRANTS, type SandboxGrants } from '../../../../src/core/sandbox-grants.js';
import { probeSandbox } from '../../../../src/execution/sandbox/probe-sandbox.js';
import { killEveryRun } from '../../../../src/execution/process/live-runs.js';
import { localStudy, project, slot, type LocalStudy } from '../../../integration/execution/local-study.js';
import { appeared, processesWith } from '../../../integration/execution/run-folder.js';
import { isSandboxHere, sandboxHere } from './sandbox-here.js';

const PYTHON = '/usr/bin/python3';
const hasTorch = imports('torch');

/** A child in a session of its own that ignores SIGTERM, and a parent that waits for ever. */
const STUBBORN = `
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen(
    [sys.executable, '-c', 'import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open("child-ready", "w").close(); time.sleep(600)'],
    start_new_session=True)
while not os.path.exists('child-ready'): time.sleep(0.01)
open(os.environ['ABLATIONMAGE_METRICS'] + '.ready', 'w').close()
time.sleep(600)
`;

/** Each adds up ones that its workers send through shared memory; together they are two. */
const TWO_PROCESSES = `
import torch
import torch.distributed
import torch.multiprocessing

def train(rank):
    torch.distributed.init_process_group("gloo", init_method="env://?rank=%d&world_size=2" % rank)
    loader = torch.utils.data.DataLoader(torch.ones(64, 100_000), batch_size=32, num_workers=2)
    total = sum(batch.double().sum() for batch in loader) / 64 / 100_000
    torch.distributed.all_reduce(total)
    if rank == 0:
        print(f"accuracy: {total.item()}")

if __name__ == "__main__":
    import os
    os.environ["MASTER_ADDR"] = "127.0.0.1"
    torch.multiprocessing.spawn(train, nprocs=2)
`;

/** Prints for each thing that may be granted whether it is. */
const GRANTED = `
import os, socket
def can(act):
    try:
        act()
        return 1
    except OSError:
        return 0
def cache():
    with open(os.path.join(os.environ["GRANTED_CACHE"], "weights"), "w") as file:
        file.write("kept")
print("METRIC network=%d" % can(lambda: socket.create_connection(("127.0.0.1", int(os.environ["GRANTED_PORT"])), 5)))
print("METRIC cache=%d" % can(cache))
print("METRIC listed=%d" % ("HF_TOKEN" in os.environ))
print("METRIC other=%d" % ("GITHUB_TOKEN" in os.environ))
print("METRIC provider=%d" % ("OPENAI_API_KEY" in os.environ))
`;

describe.skipIf(!isSandboxHere)('a run in the sandbox', () => {
  test('is measured and proves its edit as any other', async () => {
    const study = await sandboxed({
      'train.py': 'import helper\nprint("started")\nprint(f"accuracy: {helper.VALUE}")\n',
      'helper.py': 'VALUE = 0.5\n',
    });
    const edits = [{ file: 'helper.py', start: 8, end: 11, text: '0.75' }];
    const outcome = await study.run({ edits });
    expect(outcome).toMatchObject({ kind: 'completed', notes: [] });
    expect(outcome.metrics.map(({ value }) => value)).toEqual([0.75]);
    expect(existsSync(path.join(study.root, '__pycache__'))).toBe(false);
  });

  test.each([
    ['import sys; sys.exit(3)', { kind: 'crashed', exitCode: 3 }],
    ['raise ValueError("no")', { kind: 'crashed', exception: 'ValueError: no (train.py:1)', exitCode: 1 }],
    ['import os; os.abort()', { kind: 'crashed', signal: 'SIGABRT' }],
    ['import os; os.kill(os.getpid(), 11)', { kind: 'crashed', signal: 'SIGSEGV' }],
    ['import os; os.kill(os.getpid(), 9)', { kind: 'crashed', signal: 'SIGKILL' }],
    ['import sys; print("bwrap: no", file=sys.stderr); sys.exit(2)', { kind: 'crashed', exitCode: 2 }],
  ])('ends as it would without: %s', async (program, reason) => {
    const study = await sandboxed({ 'train.py': program });
    expect(failureOf(await study.run())).toMatchObject(reason);
  });

  test('whose program is not there says so', async () => {
    const study = await sandboxed({ 'train.py': '' });
    expect(failureOf(await study.run({ command: ['no-such-program-anywhere', 'train.py'] }))).toEqual({
      kind: 'could-not-start',
      message: 'no-such-program-anywhere: no such program. Is it installed, and is its path right?',
    });
  });

  test.each(['cancelled', 'timed-out'] as const)('that is %s leaves no process behind', async (how) => {
    const study = await sandboxed({ 'train.py': STUBBORN });
    const request = study.request(how === 'timed-out' ? { timeoutMs: 3000 } : {});
    const abort = new AbortController();
    const outcome = study.executor.execute(request, slot, abort.signal);
    const metrics = path.join(request.runDirectory, 'metrics.jsonl');
    await appeared(`${metrics}.ready`);
    expect(processesWith(metrics).length).toBeGreaterThanOrEqual(3);
    if (how === 'cancelled') abort.abort();
    expect(failureOf(await outcome)).toMatchObject({ kind: how });
    expect(processesWith(metrics)).toEqual([]);
  });

  test('is ended with all others at a second Ctrl-C', async () => {
    const study = await sandboxed({ 'train.py': STUBBORN });
    const request = study.request();
    const outcome = study.executor.execute(request, slot, new AbortController().signal);
    const metrics = path.join(request.runDirectory, 'metrics.jsonl');
    await appeared(`${metrics}.ready`);
    killEveryRun();
    expect(failureOf(await outcome)).toMatchObject({ kind: 'crashed', signal: 'SIGKILL' });
    expect(processesWith(metrics)).toEqual([]);
  });

  test('that uses more memory than it may is stopped', async () => {
    const program = 'import time\nheld = bytearray(400_000_000)\nwhile True: time.sleep(60)\n';
    const study = await sandboxed({ 'train.py': program });
    expect(failureOf(await study.run({ memoryBytes: 200_000_000 }))).toEqual({ kind: 'out-of-memory', where: 'limit' });
  });

  test('finds the interpreter of an environment in a folder of temporary files', async () => {
    const environment = path.join(mkdtempSync(path.join(tmpdir(), 'environment-')), 'venv');
    execFileSync('python3', ['-m', 'venv', '--without-pip', environment]);
    const study = await sandboxed({ 'train.py': 'import sys; print(sys.prefix); print("accuracy: 0.5")' });
    const request = study.request({ command: [path.join(environment, 'bin', 'python'), 'train.py'] });
    expect(await study.executor.execute(request, slot, new AbortController().signal)).toMatchObject({
      kind: 'completed',
    });
    expect(readFileSync(path.join(request.runDirectory, 'stdout.log'), 'utf8')).toContain(environment);
  });

  test('gets the network, tokens and caches only where a person granted them, and keys of LLM providers never', async () => {
    const server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const cache = path.join(mkdtempSync(path.join(tmpdir(), 'cache-')), 'hub');
    const root = project({ 'train.py': GRANTED });
    const environment = {
      ...process.env,
      ...{ HF_TOKEN: 'a', GITHUB_TOKEN: 'b', OPENAI_API_KEY: 'c', GRANTED_CACHE: cache },
      GRANTED_PORT: String((server.address() as AddressInfo).port),
    };
    const granted = async (grants: SandboxGrants): Promise<number[]> => {
      const sandbox = await probeSandbox(process.env, grants);
      const outcome = await (await localStudy(root, ['train.py'], { sandbox, environment })).run();
      return outcome.metrics.map(({ value }) => value);
    };
    try {
      expect(await granted(NO_GRANTS)).toEqual([0, 0, 0, 0, 0]);
      const all = { network: 'shared', variables: ['HF_TOKEN', 'OPENAI_API_KEY'], caches: [cache] } as const;
      expect(await granted(all)).toEqual([1, 1, 1, 0, 0]);
      expect(readFileSync(path.join(cache, 'weights'), 'utf8')).toBe('kept');
    } finally {
      server.close();
    }
  });

  test('finds data that a link in the project leads to', async () => {
    const data = path.join(mkdtempSync(path.join(tmpdir(), 'data-')), 'points.bin');
    writeFileSync(data, '0.25');
    const root = project({ 'train.py': 'print("accuracy:", open("points.bin").read())' });
    execFileSync('ln', ['-s', data, path.join(root, 'points.bin')]);
    const outcome = await (await localStudy(root, ['train.py'], { sandbox: sandboxHere })).run();
    expect(outcome.metrics.map(({ value }) => value)).toEqual([0.25]);
  });

  test.skipIf(!hasTorch)(
    'has workers of a DataLoader and processes that talk to each other',
    async () => {
      const study = await sandboxed({ 'train.py': TWO_PROCESSES });
      const outcome = await study.run({ command: [PYTHON, 'train.py'] });
      expect(outcome).toMatchObject({ kind: 'completed' });
      expect(outcome.metrics.map(({ value }) => value)).toEqual([2]);
    },
    120_000,
  );
});

function sandboxed(files: Readonly<Record<string, string>>): Promise<LocalStudy> {
  return localStudy(project(files), Object.keys(files), { sandbox: sandboxHere });
}

function failureOf(outcome: Outcome): unknown {
  return outcome.kind === 'failed' ? outcome.reason : outcome;
}

function imports(module: string): boolean {
  try {
    execFileSync(PYTHON, ['-c', `import ${module}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
