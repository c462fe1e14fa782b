import type { Findings } from '../checks/decide-verdict.js';
import { decideVerdict } from '../checks/decide-verdict.js';
import type { KeptEvent } from '../core/event.js';
import { mayRun, type Verdict } from '../core/verdict.js';
import type { Bench } from './bench.js';
import type { PlannedTrial } from './plan-study.js';

/** The verdicts of a study, as they come; each is kept once, and told at every start. */
export class VariantProofs {
  readonly #bench: Bench;
  readonly #verdicts: Map<string, Verdict>;
  readonly #keys: ReadonlyMap<string, string>;

  /** `prior`: verdicts of an earlier start on the same variants. */
  constructor(bench: Bench, prior: ReadonlyMap<string, Verdict>) {
    const [firstSeed] = bench.subject.settings.seedIndices;
    const first = bench.plan.runs.filter(({ seedIndex }) => seedIndex === firstSeed);
    this.#bench = bench;
    this.#keys = new Map(first.map(({ trialId, identity }) => [trialId, identity]));
    this.#verdicts = new Map(prior);
    for (const [trialId, verdict] of prior) {
      if (this.#needsAcceptance(trialId, verdict) && verdict.acceptedByPerson !== true) this.#keep(trialId, verdict);
      else bench.observer.onEvent(this.#eventOf(trialId, verdict));
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
    this.#bench.log.append(this.#eventOf(trialId, kept));
  }

  #eventOf(trialId: string, verdict: Verdict): Extract<KeptEvent, { type: 'variant-judged' }> {
    const variantKey = this.#keys.get(trialId) ?? '';
    return { type: 'variant-judged', at: new Date().toISOString(), trialId, variantKey, verdict };
  }

  /** A person takes it although something was found against it. */
  #needsAcceptance(trialId: string, { kind }: Verdict): boolean {
    return this.#bench.subject.settings.accepted.includes(trialId) && (kind === 'rejected' || kind === 'suspicious');
  }
}
