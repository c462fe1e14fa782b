import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UserError } from '../core/user-error.js';
import { prepareFarm } from '../execution/workspace/farm.js';
import type { AssembledStudy } from './assembled-study.js';
import { compareFirstSteps, type FirstSteps } from './compare-first-steps.js';
import { compareWholeRuns, type ComparedRun, type WholeRun } from './compare-whole-runs.js';
import type { ExportedMetric } from './exported-metric.js';
import type { ExportedStudy } from './exported-study.js';
import { handedScript } from './handed-script.js';
import { isWrong, wholeRunInWords } from './whole-run-in-words.js';

const HINT =
  ' Where the script starts other processes that draw random numbers, give these a seed of their own, and run the study again.';

/** Is told what the script's own runs showed, as they end. */
export interface ExportObserver {
  onFirstSteps(trialId: string, result: FirstSteps): void;
  onWholeRun(run: ComparedRun, inWords: string): void;
  /** So many runs of the last seed would take longer than anyone waits. */
  onNotCompared(runs: number): void;
}

/**
 * Runs the script, in copies of the project that are removed again: its first steps, and trainings to their end. Throws a
 * UserError where these are not the study's. `target`: where the script will be, absolute.
 */
export async function checkByRunning(
  study: ExportedStudy,
  assembled: AssembledStudy,
  metric: ExportedMetric,
  target: string,
  observer: ExportObserver,
  signal: AbortSignal,
): Promise<void> {
  const directory = await mkdtemp(path.join(tmpdir(), 'ablationmage-export-'));
  try {
    const farm = await prepareFarm(study.workspace, path.join(directory, 'work'));
    const otherSteps = new Map<string, string[]>();
    const onFirstSteps = (trialId: string, result: FirstSteps): void => {
      if (result.kind === 'differ') {
        const what = result.in.join(', ');
        otherSteps.set(what, [...(otherSteps.get(what) ?? []), trialId]);
      }
      observer.onFirstSteps(trialId, result);
    };
    const firstSteps = path.join(directory, 'first-steps');
    await compareFirstSteps(study, assembled.sources, farm, firstSteps, onFirstSteps, signal);
    const steps = [...otherSteps].map(([what, trialIds]) => `${trialIds.join(', ')} (${what})`);
    demandNone('The first steps of the script are not those of the study', steps);

    const otherEnds: string[] = [];
    const otherNumbers: string[] = [];
    const onWholeRun = (run: ComparedRun, result: WholeRun): void => {
      const inWords = wholeRunInWords(result, metric.name);
      const kind = result.kind === 'differs' ? otherNumbers : otherEnds;
      if (isWrong(result)) kind.push(`${run.trialId}, seed ${run.seedIndex} (${inWords})`);
      observer.onWholeRun(run, inWords);
    };
    const script = handedScript(assembled, target, study);
    const wholeRuns = path.join(directory, 'whole-runs');
    const left = await compareWholeRuns(study, script, metric, farm, wholeRuns, onWholeRun, signal);
    demandNone('The script does not end as the study did', otherEnds);
    demandNone('The script does not give the numbers of the study', otherNumbers, HINT);
    if (left > 0) observer.onNotCompared(left);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function demandNone(what: string, deviating: readonly string[], hint = ''): void {
  if (deviating.length > 0) throw new UserError(`${what}: ${deviating.join('; ')}. Nothing was written.${hint}`);
}
