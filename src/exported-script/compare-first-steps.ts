import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Fingerprint } from '../core/fingerprint.js';
import type { RunReport } from '../core/report.js';
import type { SmokeResult } from '../core/smoke-result.js';
import { unreachable } from '../core/unreachable.js';
import { readFingerprint } from '../execution/probe/read-fingerprint.js';
import { runFiles } from '../execution/run-files.js';
import { SMOKE_STEPS, smokeRun } from '../execution/smoke-run.js';
import type { Farm } from '../execution/workspace/farm.js';
import { attemptDirectoryName, smokeDirectoryName } from '../store/study-folder.js';
import { addArguments } from '../study/add-arguments.js';
import type { PlannedTrial } from '../study/plan-study.js';
import { tracesFunctions } from '../study/traces-functions.js';
import type { AssembledSource } from './with-lines-before.js';
import { exportedExecutor } from './exported-executor.js';
import type { ExportedStudy } from './exported-study.js';
import { SEED_ENVIRONMENT_VARIABLE, TRIAL_ENVIRONMENT_VARIABLE } from './script-protocol.js';

/** What the first steps of an exported trial said beside those of the study. */
export type FirstSteps =
  | { readonly kind: 'equal' }
  | { readonly kind: 'differ'; readonly in: readonly string[] }
  /** The study, or this run, saw nothing of the model or its data: nothing was compared. */
  | { readonly kind: 'not-seen'; readonly reason: string };

/** Not what was trained, but how far it came and how long it took. */
const NOT_COMPARED: ReadonlySet<string> = new Set(['steps', 'firstStepMs', 'ending', 'evaluated', 'functions']);

/** Unlike the study's, so that equal first steps show that the script seeds by itself. */
const OTHER_SEED = 90_001;
const LIMIT_MS = 30 * 60_000;

/**
 * Runs the first steps of the exported baseline and of each trial, at the study's first seed, in copies that are removed
 * again, and compares them with what the study saw then. What the study saw nothing of does not run. `directory`: of the runs.
 */
export async function compareFirstSteps(
  study: ExportedStudy,
  sources: ReadonlyMap<string, AssembledSource>,
  farm: Farm,
  directory: string,
  onTrial: (trialId: string, result: FirstSteps) => void,
  signal: AbortSignal,
): Promise<void> {
  for (const [index, planned] of study.trials.entries()) {
    const run = firstRunOf(study, planned.trial.id);
    const seen = run === undefined ? undefined : await studyFingerprint(study, run);
    if (seen === undefined || isEmpty(seen)) {
      const why = seen === undefined ? 'saw no first steps' : 'saw no module, estimator or optimizer';
      onTrial(planned.trial.id, { kind: 'not-seen', reason: `the study ${why}` });
      continue;
    }
    // By its number, as two names can be one in a file system.
    const runDirectory = path.join(directory, String(index));
    const result = await exportedFirstSteps(study, planned, sources, farm, runDirectory, signal);
    // A run that was ended saw nothing, which must not pass for a script that was looked at.
    signal.throwIfAborted();
    onTrial(planned.trial.id, compareWithRun(seen, result, run?.state === 'failed'));
  }
}

async function exportedFirstSteps(
  study: ExportedStudy,
  { trial, variant }: PlannedTrial,
  sources: ReadonlyMap<string, AssembledSource>,
  farm: Farm,
  runDirectory: string,
  signal: AbortSignal,
): Promise<SmokeResult> {
  const { subject } = study;
  const { project, settings } = subject;
  const [seedIndex = 0] = settings.seedIndices;
  await mkdir(runDirectory, { recursive: true });
  const executor = exportedExecutor(study, farm, project.importRoots, {
    ...process.env,
    [TRIAL_ENVIRONMENT_VARIABLE]: trial.id,
    [SEED_ENVIRONMENT_VARIABLE]: String(seedIndex),
  });
  const whole = [...sources].map(([file, { text }]) => {
    const original = project.pythonFiles.get(file)?.text ?? '';
    return { file, start: 0, end: original.length, text };
  });
  const ofConfig = variant.edits.filter(({ file }) => project.configFiles.has(file));
  return smokeRun(
    executor,
    {
      run: { trialId: trial.id, seedIndex, identity: 'exported' },
      attempt: 1,
      runDirectory,
      edits: [...whole, ...ofConfig],
      command: addArguments(subject.command, variant.arguments),
      environmentSeed: OTHER_SEED,
      observe: { kind: 'smoke', steps: SMOKE_STEPS, traceFunctions: tracesFunctions(project) },
      timeoutMs: LIMIT_MS,
    },
    { index: 0, gpus: [] },
    signal,
  );
}

