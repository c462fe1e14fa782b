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
  const ofBaseline = comparableBaselineTimes(record);
  const ofTrial = stepTimesBySeed(record, trialId);
  const pairs = [...ofTrial].flatMap(([seedIndex, time]) => {
    const reference = ofBaseline.get(seedIndex);
    return reference === undefined ? [] : [{ time, reference }];
  });
  if (pairs.length === 0) return {};
  const [times, references] = [pairs.map(({ time }) => time), pairs.map(({ reference }) => reference)];
  const ratio = mean(times) / mean(references);
  return pairs.length < FEWEST_PAIRS
    ? { stepTimeRatio: ratio }
    : { stepTimeRatio: ratio, stepTimeDiffers: areApart(times, references) };
}

/** With fewer, two sets of times that differ by chance alone are apart too often. */
const FEWEST_PAIRS = 3;

/** Every time of the one is longer than every time of the other. */
function areApart(times: readonly number[], others: readonly number[]): boolean {
  return Math.min(...times) > Math.max(...others) || Math.max(...times) < Math.min(...others);
}

/** Without the first run where several run beside each other later: it had the machine for itself. */
function comparableBaselineTimes(record: StudyRecord): Map<number, number> {
  const times = stepTimesBySeed(record, BASELINE_ID);
  const [first] = record.seeds.indices;
  if ((record.study.environment.jobs ?? 2) > 1 && first !== undefined) times.delete(first);
  return times;
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
