import type { TrialReport } from '../../core/report.js';
import type { RecordedTrial, StudyRecord } from '../../core/study-record.js';
import { BASELINE_ID } from '../../core/trial.js';
import { mean } from '../../statistics/summary.js';
import { runsOf } from './trial-values.js';

type TrialConfounds = Pick<
  TrialReport,
  'parameters' | 'parameterDifference' | 'stepMs' | 'stepTimeRatio' | 'stepTimeDiffers'
>;

/** Size and speed of a trial beside the baseline's: a reviewer asks whether they explain an effect. */
export function confoundsOf(record: StudyRecord, recorded: RecordedTrial): TrialConfounds {
  return recorded.trial.id === BASELINE_ID
    ? { ...baselineParameters(record), ...stepTime(record, BASELINE_ID) }
    : {
        ...parametersOf(recorded),
        ...stepTime(record, recorded.trial.id),
        ...stepTimeRatio(record, recorded.trial.id),
      };
}

/** Every verdict that saw the baseline's parameters saw the same. */
function baselineParameters({ trials }: StudyRecord): TrialConfounds {
  const [parameters] = trials.flatMap(({ verdict }) => verdict?.confounds.baselineParameters ?? []);
  return parameters === undefined ? {} : { parameters };
}

function parametersOf({ verdict }: RecordedTrial): TrialConfounds {
  const { baselineParameters: baseline, variantParameters: parameters } = verdict?.confounds ?? {};
  if (parameters === undefined) return {};
  return { parameters, ...(baseline === undefined ? {} : { parameterDifference: parameters - baseline }) };
}

function stepTime(record: StudyRecord, trialId: string): TrialConfounds {
  const times = [...stepTimesBySeed(record, trialId).values()];
  return times.length === 0 ? {} : { stepMs: mean(times) };
}

/** Seeds of one index run under more alike conditions than the means of the two: early, or late in the study. */
function stepTimeRatio(record: StudyRecord, trialId: string): TrialConfounds {
  const ofBaseline = stepTimesBySeed(record, BASELINE_ID);
  const ratios = [...stepTimesBySeed(record, trialId)].flatMap(([seedIndex, time]) => {
    const reference = ofBaseline.get(seedIndex);
    return reference === undefined ? [] : [time / reference];
  });
  if (ratios.length === 0) return {};
  const stepTimeRatio = mean(ratios);
  return ratios.length === 1
    ? { stepTimeRatio }
    : { stepTimeRatio, stepTimeDiffers: isBeyondSpread(ratios, [...ofBaseline.values()]) };
}

/** Slower at every seed, or faster at every seed, and on average by more than the baseline's own times are apart. */
function isBeyondSpread(ratios: readonly number[], baselineTimes: readonly number[]): boolean {
  const spread = Math.max(...baselineTimes) / Math.min(...baselineTimes);
  const isSlower = ratios.every((ratio) => ratio > 1) && mean(ratios) > spread;
  const isFaster = ratios.every((ratio) => ratio < 1) && mean(ratios) < 1 / spread;
  return isSlower || isFaster;
}

function stepTimesBySeed(record: StudyRecord, trialId: string): Map<number, number> {
  return new Map(
    runsOf(record, trialId).flatMap(({ run, outcome }) =>
      outcome?.kind === 'completed' && outcome.stepMs !== undefined && outcome.stepMs > 0
        ? [[run.seedIndex, outcome.stepMs]]
        : [],
    ),
  );
}
