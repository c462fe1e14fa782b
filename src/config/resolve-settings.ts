import path from 'node:path';
import type { DeclaredComponent } from '../core/declared-component.js';
import type { MetricDirection, MetricRequest } from '../core/metric.js';
import { isProviderKey } from '../core/provider-keys.js';
import { UserError } from '../core/user-error.js';
import { parseMetricOption, parseSelection } from './parse-metric-option.js';
import { resolveExecutor } from './resolve-executor.js';
import { resolveModelSettings } from './resolve-model.js';
import { parseBytes, parseDuration, parseSeeds, seedCount } from './quantities.js';
import type { LoadedStudyFile } from './read-study-file.js';
import { resolveInvocation } from './resolve-invocation.js';
import type { StudyFile } from './study-file.js';
import type { StudyFlags } from './study-flags.js';
import type { ResourceSettings, StudySettings } from './study-settings.js';

export const DEFAULT_SEEDS = 5;
export const OUTPUT_FOLDER = 'ablationmage_outputs';

/** Flags over `ablation.yaml` over defaults; the one place where they are merged. Throws UserErrors. */
export function resolveSettings(
  positional: string | undefined,
  flags: StudyFlags,
  studyFile: LoadedStudyFile | undefined,
  currentDirectory: string,
): StudySettings {
  const file: StudyFile = studyFile?.content ?? {};
  const fileFolder = studyFile === undefined ? currentDirectory : path.dirname(studyFile.path);
  const invocation = resolveInvocation(positional, flags, studyFile, currentDirectory);
  const name = flags.name ?? file.name ?? path.basename(invocation.script, path.extname(invocation.script));
  const projectRoot = absolute(flags.project, currentDirectory) ?? absolute(file.project, fileFolder);
  const executor = resolveExecutor(flags, file);
  const workDirectory =
    executor.kind === 'slurm'
      ? onNode(flags.workDir ?? file['work-dir'])
      : (absolute(flags.workDir, currentDirectory) ?? absolute(file['work-dir'], fileFolder));
  const python = flags.python ?? file.python;
  const studyDirectory =
    absolute(flags.out, currentDirectory) ?? path.join(currentDirectory, OUTPUT_FOLDER, folderName(name));
  const model = resolveModelSettings(flags, studyFile, { currentDirectory, studyDirectory });
  const margin = flags.margin === undefined ? file.margin : positiveNumber(flags.margin, '--margin');
  return Object.freeze({
    invocation,
    currentDirectory,
    ...(projectRoot === undefined ? {} : { projectRoot }),
    name,
    studyDirectory,
    components: (file.components ?? []).map(declaredComponent),
    only: flags.only ?? file.only ?? [],
    skip: flags.skip ?? file.skip ?? [],
    seedIndices: seedIndices(flags, file),
    splitPolicy: (flags.resampleSplits ?? file['resample-splits'] ?? false) ? 'resample-splits' : 'keep-splits',
    secondBaseline: (flags.aa ?? file.aa ?? false) ? 'run' : 'none',
    resources: resolveResources(flags, file),
    executor,
    metrics: resolveMetrics(flags, file),
    ...(python === undefined ? {} : { python }),
    inputs: flags.inputs ?? file.inputs ?? [],
    sandbox: sandbox(flags.sandbox) ?? file.sandbox ?? 'auto',
    sandboxGrants: {
      network: (flags.allowNetwork ?? file['allow-network'] ?? false) ? 'shared' : 'none',
      variables: (flags.passEnv ?? file['pass-env'] ?? []).map(demandPassable),
      caches:
        flags.cache?.map((folder) => path.resolve(currentDirectory, folder)) ??
        (file.caches ?? []).map((folder) => path.resolve(fileFolder, folder)),
    },
    forkServer: forkServer(flags.forkServer ?? file['fork-server']),
    keepWorkspaces: keepWorkspaces(flags.keep) ?? file.keep ?? 'none',
    ...(workDirectory === undefined ? {} : { workDirectory }),
    ...(margin === undefined ? {} : { equivalenceMargin: margin }),
    changedRuns: flags.rerun === true ? 'rerun' : flags.keepResults === true ? 'keep' : 'ask',
    failedRuns: flags.retryFailed === true ? 'retry' : 'keep',
    strictness: (flags.strict ?? file.strict ?? false) ? 'strict' : 'lenient',
    accepted: flags.accept ?? file.accept ?? [],
    ...(model === undefined ? {} : { model }),
    hintApproval: flags.yes === true ? 'given' : 'ask',
  } satisfies StudySettings);
}