function firstRunOf({ report, subject }: ExportedStudy, trialId: string): RunReport | undefined {
  const [firstSeed = 0] = subject.settings.seedIndices;
  return report.runs.find((candidate) => candidate.trialId === trialId && candidate.seedIndex === firstSeed);
}

/** Of a smoke run of its own, or of the first steps of its first full run. */
async function studyFingerprint(
  { studyDirectory }: ExportedStudy,
  { trialId, seedIndex, identity, directory }: RunReport,
): Promise<Fingerprint | undefined> {
  const planned = { trialId, seedIndex, identity };
  const folders = [
    smokeDirectoryName(planned),
    ...(directory === undefined ? [] : [directory, attemptDirectoryName(planned, 1)]),
  ];
  for (const folder of folders) {
    const found = await readFingerprint(runFiles(path.join(studyDirectory, folder)).probeDirectory);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isEmpty({ models, fits, others, optimizers }: Fingerprint): boolean {
  return models.length + fits.length + others.length + optimizers.length === 0;
}

/** `hasFailed`: the study's run failed as well, so that the script fails where it is the same. */
function compareWithRun(seen: Fingerprint, result: SmokeResult, hasFailed: boolean): FirstSteps {
  switch (result.kind) {
    case 'observed':
      if (result.failure !== undefined && !hasFailed) return { kind: 'differ', in: [result.failure] };
      return compare(seen, result.fingerprint);
    case 'failed':
    case 'not-loaded':
      return { kind: 'differ', in: [result.reason] };
    case 'nothing-seen':
      return { kind: 'not-seen', reason: result.reason };
    default:
      return unreachable(result);
  }
}

function compare(seen: Fingerprint, exported: Fingerprint): FirstSteps {
  // A run that went on drew no samples of its datasets, and its estimators were fitted to all rows: what the later ones were
  // given is other than in a run that fits to a few.
  const hasGoneOn = seen.ending === 'went-on';
  const ignored = new Set(hasGoneOn ? ['place', 'calls', 'samples'] : ['place', 'calls']);
  const shown = (each: Fingerprint): ReadonlyMap<string, unknown> =>
    comparable(hasGoneOn ? withFirstDataOnly(each) : each, ignored);
  const [left, right] = [shown(seen), shown(exported)];
  const names = [...new Set([...left.keys(), ...right.keys()])].filter(
    (name) => !isDeepStrictEqual(left.get(name), right.get(name)),
  );
  return names.length === 0 ? { kind: 'equal' } : { kind: 'differ', in: names };
}

function withFirstDataOnly(fingerprint: Fingerprint): Fingerprint {
  const fits = fingerprint.fits.map(({ sha256, ...fit }, index) =>
    index === 0 && sha256 !== undefined ? { ...fit, sha256 } : fit,
  );
  return { ...fingerprint, fits };
}

/** Lines of code are others in an exported file; how often a module was called depends on where the run was stopped. */
function comparable(fingerprint: Fingerprint, ignored: ReadonlySet<string>): ReadonlyMap<string, unknown> {
  const text = JSON.stringify(fingerprint, (key, value: unknown) => (ignored.has(key) ? undefined : value));
  const fields = Object.entries(JSON.parse(text) as Record<string, unknown>);
  return new Map(fields.filter(([name]) => !NOT_COMPARED.has(name)));
}
