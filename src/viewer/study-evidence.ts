import type { StudyEvidence } from '../core/study-view.js';
import { OpenStudy } from './open-study.js';
import { logTails } from './log-tails.js';
import { recordedCalls } from './recorded-calls.js';
import { callsOfNoTrial, evidenceOf } from './trial-evidence.js';

/**
 * Everything that a report which leaves its study's folder takes along of it: models before and after, exchanges, the
 * ends of the logs. Undefined where the folder's plan cannot be read.
 */
export async function studyEvidence(directory: string): Promise<StudyEvidence | undefined> {
  const study = new OpenStudy('', directory);
  await study.look();
  const { facts } = study;
  if (facts === undefined) return undefined;
  const calls = await recordedCalls(directory, facts);
  const variants = facts.sketch.trials.filter(({ trial }) => trial.change !== 'none').map(({ trial }) => trial.id);
  const { logs, runsWithoutLog } = await logTails(directory, facts);
  return {
    trials: await evidenceOf(directory, facts, variants, calls),
    otherExchanges: callsOfNoTrial(facts, calls),
    logs,
    ...(runsWithoutLog === 0 ? {} : { leftOut: leftOutInWords(runsWithoutLog) }),
  };
}

function leftOutInWords(runs: number): string {
  return `To keep this file small, the logs of ${runs} ${runs === 1 ? 'run' : 'runs'} are left out; the study’s folder has them.`;
}
