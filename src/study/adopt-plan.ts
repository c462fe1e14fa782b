import type { FinishedRun } from '../store/finished-runs.js';
import { writeSketch } from '../store/study-sketch.js';
import type { Bench } from './bench.js';
import type { StudyPlan } from './plan-study.js';
import type { Subject } from './read-subject.js';
import { sketchStudy } from './sketch-study.js';
import { takeUpGainedRuns } from './take-up-prior-work.js';

/**
 * The bench with a plan that has grown since it was opened; the study's folder knows of it, and `finished` gains what
 * earlier starts did of it.
 */
export async function adoptPlan(
  bench: Bench,
  subject: Subject,
  plan: StudyPlan,
  finished: Map<string, FinishedRun>,
): Promise<Bench> {
  const { folder, machine, warnings, log } = bench;
  await writeSketch(folder.directory, sketchStudy(subject, plan, machine, warnings));
  log.append({
    type: 'study-planned',
    at: new Date().toISOString(),
    trials: plan.trials.length,
    runs: plan.runs.length,
  });
  const grown = { ...bench, subject, plan };
  takeUpGainedRuns(grown, finished);
  return grown;
}
