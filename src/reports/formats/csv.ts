import type { Report, RunReport } from '../../core/report.js';
import { evidenceInWords, verdictInWords } from '../../core/verdict-in-words.js';
import { csvText, csvWords } from './csv-text.js';
import type { TextFormat } from './report-format.js';
import { reportedValue } from './reported-value.js';

/**
 * `results.csv` (RFC 4180): one row per run and metric. Reported metrics have the value that is
 * behind the table (of the selected epoch, where one is selected) in every run, and none in a run
 * that failed; the others (`recorded`) are listed where a completed run gave them.
 */
export const csv: TextFormat = {
  kind: 'text',
  name: 'csv',
  fileName: 'results.csv',
  render,
};

const HEADER = [
  'study',
  'trial',
  'seed_index',
  'state',
  'failure',
  'metric',
  'value',
  'source',
  'duration_s',
  'identity',
  'role',
  'verdict',
  'verdict_reasons',
  'parameter_difference',
  'step_time_ratio',
];

interface MetricCells {
  readonly metric: string;
  readonly value: string;
  readonly source: string;
  readonly role: 'primary' | 'exploratory' | 'recorded' | '';
}

function render(report: Report): string {
  const roles = metricRoles(report);
  const rows = report.runs.flatMap((run) => runRows(report, run, roles));
  return csvText([HEADER, ...rows]);
}

function runRows(report: Report, run: RunReport, roles: MetricRoles): string[][] {
  const ofTrial = trialCells(report, run.trialId);
  return metricRows(report, run, roles).map(({ metric, value, source, role }) => [
    csvWords(report.study.name),
    csvWords(run.trialId),
    String(run.seedIndex),
    run.state,
    csvWords(run.failure ?? ''),
    csvWords(metric),
    value,
    source,
    run.durationMs === undefined ? '' : String(run.durationMs / 1000),
    run.identity,
    role,
    ...ofTrial,
  ]);
}

/** What is the same in every row of a trial. */
function trialCells({ trials }: Report, trialId: string): string[] {
  const trial = trials.find(({ id }) => id === trialId);
  return [
    trial?.verdict === undefined ? '' : verdictInWords(trial.verdict),
    csvWords((trial?.verdict?.reasons ?? []).map(evidenceInWords).join('; ')),
    String(trial?.parameterDifference ?? ''),
    String(trial?.stepTimeRatio ?? ''),
  ];
}

function metricRows(report: Report, run: RunReport, roles: MetricRoles): MetricCells[] {
  const reported = [...roles].map(([metric, role]) => {
    const source = run.metrics.find((candidate) => candidate.metric === metric)?.source ?? '';
    return { metric, value: String(reportedValue(report, run, metric) ?? ''), source, role };
  });
  const others = run.state === 'completed' ? run.metrics.filter(({ metric }) => !roles.has(metric)) : [];
  const recorded = others.map(({ metric, value, source }): MetricCells => {
    return { metric, value: String(value), source, role: 'recorded' };
  });
  const rows = [...reported, ...recorded];
  return rows.length > 0 ? rows : [{ metric: '', value: '', source: '', role: '' }];
}

type MetricRoles = ReadonlyMap<string, 'primary' | 'exploratory'>;

function metricRoles(report: Report): MetricRoles {
  const metrics = report.trials.flatMap((trial) => trial.metrics);
  return new Map(metrics.map(({ metric, role }) => [metric, role]));
}
