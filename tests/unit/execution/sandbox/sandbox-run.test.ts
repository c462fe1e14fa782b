import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { SandboxLevel } from '../../../../src/execution/sandbox/sandbox-level.js';
import { localStudy, project } from '../../../integration/execution/local-study.js';
import { isSandboxHere, sandboxHere } from './sandbox-here.js';

const BREAK_OUT = readFileSync(fileURLToPath(new URL('break-out.py', import.meta.url)), 'utf8');
const NONE: SandboxLevel = { kind: 'none', reason: 'for comparison' };

const servers: Server[] = [];

afterAll(() => {
  for (const server of servers) server.close();
});

describe.skipIf(!isSandboxHere)('what a program in the sandbox can do', () => {
  test('its own work, and nothing else', async () => {
    const tried = await tryToBreakOut(sandboxHere, true);
    expect(tried.report).toEqual({
      'write own copy': 'written',
      'write run folder': 'written',
      'write /tmp': 'written',
      'write /dev/shm': 'written',
      'write project': 'OSError',
      'write home': 'OSError',
      'read data': 'points',
      'read beside': 'points beside',
      'read home': 'a cache',
      'read ~/.ssh': 'FileNotFoundError',
      'read ~/.netrc': '',
      'read linked secret': '',
      'read .env': '',
      'read .env of project': '',
      'read .env above': '',
      'read key file': '',
      connect: 'ConnectionRefusedError',
      'socket in /tmp': 'FileNotFoundError',
      'socket at home': 'ConnectionRefusedError',
      'abstract socket': 'ConnectionRefusedError',
      kill: 'ProcessLookupError',
      'secret in environments': false,
      'first process': expect.arrayContaining(['HOME', 'PATH', 'OMP_NUM_THREADS']) as string[],
      capabilities: '0000000000000000',
      remount: false,
      etc: expect.stringMatching(/^(OSError|PermissionError)$/) as string,
    });
    // bubblewrap itself is process 1, and had nothing of this process's environment to show.
    const variables = tried.report['first process'];
    for (const name of ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'VITEST']) expect(variables).not.toContain(name);
    expect(readFileSync(tried.runFile, 'utf8')).toBe('was here');
    expect(tried.leftBehind).toEqual([]);
    expect(tried.victimLives).toBe(true);
  });

  test('without it the same program can', async () => {
    const tried = await tryToBreakOut(NONE, false);
    expect(tried.report).toMatchObject({
      'write project': 'written',
      'write home': 'written',
      'read ~/.ssh': 'a private key',
      'read ~/.netrc': 'a password',
      'read linked secret': 'a token',
      'read .env': 'KEY=1',
      'read .env above': 'KEY=2',
      'read key file': 'KEY=3',
      connect: 'connected',
      'socket in /tmp': 'connected',
      'socket at home': 'connected',
      'abstract socket': 'connected',
      kill: 'killed',
      'secret in environments': true,
    });
    expect(tried.leftBehind).toHaveLength(2);
    expect(tried.victimLives).toBe(false);
  });
});

interface Tried {
  readonly report: Readonly<Record<string, unknown>>;
  readonly runFile: string;
  /** Files in folders that all programs share. */
  readonly leftBehind: readonly string[];
  /** A process of this machine that the program tried to kill. */
  readonly victimLives: boolean;
}

async function tryToBreakOut(sandbox: SandboxLevel, mayMount: boolean): Promise<Tried> {
  const root = project({
    'train.py': BREAK_OUT,
    'data/points.bin': 'points',
    '../beside/points.bin': 'points beside',
    '.env': 'KEY=1',
    '../.env': 'KEY=2',
    'keys.txt': 'KEY=3',
  });
  const home = mkdtempSync(path.join(tmpdir(), 'home-'));
  mkdirSync(path.join(home, '.ssh'));
  mkdirSync(path.join(home, '.cache', 'huggingface'), { recursive: true });
  const homeFiles = {
    'cache.bin': 'a cache',
    '.ssh/id_ed25519': 'a private key',
    '.netrc': 'a password',
    token: 'a token',
  };
  for (const [name, text] of Object.entries(homeFiles)) writeFileSync(path.join(home, name), text);
  symlinkSync(path.join(home, 'token'), path.join(home, '.cache', 'huggingface', 'token'));

  const tmpSocket = path.join(mkdtempSync(path.join(tmpdir(), 'sockets-')), 's');
  const homeSocket = path.join(home, 's');
  const abstractSocket = `ablationmage-${path.basename(home)}`;
  await listen(tmpSocket);
  await listen(homeSocket);
  await listen(`\0${abstractSocket}`);
  const victim = spawn('sleep', ['600'], { env: { ...process.env, PASSWORD: 'secret-of-ours' } });
  const died = new Promise<void>((resolve) =>
    victim.once('exit', () => {
      resolve();
    }),
  );

  const keyFile = path.join(root, 'keys.txt');
  const study = await localStudy(root, ['train.py'], {
    sandbox,
    keyFiles: [keyFile],
    environment: { PATH: process.env.PATH, HOME: home, OPENAI_API_KEY: 'sk-1', ANTHROPIC_API_KEY: 'sk-2' },
  });
  const request = study.request({ observe: { kind: 'nothing' } });
  const runFile = path.join(request.runDirectory, 'from-inside.txt');
  const shared = ['/tmp', '/dev/shm'].map((folder) => path.join(folder, `break-out-${path.basename(home)}`));
  const targets = {
    tmpFile: shared[0],
    sharedMemoryFile: shared[1],
    runFile,
    projectFile: path.join(root, 'escaped.txt'),
    homeFile: path.join(home, 'escaped.txt'),
    homeData: path.join(home, 'cache.bin'),
    ssh: path.join(home, '.ssh', 'id_ed25519'),
    netrc: path.join(home, '.netrc'),
    linkedSecret: path.join(home, 'token'),
    projectEnv: path.join(root, '.env'),
    keyFile,
    port: await listen(0),
    tmpSocket,
    homeSocket,
    abstractSocket,
    pid: victim.pid,
    // In two parts, so that the program's first process does not hold it.
    secretStart: 'secret',
    mayMount,
    etcFile: '/etc/ablationmage-break-out',
  };
  await study.executor.execute(
    { ...request, command: ['env', `TARGETS=${JSON.stringify(targets)}`, 'python3', 'train.py'] },
    { index: 0, gpus: [] },
    new AbortController().signal,
  );
  const printed = readFileSync(path.join(request.runDirectory, 'stdout.log'), 'utf8');
  const report = /^REPORT (.*)$/m.exec(printed)?.[1];
  if (report === undefined) throw new Error(readFileSync(path.join(request.runDirectory, 'stderr.log'), 'utf8'));
  const tried = JSON.parse(report) as Readonly<Record<string, unknown>>;
  if (tried.kill === 'killed') await died;
  const victimLives = victim.exitCode === null && victim.signalCode === null;
  victim.kill('SIGKILL');
  const leftBehind = shared.filter((file) => existsSync(file));
  for (const file of leftBehind) rmSync(file);
  return { report: tried, runFile, leftBehind, victimLives };
}

/** Listens there until the tests end; returns the port where it is one. */
function listen(where: string | number): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.end());
    servers.push(server);
    const ready = (): void => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    };
    if (typeof where === 'number') server.listen(where, '127.0.0.1', ready);
    else server.listen(where, ready);
  });
}
