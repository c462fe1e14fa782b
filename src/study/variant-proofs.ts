import type { Findings } from '../checks/decide-verdict.js';
import { decideVerdict } from '../checks/decide-verdict.js';
import { mayRun, type Verdict } from '../core/verdict.js';
import type { Bench } from './bench.js';
import type { PlannedTrial } from './plan-study.js';

/** The verdicts of a study, as they come; each is kept once. */
export class VariantProofs {
  readonly #bench: Bench;
  readonly #verdicts: Map<string, Verdict>;
  readonly #keys: ReadonlyMap<string, string>;
  readonly #byModel: ReadonlySet<string>;
  readonly #shown: ReadonlyMap<string, Verdict>;

  /** `prior`: verdicts on the same variants; `shown`: those that stood there when this start began. */
  constructor(bench: Bench, prior: ReadonlyMap<string, Verdict>, shown: ReadonlyMap<string, Verdict>) {
    const { settings } = bench.subject;
    const [firstSeed] = settings.seedIndices;
    const first = bench.plan.runs.filter(({ seedIndex }) => seedIndex === firstSeed);
    this.#bench = bench;
    this.#keys = new Map(first.map(({ trialId, identity }) => [trialId, identity]));
    this.#verdicts = new Map(prior);
    this.#shown = shown;
    this.#byModel = new Set(
      bench.plan.trials.flatMap(({ trial, variant }) => (variant.origin.kind === 'model' ? [trial.id] : [])),
    );
    for (const [trialId, verdict] of prior) {
      if (this.#needsAcceptance(trialId, verdict) && verdict.acceptedByPerson !== true) this.#keep(trialId, verdict);
    }
  }

  /** Whether a trial still waits for its verdict; one that could not be reached last time is tried again. */
  isOpen(trialId: string): boolean {
    const verdict = this.#verdicts.get(trialId);
    return verdict === undefined || verdict.kind === 'unchecked';
  }

  isJudged(trialId: string): boolean {
    return this.#verdicts.has(trialId);
  }

  /** Whether the trial's runs are not to be made, or their results not to be used. */
  isBarred(trialId: string): boolean {
    const verdict = this.#verdicts.get(trialId);
    return verdict !== undefined && !mayRun(verdict, this.#bench.subject.settings.strictness);
  }

  /** Decides from the static check alone, or with what its first steps showed. */
  judge({ trial, check }: PlannedTrial, seen: Findings): void {
    const evidence = [...check.evidence, ...seen.evidence];
    this.#keep(trial.id, decideVerdict({ ...seen, evidence }));
  }

  #keep(trialId: string, verdict: Verdict): void {
    if (!this.#keys.has(trialId)) return;
    const kept: Verdict = this.#needsAcceptance(trialId, verdict) ? { ...verdict, acceptedByPerson: true } : verdict;
    this.#verdicts.set(trialId, kept);
    const variantKey = this.#keys.get(trialId) ?? '';
    this.#bench.log.append({
      type: 'variant-judged',
      at: new Date().toISOString(),
      trialId,
      variantKey,
      verdict: kept,
    });
  }

  /**
   * A person takes it although something was found against it. What a rule or the author does is known before it runs;
   * of a model's variant only what was found in an earlier start is.
   */
  #needsAcceptance(trialId: string, { kind, reasons }: Verdict): boolean {
    if (!this.#bench.subject.settings.accepted.includes(trialId)) return false;
    if (kind !== 'rejected' && kind !== 'suspicious') return false;
    const seen = this.#shown.get(trialId);
    return (
      !this.#byModel.has(trialId) || (seen?.kind === kind && JSON.stringify(seen.reasons) === JSON.stringify(reasons))
    );
  }
}
