import { readFile } from 'node:fs/promises';
import type { Findings } from '../../checks/decide-verdict.js';
import { judgeSmokeRun } from '../../checks/judge-smoke-run.js';
import { environmentFailure } from '../../core/environment-failure.js';
import type { Outcome } from '../../core/outcome.js';
import type { SmokeResult } from '../../core/smoke-result.js';
import { readFingerprint } from '../../execution/probe/read-fingerprint.js';
import { runFiles } from '../../execution/run-files.js';
import type { Slot } from '../../execution/slot.js';
import { smokeResult } from '../../execution/smoke-run.js';
import type { Project } from '../../source/project.js';
import { cleanTrace } from '../../variants/repair/clean-trace.js';
import type { Bench } from '../bench.js';
import type { PlannedTrial } from '../plan-study.js';
import { firstRunOf, smokeRequest } from '../smoke-variants.js';
import { boundByBaseline } from '../smoke-time.js';
import { variantSources } from '../variant-sources.js';
import { findTraceRoot } from './find-trace-root.js';

/** What a variant's first steps showed, and how it failed where it did. */
export interface CandidateSmoke {
  readonly findings: Findings;
  /** Of a Python exception: its cleaned traceback, for whoever wrote the variant. */
  readonly trace?: string;
  /** The machine is to blame, not the variant: nothing a model could mend. */
  readonly environment?: string;
}

/** A smoke run of a variant that may still be rewritten. `bench.plan` holds the baseline and this trial. */
export async function smokeCandidate(
  bench: Bench,
  planned: PlannedTrial,
  baseline: SmokeResult,
  slot: Slot,
): Promise<CandidateSmoke> {
  const run = firstRunOf(bench, planned.trial.id);
  if (run === undefined) throw new Error(`Internal error: no run of ${planned.trial.id}`);
  const limitMs = boundByBaseline(baseline.kind === 'observed' ? baseline.durationMs : 0);
  const request = smokeRequest(bench, run, limitMs);
  const outcome = await bench.smokeExecutor.execute(request, slot, bench.signal);
  const files = runFiles(request.runDirectory);
  const result = smokeResult(outcome, await readFingerprint(files.probeDirectory));
  const findings = judgeSmokeRun(baseline, result, planned.check.target);
  return { findings, ...(await explainCrash(bench.subject.project, planned, outcome, files.stderr)) };
}

/** Of a Python exception: the traceback for the model, or why it is none of the model's business. */
export async function explainCrash(
  project: Project,
  { variant }: PlannedTrial,
  outcome: Outcome,
  stderrFile: string,
): Promise<Pick<CandidateSmoke, 'trace' | 'environment'>> {
  if (outcome.kind !== 'failed' || outcome.reason.kind !== 'crashed' || outcome.reason.exception === undefined)
    return {};
  const { exception } = outcome.reason;
  const environment = environmentFailure(exception)?.reason;
  if (environment !== undefined && !isOwnImport(project, exception) && !isOwnFile(exception)) return { environment };
  const stderr = await readFile(stderrFile, 'utf8').catch(() => '');
  const edited = new Map(variantSources(project, variant.edits).map(({ path, text }) => [path, text]));
  const sourceOf = (name: string): string | undefined => edited.get(name) ?? project.pythonFiles.get(name)?.text;
  const root = findTraceRoot(stderr, [...project.pythonFiles.keys()]);
  return { trace: root === undefined ? exception : cleanTrace(stderr, { root, sourceOf }) };
}

/** A module is missing that the script itself never asked for: the variant imports it. */
function isOwnImport({ externalImports }: Project, exception: string): boolean {
  const missing = /No module named '([\w.]+)'/.exec(exception)?.[1]?.split('.')[0];
  return missing !== undefined && !externalImports.some((name) => name.split('.')[0] === missing);
}

/** A file beside the script is missing, which the script itself found: the variant made up its name, or no longer writes it. */
function isOwnFile(exception: string): boolean {
  return /^(?:\w+\.)*FileNotFoundError: .*'(?![/\\~]|\w:)[^']+'$/.test(exception);
}
