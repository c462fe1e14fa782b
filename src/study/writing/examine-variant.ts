import type { Evidence, Verdict } from '../../core/verdict.js';
import type { WrittenEdits } from '../../core/written-edits.js';
import { decideVerdict } from '../../checks/decide-verdict.js';
import { compileSources } from '../../execution/compile-sources.js';
import { prepareTrial } from '../../prepare-trial.js';
import type { RepairReason } from '../../variants/prompts/repair-request.js';
import type { OpenTrial, PlannedTrial } from '../plan-study.js';
import { syntaxEvidence } from '../syntax-evidence.js';
import { variantSources } from '../variant-sources.js';
import type { CandidateSmoke } from './smoke-candidate.js';
import { candidatePlan, type WritingDesk } from './writing-desk.js';

/** What both checks said of a model's edits. */
export type Examination =
  | {
      readonly kind: 'examined';
      readonly planned: PlannedTrial;
      readonly verdict: Verdict;
      /** What a model may mend; absent where nothing is wrong, or where it is not the variant's fault. */
      readonly repairable?: RepairReason;
    }
  /** They cannot be joined with what the study itself changes; `problem` is for the model. */
  | { readonly kind: 'not-applicable'; readonly problem: string }
  /** The study was stopped meanwhile, which says nothing about the variant. */
  | { readonly kind: 'interrupted' };

/** Both checks: nothing runs that the user's Python cannot read or that the static check rejects. */
export async function examineVariant(
  desk: WritingDesk,
  { trial }: OpenTrial,
  edits: WrittenEdits,
): Promise<Examination> {
  const { subject, signal } = desk.bench;
  const preparation = prepareTrial(trial, subject.components, subject.project, () => edits);
  if (preparation.kind !== 'ready') return { kind: 'not-applicable', problem: preparation.reasons.join('; ') };
  const planned: PlannedTrial = { trial, variant: preparation.variant, check: preparation.check };
  const place = seedConflictOf(desk, planned);
  if (place !== undefined) return { kind: 'not-applicable', problem: seedProblem(place) };
  const sources = variantSources(subject.project, planned.variant.edits);
  const syntax = (await compileSources(subject.interpreter.path, sources)).map(syntaxEvidence);
  const before = [...syntax, ...planned.check.evidence];
  if (before.some(({ severity }) => severity === 'rejected')) {
    const verdict = decideVerdict({ evidence: before, confounds: {} });
    return { kind: 'examined', planned, verdict, repairable: { findings: findingsOf(verdict.reasons) } };
  }
  const smoke = await desk.smoke(planned);
  if (signal.aborted) return { kind: 'interrupted' };
  const { environment, findings } = smoke;
  // What the machine did to it says nothing about the variant: it stays open for another start.
  const seen =
    environment === undefined
      ? findings
      : { evidence: [], confounds: {}, unseen: `its smoke run failed: ${environment}` };
  const verdict = decideVerdict({ ...seen, evidence: [...before, ...seen.evidence] });
  return { kind: 'examined', planned, verdict, ...repairOf(verdict, smoke) };
}

/** Where the edits meet what gives the study's further seeds to the script; undefined where they do not. */
function seedConflictOf({ bench }: WritingDesk, planned: PlannedTrial): string | undefined {
  for (const { edits } of candidatePlan(bench, planned).recipes.values()) if (!edits.ok) return edits.failure;
  return undefined;
}

function seedProblem(place: string): string {
  return (
    `The edits change the place where the random seed is set (${place}), which the study itself has to change for its ` +
    'further seeds. Leave that code exactly as it is in the original.'
  );
}

function repairOf(verdict: Verdict, { trace, environment }: CandidateSmoke): { repairable?: RepairReason } {
  if (verdict.kind !== 'rejected' || environment !== undefined) return {};
  return { repairable: { findings: findingsOf(verdict.reasons), ...(trace === undefined ? {} : { trace }) } };
}

function findingsOf(reasons: readonly Evidence[]): string[] {
  return reasons.map(({ message, place }) => (place === undefined ? message : `${message} (${place})`));
}
