import type { Fingerprint } from '../core/fingerprint.js';
import type { SmokeResult } from '../core/smoke-result.js';
import { BASELINE_ID } from '../core/trial.js';
import type { Evidence } from '../core/verdict.js';
import { compileSources } from '../execution/compile-sources.js';
import type { FinishedRun } from '../store/finished-runs.js';
import { readEvents } from '../store/event-log.js';
import { foldVerdicts } from '../store/variant-verdicts.js';
import type { Bench } from './bench.js';
import { demandFirstSteps } from './demand-first-steps.js';
import { firstRunOf, fullRunFingerprint, smokeVariants } from './smoke-variants.js';
import type { PlannedTrial } from './plan-study.js';
import { syntaxEvidence } from './syntax-evidence.js';
import { variantSources } from './variant-sources.js';
import { earlierVerdicts } from './earlier-verdicts.js';
import { VariantProofs } from './variant-proofs.js';

/** Smoke runs of their own may cost this part of the study; beyond it, full runs show their first steps. */
const LARGEST_SHARE = 0.1;

/** Who shows a variant's first steps: a smoke run that is over by now, or its first full run, still to come. */
export interface ProvenVariants {
  readonly proofs: VariantProofs;
  /** Trials that are judged by the first steps of a full run, by its identity, and what they are compared with. */
  readonly watched: ReadonlyMap<string, readonly PlannedTrial[]>;
  readonly baseline: SmokeResult;
}

/**
 * Every variant on its way to its verdict, before any full run of it: what Python cannot read or the static
 * check rejects is out, the rest shows its first steps beside the baseline's.
 */
export async function proveVariants(bench: Bench, finished: ReadonlyMap<string, FinishedRun>): Promise<ProvenVariants> {
  const { plan, folder, subject } = bench;
  const prior = foldVerdicts(readEvents(folder.eventsFile), plan.runs, subject.settings.seedIndices);
  const proofs = new VariantProofs(bench, prior, earlierVerdicts(bench));
  // A run that has its result already shows no first steps any more; what it said of its variant stands.
  const isDone = ({ trial }: PlannedTrial): boolean => finished.has(firstRunOf(bench, trial.id)?.identity ?? '');
  const open = plan.trials.filter(
    (planned) =>
      planned.trial.change !== 'none' &&
      proofs.isOpen(planned.trial.id) &&
      !(proofs.isJudged(planned.trial.id) && isDone(planned)),
  );
  const seen = await fullRunFingerprint(bench, finished);
  const known: SmokeResult = seen ?? { kind: 'nothing-seen', reason: 'its first steps were not watched' };
  const unready = { proofs, watched: new Map<string, PlannedTrial[]>(), baseline: known };
  if (open.length === 0 || bench.signal.aborted) return unready;

  const errors = await syntaxErrors(bench, open);
  const runnable = open.filter((planned) => {
    const evidence = errors.get(planned.trial.id) ?? [];
    const isOut = [...evidence, ...planned.check.evidence].some(({ severity }) => severity === 'rejected');
    if (isOut) proofs.judge(planned, { evidence, confounds: {} });
    return !isOut;
  });
  // Smoke runs go without torch.compile, which hides what a model consists of and takes longer than all their steps.
  // In a queue all first steps are one short job, before any run waits there for long.
  const isApart =
    bench.queue !== undefined ||
    seen?.fingerprint.isCompiled === true ||
    areSmokeRunsCheap(bench, runnable.length, seen, finished);
  const separately = isApart ? runnable : runnable.filter(isDone);
  const watched = new Map<string, PlannedTrial[]>();
  for (const planned of runnable.filter((each) => !separately.includes(each))) {
    const identity = firstRunOf(bench, planned.trial.id)?.identity ?? '';
    watched.set(identity, [...(watched.get(identity) ?? []), planned]);
  }
  if (separately.length === 0) return { proofs, watched, baseline: known };
  const baseline = await smokeVariants(bench, separately, proofs);
  demandFirstSteps(bench, baseline);
  return { proofs, watched, baseline: seen ?? baseline };
}

function areSmokeRunsCheap(
  { plan }: Bench,
  variants: number,
  seen: (SmokeResult & { readonly fingerprint: Fingerprint }) | undefined,
  finished: ReadonlyMap<string, FinishedRun>,
): boolean {
  const baseline = [...finished.values()].find(({ run }) => run.trialId === BASELINE_ID);
  const runMs = baseline?.outcome.durationMs;
  const firstStepMs = seen?.fingerprint.firstStepMs;
  if (runMs === undefined || firstStepMs === undefined) return false;
  const pending = plan.runs.filter(({ identity }) => !finished.has(identity)).length;
  return (variants + 1) * Math.min(runMs, firstStepMs) <= LARGEST_SHARE * pending * runMs;
}

/** What the user's own Python has against the edited files, by trial. */
async function syntaxErrors({ subject }: Bench, open: readonly PlannedTrial[]): Promise<Map<string, Evidence[]>> {
  const sources = open.flatMap(({ trial, variant }) =>
    variantSources(subject.project, variant.edits).map(({ path, text }) => ({ path: `${trial.id}\0${path}`, text })),
  );
  const errors = new Map<string, Evidence[]>();
  for (const error of await compileSources(subject.interpreter.path, sources)) {
    const [trialId = '', file = ''] = error.path.split('\0');
    errors.set(trialId, [...(errors.get(trialId) ?? []), syntaxEvidence({ ...error, path: file })]);
  }
  return errors;
}
