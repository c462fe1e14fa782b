import type { Exchange, TrialEvidence } from '../core/study-view.js';
import { recordedCalls, type RecordedCall } from './recorded-calls.js';
import type { StudyFacts } from './study-facts.js';
import { baselineFingerprint, trialStructure } from './trial-structure.js';

/** What the study's folder tells of one trial beside its report; undefined where there is no such trial. */
export async function trialEvidence(
  directory: string,
  facts: StudyFacts,
  trialId: string,
): Promise<TrialEvidence | undefined> {
  const [evidence] = await evidenceOf(directory, facts, [trialId], await recordedCalls(directory, facts));
  return evidence;
}

/** Of those trials that the study has, in its order. */
export async function evidenceOf(
  directory: string,
  facts: StudyFacts,
  trialIds: readonly string[],
  calls: readonly RecordedCall[],
): Promise<TrialEvidence[]> {
  const wanted = new Set(trialIds);
  const baseline = await baselineFingerprint(directory, facts);
  const found: TrialEvidence[] = [];
  for (const { trial } of facts.sketch.trials) {
    if (!wanted.has(trial.id)) continue;
    const structure = await trialStructure(directory, facts, trial, baseline);
    const exchanges = calls.filter(({ trialId }) => trialId === trial.id).map(({ exchange }) => exchange);
    found.push({ trialId: trial.id, structure, exchanges });
  }
  return found;
}

/** The calls that belong to no trial of the table: hints, and components that no model could remove. */
export function callsOfNoTrial({ sketch }: StudyFacts, calls: readonly RecordedCall[]): Exchange[] {
  const trials = new Set(sketch.trials.map(({ trial }) => trial.id));
  return calls.flatMap(({ trialId, exchange }) => (trialId !== undefined && trials.has(trialId) ? [] : [exchange]));
}
