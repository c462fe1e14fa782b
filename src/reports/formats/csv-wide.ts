import type { Report, RunReport } from '../../core/report.js';
import { verdictInWords } from '../../core/verdict-in-words.js';
import { csvText, csvWords } from './csv-text.js';
import type { TextFormat } from './report-format.js';
import { reportedValue } from './reported-value.js';

/**
 * `results-wide.csv` (RFC 4180): one row per run, one column per metric. Reported metrics have the value behind the
 * table, the others the last one; a run that failed has no number.
 */
export const csvWide: TextFormat = {
  kind: 'text',
  name: 'csv-wide',
  fileName: 'results-wide.csv',
  render,
};

const FIXED = [
  'study',
  'trial',
  'label',
  'seed_index',
  'state',
  'failure',
  'duration_s',
  'verdict',
  'parameters',
  'parameter_difference',
  'step_ms',
  'step_time_ratio',
] as const;

function render(report: Report): string {
  const metrics = metricNames(report);
  const header = [...FIXED, ...columnNames(metrics).map(csvWords)];
  return csvText([header, ...report.runs.map((run) => [...fixedCells(report, run), ...numbers(report, run, metrics)])]);
}

/** The reported ones first, then what else a completed run gave. */
function metricNames(report: Report): string[] {
  const reported = report.trials.flatMap((trial) => trial.metrics.map(({ metric }) => metric));
  const completed = report.runs.filter(({ state }) => state === 'completed');
  return [...new Set([...reported, ...completed.flatMap((run) => run.metrics.map(({ metric }) => metric))])];
}

/** A metric that is called like another column gets `metric_` in front. */
function columnNames(metrics: readonly string[]): string[] {
  const taken = new Set<string>(FIXED);
  return metrics.map((metric) => {
    let name = metric;
    while (taken.has(name)) name = `metric_${name}`;
    taken.add(name);
    return name;
  });
}

function fixedCells({ study, trials }: Report, run: RunReport): string[] {
  const trial = trials.find(({ id }) => id === run.trialId);
  return [
    csvWords(study.name),
    csvWords(run.trialId),
    csvWords(trial?.label ?? ''),
    String(run.seedIndex),
    run.state,
    csvWords(run.failure ?? ''),
    run.durationMs === undefined ? '' : String(run.durationMs / 1000),
    trial?.verdict === undefined ? '' : verdictInWords(trial.verdict),
    String(trial?.parameters ?? ''),
    String(trial?.parameterDifference ?? ''),
    String(trial?.stepMs ?? ''),
    String(trial?.stepTimeRatio ?? ''),
  ];
}

function numbers(report: Report, run: RunReport, metrics: readonly string[]): string[] {
  const isReported = new Set(report.trials.flatMap((trial) => trial.metrics.map(({ metric }) => metric)));
  return metrics.map((name) => {
    if (isReported.has(name)) return String(reportedValue(report, run, name) ?? '');
    if (run.state !== 'completed') return '';
    return String(run.metrics.find(({ metric }) => metric === name)?.value ?? '');
  });
}
