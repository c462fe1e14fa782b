import type { SandboxGrants } from '../../core/sandbox-grants.js';

/** Folders the system shares among all programs, sockets included. A sandboxed run gets empty ones of its own. */
export const PRIVATE_ROOTS = ['/tmp', '/run'] as const;

/**
 * A command and what it may see of the machine. All paths are absolute, exist, and hold no symbolic links:
 * bubblewrap would follow an absolute one to where nothing is mounted yet.
 */
export interface SandboxQuestion {
  readonly bwrapPath: string;
  readonly command: readonly string[];
  /** The run's own, without keys. */
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  readonly writable: readonly string[];
  /** What must stay visible although it lies in a private root: project, interpreter, data. */
  readonly readable: readonly string[];
  /** Folders that look empty in there. */
  readonly maskedFolders: readonly string[];
  /** Files that look empty in there. */
  readonly maskedFiles: readonly string[];
  /** Device nodes, or folders of them. */
  readonly gpus: readonly string[];
  readonly network: SandboxGrants['network'];
}

/** What to start instead. */
export interface SandboxedCommand {
  readonly program: string;
  readonly arguments: readonly string[];
  /** bubblewrap must get nothing else: its own environment can be read in there as that of process 1. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * The command in bubblewrap: no network unless it is shared, root read-only, own `/tmp`, `/run`, `/dev/shm` and processes, no
 * capabilities. It exits with the command's code, or 128 + the number of the signal that ended it.
 */
export function sandboxedCommand(question: SandboxQuestion): SandboxedCommand {
  const readable = question.readable.filter((place) => PRIVATE_ROOTS.some((root) => liesIn(place, root)));
  return {
    program: question.bwrapPath,
    arguments: [
      ...['--ro-bind', '/', '/'],
      ...PRIVATE_ROOTS.flatMap((root) => ['--tmpfs', root]),
      ...['--dev', '/dev', '--tmpfs', '/dev/shm', '--proc', '/proc'],
      ...question.gpus.flatMap((device) => ['--dev-bind-try', device, device]),
      // A folder is mounted before what lies in it; what was mounted first would be covered.
      ...outermostFirst(readable).flatMap((place) => ['--ro-bind', place, place]),
      ...outermostFirst(question.maskedFolders).flatMap((folder) => ['--tmpfs', folder]),
      ...outermostFirst(question.writable).flatMap((place) => ['--bind', place, place]),
      // As a device it reads as empty; bound without devices it could not be opened, which many programs do not expect.
      ...question.maskedFiles.flatMap((file) => ['--dev-bind', '/dev/null', file]),
      // For root the user namespace is not implied, and without it capabilities would undo the rest.
      ...['--unshare-all', '--unshare-user', '--cap-drop', 'ALL'],
      ...(question.network === 'shared' ? ['--share-net'] : []),
      ...['--die-with-parent', '--new-session', '--chdir', question.workingDirectory, '--'],
      ...question.command,
    ],
    environment: withPrivateTmp(question.environment),
  };
}

/** Whether the path is the folder or lies below it. */
export function liesIn(place: string, folder: string): boolean {
  return place === folder || place.startsWith(folder === '/' ? folder : `${folder}/`);
}

function outermostFirst(places: readonly string[]): string[] {
  return [...new Set(places)].sort();
}

/** A temporary folder elsewhere is read-only in there. */
function withPrivateTmp(environment: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return environment.TMPDIR === undefined ? environment : { ...environment, TMPDIR: '/tmp' };
}