function resolveResources(flags: StudyFlags, file: StudyFile): ResourceSettings {
  const jobs = wholeNumber(flags.jobs, '--jobs', 1) ?? file.jobs;
  const threads = wholeNumber(flags.threads, '--threads', 1) ?? file.threads;
  const gpusPerRun = wholeNumber(flags.gpusPerRun, '--gpus-per-run', 0) ?? file['gpus-per-run'];
  const timeout = flags.timeout ?? file.timeout;
  const memory = flags.memory ?? file.memory;
  return {
    ...(jobs === undefined ? {} : { jobs }),
    ...(threads === undefined ? {} : { threads }),
    ...(gpusPerRun === undefined ? {} : { gpusPerRun }),
    ...(timeout === undefined ? {} : { timeoutMs: parseDuration(timeout, 'timeout') }),
    ...(memory === undefined ? {} : { memoryBytes: parseBytes(memory, 'memory') }),
  };
}

/** Also used by `report`, which may choose other metrics than the run did. */
export function resolveMetrics(
  flags: Pick<StudyFlags, 'metric' | 'select' | 'direction'>,
  file: Pick<StudyFile, 'metric' | 'select' | 'direction'>,
): MetricRequest {
  const asked = flags.metric ?? (typeof file.metric === 'string' ? [file.metric] : file.metric) ?? [];
  const options = asked.map(parseMetricOption);
  return {
    names: options.map((option) => option.name),
    patterns: options.flatMap((option) => (option.pattern === undefined ? [] : [option.pattern])),
    select: parseSelection(flags.select ?? file.select ?? 'last'),
    directions: directions(flags.direction ?? file.direction),
  };
}

function directions(
  value: string | Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, MetricDirection>> {
  if (value === undefined) return {};
  const entries: [string, string][] = typeof value === 'string' ? [['*', value]] : Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, word]) => {
      if (word !== 'higher' && word !== 'lower') throw new UserError(`--direction ${word}: say "higher" or "lower".`);
      return [name, word === 'higher' ? 'higher-is-better' : 'lower-is-better'];
    }),
  );
}

function seedIndices(flags: StudyFlags, file: StudyFile): readonly number[] {
  if (flags.seeds !== undefined) return parseSeeds(flags.seeds, '--seeds');
  if (Array.isArray(file.seeds)) return parseSeeds(file.seeds.join(',') + ',', 'ablation.yaml: seeds');
  return seedCount(file.seeds ?? DEFAULT_SEEDS, 'seeds');
}

type FileComponent = NonNullable<StudyFile['components']>[number];

function declaredComponent(component: FileComponent): DeclaredComponent {
  const group = component.group === undefined ? {} : { group: component.group };
  return 'args' in component
    ? { kind: 'argument', name: component.name, ...group, args: component.args }
    : { kind: 'config', name: component.name, ...group, file: component.file, set: component.set };
}

function sandbox(value: string | undefined): StudySettings['sandbox'] | undefined {
  if (value === undefined || value === 'auto' || value === 'bwrap' || value === 'none') return value;
  throw new UserError(`--sandbox ${value}: say auto, bwrap or none.`);
}

/** Keys that a training has no need of are passed to none. */
function demandPassable(name: string): string {
  if (!isProviderKey(name)) return name;
  throw new UserError(`--pass-env ${name}: keys of LLM providers are never passed on to runs.`);
}

function forkServer(isWanted: boolean | undefined): StudySettings['forkServer'] {
  if (isWanted === undefined) return 'auto';
  return isWanted ? 'on' : 'off';
}

function keepWorkspaces(value: string | undefined): StudySettings['keepWorkspaces'] | undefined {
  if (value === undefined || value === 'none' || value === 'failed' || value === 'all') return value;
  throw new UserError(`--keep ${value}: say which working copies stay: none, failed or all.`);
}

function wholeNumber(text: string | undefined, flag: string, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least)
    throw new UserError(`${flag} ${text}: a whole number from ${least} on is needed.`);
  return value;
}

function positiveNumber(text: string, flag: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new UserError(`${flag} ${text}: a number above 0 is needed.`);
  return value;
}

/** Nodes have places of their own, which their own variables name. */
function onNode(name: string | undefined): string | undefined {
  if (name === undefined || path.isAbsolute(name) || name.startsWith('$')) return name;
  throw new UserError(
    `--work-dir ${name}: on a cluster say a whole path, or one behind a variable of the node: '$TMPDIR'.`,
  );
}

function absolute(name: string | undefined, folder: string): string | undefined {
  return name === undefined ? undefined : path.resolve(folder, name);
}

/** Of all common file systems; in bytes. */
const LONGEST_NAME = 255;

/** A study's name as a folder: no separators, no blanks. */
function folderName(name: string): string {
  const folder = name.replaceAll(/[^\p{Letter}\p{Number}._-]+/gu, '-');
  const bytes = Buffer.byteLength(folder);
  if (bytes <= LONGEST_NAME) return folder;
  throw new UserError(
    `--name ${name.slice(0, 20)}…: a folder is called after the study, which may have ${LONGEST_NAME} bytes; this is ${bytes}. ` +
      'Say a shorter --name, or the folder with --out DIR.',
  );
}
