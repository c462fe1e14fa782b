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
import type { WritingDesk } from './writing-desk.js';

/** What both checks said of a model's edits. */
export type Examination =
  | {
      readonly kind: 'examined';
      readonly planned: PlannedTrial;
      readonly verdict: Verdict;
      /** What a model may mend; absent where nothing is wrong, or where it is not the variant's fault. */
      readonly repairable?: RepairReason;
    }
  | { readonly kind: 'not-applicable'; readonly reason: string };

/** Both checks: nothing runs that the user's Python cannot read or that the static check rejects. */
export async function examineVariant(
  desk: WritingDesk,
  { trial }: OpenTrial,
  edits: WrittenEdits,
): Promise<Examination> {
  const { subject } = desk.bench;
  const preparation = prepareTrial(trial, subject.components, subject.project, () => edits);
  if (preparation.kind !== 'ready') return { kind: 'not-applicable', reason: preparation.reasons.join('; ') };
  const planned: PlannedTrial = { trial, variant: preparation.variant, check: preparation.check };
  const sources = variantSources(subject.project, planned.variant.edits);
  const syntax = (await compileSources(subject.interpreter.path, sources)).map(syntaxEvidence);
  const before = [...syntax, ...planned.check.evidence];
  if (before.some(({ severity }) => severity === 'rejected')) {
    const verdict = decideVerdict({ evidence: before, confounds: {} });
    return { kind: 'examined', planned, verdict, repairable: { findings: findingsOf(verdict.reasons) } };
  }
  const smoke = await desk.smoke(planned);
  const verdict = decideVerdict({ ...smoke.findings, evidence: [...before, ...smoke.findings.evidence] });
  return { kind: 'examined', planned, verdict, ...repairOf(verdict, smoke) };
}

function repairOf(verdict: Verdict, { trace, environment }: CandidateSmoke): { repairable?: RepairReason } {
  if (verdict.kind !== 'rejected' || environment !== undefined) return {};
  return { repairable: { findings: findingsOf(verdict.reasons), ...(trace === undefined ? {} : { trace }) } };
}

function findingsOf(reasons: readonly Evidence[]): string[] {
  return reasons.map(({ message, place }) => (place === undefined ? message : `${message} (${place})`));
}
