import type { Exchange, TrialEvidence } from '../core/study-view.js';
import { recordedCalls } from './recorded-calls.js';
import type { StudyFacts } from './study-facts.js';
import { trialStructure } from './trial-structure.js';

/** What the study's folder tells of one trial beside its report; undefined where there is no such trial. */
export async function trialEvidence(
  directory: string,
  facts: StudyFacts,
  trialId: string,
): Promise<TrialEvidence | undefined> {
  const trial = facts.sketch.trials.find((recorded) => recorded.trial.id === trialId)?.trial;
  if (trial === undefined) return undefined;
  const [structure, calls] = await Promise.all([
    trialStructure(directory, facts, trial),
    recordedCalls(directory, facts),
  ]);
  const own = calls.filter((call) => call.trialId === trialId);
  return { trialId, structure, exchanges: own.map(({ exchange }) => exchange) };
}

/** The calls that belong to no trial of the table: hints, and components that no model could remove. */
export async function otherExchanges(directory: string, facts: StudyFacts): Promise<Exchange[]> {
  const trials = new Set(facts.sketch.trials.map(({ trial }) => trial.id));
  const calls = await recordedCalls(directory, facts);
  return calls.flatMap(({ trialId, exchange }) => (trialId !== undefined && trials.has(trialId) ? [] : [exchange]));
}
