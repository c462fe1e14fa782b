import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { NO_GRANTS, type SandboxGrants } from '../../core/sandbox-grants.js';
import { findOnPath } from '../interpreter/find-on-path.js';
import type { SandboxLevel } from './sandbox-level.js';
import { sandboxedCommand } from './sandboxed-command.js';

const PROBE_MS = 10_000;

/** Tells which network and processes it is in, and tries to write where it must not. */
const PROBE = 'readlink /proc/self/ns/net /proc/self/ns/pid > inside; echo 1 > ../outside || true';

/**
 * Whether runs can be sandboxed here, found out by starting one that tries to get out. Never throws: the reason
 * is for people. `environment` is the user's own; `bwrap` is looked for on its `PATH`; `grants` are what runs get beyond their own folders.
 */
export async function probeSandbox(
  environment: NodeJS.ProcessEnv = process.env,
  grants: SandboxGrants = NO_GRANTS,
): Promise<SandboxLevel> {
  if (process.platform !== 'linux') return { kind: 'none', reason: 'bubblewrap is for Linux only' };
  const bwrapPath = await findOnPath('bwrap', environment.PATH ?? '');
  if (bwrapPath === undefined) {
    return { kind: 'none', reason: 'bubblewrap is not installed (Debian, Ubuntu: apt install bubblewrap)' };
  }
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'ablationmage-sandbox-')));
  try {
    const leak = await findLeak(bwrapPath, folder);
    return leak === undefined
      ? { kind: 'bwrap', path: bwrapPath, grants }
      : { kind: 'none', reason: `${bwrapPath} does not keep programs in: ${leak}` };
  } catch (error) {
    return { kind: 'none', reason: `${bwrapPath} cannot start a sandbox: ${explain(error)}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a program in the sandbox could do that it should not, or could not do that it should. */
async function findLeak(bwrapPath: string, folder: string): Promise<string | undefined> {
  const writable = path.join(folder, 'writable');
  mkdirSync(writable);
  const sandboxed = sandboxedCommand({
    bwrapPath,
    command: ['/bin/sh', '-c', PROBE],
    environment: { PATH: '/usr/bin:/bin' },
    workingDirectory: writable,
    writable: [writable],
    readable: [folder],
    maskedFolders: [],
    maskedFiles: [],
    gpus: [],
    network: 'none',
  });
  await promisify(execFile)(sandboxed.program, sandboxed.arguments, { env: sandboxed.environment, timeout: PROBE_MS });
  const report = path.join(writable, 'inside');
  if (!existsSync(report)) return 'what is written where it may be does not arrive';
  if (existsSync(path.join(folder, 'outside'))) return 'what it may only read can be written';
  const inside = readFileSync(report, 'utf8').trim().split('\n');
  const outside = ['net', 'pid'].map((name) => readlinkSync(`/proc/self/ns/${name}`));
  return inside.length === 2 && outside.every((name) => !inside.includes(name))
    ? undefined
    : 'it has the network or the processes of this machine';
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = 'stderr' in error ? String(error.stderr).trim() : '';
  const words = said === '' ? error.message : (said.split('\n').at(-1) ?? '').replace(/^bwrap: /, '');
  // Ubuntu since 23.10, and hosts that turn user namespaces off.
  return /uid map|namespace|Operation not permitted/i.test(words)
    ? `${words} (unprivileged user namespaces are turned off here)`
    : words;
}
