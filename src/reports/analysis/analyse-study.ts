import { REPORT_SCHEMA_VERSION, type Report } from '../../core/report.js';
import type { StudyRecord } from '../../core/study-record.js';
import { analyseMetric } from './analyse-metric.js';
import { candidateMetrics } from './candidates.js';
import { incomparableNames, withComparableMetrics } from './comparable-metrics.js';
import { metricCurves } from './curves.js';
import { chooseMetric, resolveName, type ChosenMetric } from './choose-metric.js';
import { methodsParagraph } from './methods-paragraph.js';
import { noEffectAlarms } from './no-effect-alarms.js';
import { noiseFloor } from './noise-floor.js';
import { withoutRefusedOutcomes } from './refused-trials.js';
import { runReport } from './run-report.js';
import { secondBaselineReport, withoutSecondBaseline } from './second-baseline-report.js';
import { showEquivalence } from './show-equivalence.js';
import { trialReport, type StudyAnalysis } from './trial-report.js';
import { studyWarnings } from './warnings.js';

/**
 * Turns all that a study folder knows into the report that every format prints. Pure: the same
 * record gives the same report, finished or not, and nothing is run or read for it.
 */
export function analyseStudy(given: StudyRecord): Report {
  const fit = withoutRefusedOutcomes(given);
  const whole = withComparableMetrics(fit);
  const record = withoutSecondBaseline(whole);
  const chosen = chooseMetric(record);
  const analysis = chosen === undefined ? undefined : analyseMetrics(record, chosen);
  const trials = record.trials.map((trial) => trialReport(record, trial, analysis));
  const alarms = [...(record.alarms ?? []), ...noEffectAlarms(trials)];
  const floor = analysis === undefined ? undefined : noiseFloor(analysis.primary);
  const secondBaseline = secondBaselineReport(whole, analysis);
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    study: record.study,
    seeds: record.seeds,
    ...(analysis === undefined ? {} : { primaryMetric: analysis.choice }),
    warnings: [
      ...incomparableWarning(incomparableNames(fit, whole)),
      ...studyWarnings(whole, trials, secondBaseline, chosen),
    ],
    ...(alarms.length === 0 ? {} : { alarms }),
    reproducibility: record.reproducibility,
    ...(record.forking === undefined ? {} : { forking: record.forking }),
    ...(record.baselineGate === undefined ? {} : { baselineGate: record.baselineGate }),
    ...(floor === undefined ? {} : { noiseFloor: floor }),
    ...(secondBaseline === undefined ? {} : { secondBaseline }),
    trials,
    ...(record.modelCost === undefined ? {} : { modelCost: record.modelCost }),
    skipped: record.skipped,
    runs: whole.runs.map((run) => runReport(whole, run, analysis)),
    candidateMetrics: candidateMetrics(record),
    curves: metricCurves(record, analysis === undefined ? [] : reportedMetrics(analysis)),
    method: {
      alpha: record.alpha,
      ...(record.equivalenceMargin === undefined ? {} : { equivalenceMargin: record.equivalenceMargin }),
      paragraph: methodsParagraph(record, trials, secondBaseline, analysis?.choice),
    },
  };
}

function reportedMetrics({ primary, exploratory }: StudyAnalysis): string[] {
  return [primary, ...exploratory].map(({ metric }) => metric);
}

function incomparableWarning(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [
    `Some runs print ${names.join(', ')} in other places than the baseline does, so it is not known which number is ` +
      'which: these were not compared. Give the metric a name of its own, for example print("METRIC accuracy=0.91").',
  ];
}

function analyseMetrics(record: StudyRecord, { choice }: ChosenMetric): StudyAnalysis {
  const primary = analyseMetric(record, choice.name, 'primary', choice.select);
  const further = new Set(record.requestedMetrics.names.slice(1).map((name) => resolveName(record, name)));
  further.delete(choice.name);
  return {
    choice,
    primary,
    exploratory: [...further].map((name) => analyseMetric(record, name, 'exploratory', choice.select)),
    equivalence:
      record.equivalenceMargin === undefined
        ? new Map()
        : showEquivalence(primary.effects, record.equivalenceMargin, record.alpha),
  };
}
