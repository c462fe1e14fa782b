import { mkdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { isProviderKey, isSecretName } from '../../core/provider-keys.js';
import type { SandboxGrants } from '../../core/sandbox-grants.js';
import { PROBE_DIRECTORY } from '../probe/probe-environment.js';
import type { Farm } from '../workspace/farm.js';
import { gpuDevices } from './gpu-devices.js';
import { hostSockets } from './host-sockets.js';
import { PRIVATE_ROOTS, liesIn, sandboxedCommand } from './sandboxed-command.js';
import { secretPlaces } from './secret-places.js';

/** One run of a study, ready to be started, and what it needs of the machine. Paths are absolute. */
export interface RunToSandbox {
  readonly bwrapPath: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  /** The run's copy of the project. */
  readonly workspaceRoot: string;
  /** The run's own folders; they exist. */
  readonly writable: readonly string[];
  readonly farm: Farm;
  /** Further files with keys in them. */
  readonly keyFiles: readonly string[];
  readonly grants: SandboxGrants;
}

/** The command and environment to start instead: the run in bubblewrap, with all it needs and no secret. */
export function sandboxRun(run: RunToSandbox): Pick<RunToSandbox, 'command' | 'environment'> {
  const { network, variables, caches } = run.grants;
  const writable = [...run.writable, ...existing(caches)].map((place) => realpathSync(place));
  const readable = resolved(neededPlaces(run)).filter((place) => !PRIVATE_ROOTS.some((root) => liesIn(root, place)));
  const needed = [...writable, ...readable, realpathSync(run.workingDirectory)];
  // A secret's place that holds what the run needs would take that away too.
  const masked = resolved([...secretPlaces(run.environment), ...keyFilesOf(run), ...hostSockets()]).filter(
    (place) => isVisible(place, readable) && !(isFolder(place) && needed.some((each) => liesIn(each, place))),
  );
  const sandboxed = sandboxedCommand({
    bwrapPath: run.bwrapPath,
    command: run.command,
    environment: { ...(network === 'none' ? OFFLINE : {}), ...withoutSecrets(run.environment, variables) },
    workingDirectory: realpathSync(run.workingDirectory),
    writable,
    readable,
    maskedFolders: masked.filter(isFolder),
    maskedFiles: masked.filter((place) => !isFolder(place)),
    gpus: gpuDevices(),
    network,
  });
  return { command: [sandboxed.program, ...sandboxed.arguments], environment: sandboxed.environment };
}

/** Libraries that would wait for an answer take what lies in their caches at once. */
const OFFLINE = { HF_HUB_OFFLINE: '1', HF_DATASETS_OFFLINE: '1', TRANSFORMERS_OFFLINE: '1' };

/** What a model wrote could print them, or send them away; a person says which are needed all the same. */
function withoutSecrets(
  environment: Readonly<Record<string, string>>,
  passed: readonly string[],
): Readonly<Record<string, string>> {
  const isPassed = (name: string): boolean => !isSecretName(name) || (passed.includes(name) && !isProviderKey(name));
  return Object.fromEntries(Object.entries(environment).filter(([name]) => isPassed(name)));
}

/** A cache that nothing was put in yet is made, so that it can be mounted. */
function existing(folders: readonly string[]): readonly string[] {
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  return folders;
}

/** What must be visible wherever it lies: project and what lies beside it, data, interpreter, probe, home. */
function neededPlaces({ farm, command, environment, grants }: RunToSandbox): string[] {
  const { plan } = farm;
  return [
    plan.projectRoot,
    ...plan.links.map((link) => path.join(plan.projectRoot, link)),
    ...plan.surroundings.map((surrounding) => surrounding.directory),
    // Runs see links in it, where the folders above the project stand.
    farm.directory,
    ...installationOf(command[0] ?? ''),
    PROBE_DIRECTORY,
    // Often a link into /run, where it would not be seen.
    ...(grants.network === 'shared' ? ['/etc/resolv.conf'] : []),
    ...(environment.PYTHONPATH ?? '').split(path.delimiter),
    ...['VIRTUAL_ENV', 'CONDA_PREFIX', 'HOME'].map((name) => environment[name] ?? ''),
  ];
}

/** The folder above `bin` of a program with a path, and of what it is a link to. */
function installationOf(program: string): string[] {
  if (!path.isAbsolute(program)) return [];
  return [program, ...resolved([program])].map((file) => path.dirname(path.dirname(file)));
}

/**
 * Files of keys in the project (`.env`), which the run's own copy and the one all copies are made from have too,
 * and in the folders above it, where programs look for them next.
 */
function keyFilesOf({ farm, workspaceRoot, keyFiles }: RunToSandbox): string[] {
  const { copies, links, projectRoot } = farm.plan;
  const usual = [...copies, ...links].filter((file) => /^\.env(?:rc)?(\.|$)/.test(path.posix.basename(file)));
  const named = keyFiles.filter((file) => liesIn(projectRoot, file)).map((file) => path.relative(projectRoot, file));
  const inProject = [...usual, ...named];
  const roots = [projectRoot, workspaceRoot, farm.pristineDirectory];
  return [
    ...keyFiles,
    ...roots.flatMap((root) => ['.env', ...inProject].map((name) => path.join(root, name))),
    ...foldersAbove(projectRoot).map((folder) => path.join(folder, '.env')),
  ];
}

function foldersAbove(folder: string): string[] {
  const above = path.dirname(folder);
  return above === folder ? [] : [above, ...foldersAbove(above)];
}

/** Those that exist, symbolic links followed. */
function resolved(places: readonly string[]): string[] {
  const real = places.filter((place) => path.isAbsolute(place)).map(realPathOf);
  return [...new Set(real.filter((place) => place !== undefined))];
}

function realPathOf(place: string): string | undefined {
  try {
    return realpathSync(place);
  } catch {
    return undefined;
  }
}

/** Not covered by an empty folder of the run's own already. */
function isVisible(place: string, readable: readonly string[]): boolean {
  return !PRIVATE_ROOTS.some((root) => liesIn(place, root)) || readable.some((folder) => liesIn(place, folder));
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
