import type { Report, RunReport } from '../../core/report.js';
import type { ReportFormat } from './report-format.js';

/**
 * `results.csv` (RFC 4180): one row per run and metric. Reported metrics have the value that is
 * behind the table (of the selected epoch, where one is selected) in every run, and none in a run
 * that failed; the others (`recorded`) are listed where a completed run gave them.
 */
export const csv: ReportFormat = { name: 'csv', fileName: 'results.csv', render };

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
];

interface MetricCells {
  readonly metric: string;
  readonly value: string;
  readonly source: string;
  readonly role: 'primary' | 'exploratory' | 'recorded' | '';
}

function render(report: Report): string {
  const rows = report.runs.flatMap((run) => runRows(report, run));
  return [HEADER, ...rows].map((cells) => `${cells.map(field).join(',')}\r\n`).join('');
}

function runRows(report: Report, run: RunReport): string[][] {
  return metricRows(report, run).map(({ metric, value, source, role }) => [
    report.study.name,
    run.trialId,
    String(run.seedIndex),
    run.state,
    run.failure ?? '',
    metric,
    value,
    source,
    run.durationMs === undefined ? '' : String(run.durationMs / 1000),
    run.identity,
    role,
  ]);
}

function metricRows(report: Report, run: RunReport): MetricCells[] {
  const roles = metricRoles(report);
  const reported = [...roles].map(([metric, role]) => {
    const source = run.metrics.find((candidate) => candidate.metric === metric)?.source ?? '';
    return { metric, value: valueInTable(report, run, metric), source, role };
  });
  const others = run.state === 'completed' ? run.metrics.filter(({ metric }) => !roles.has(metric)) : [];
  const recorded = others.map(({ metric, value, source }): MetricCells => {
    return { metric, value: String(value), source, role: 'recorded' };
  });
  const rows = [...reported, ...recorded];
  return rows.length > 0 ? rows : [{ metric: '', value: '', source: '', role: '' }];
}

function metricRoles(report: Report): Map<string, 'primary' | 'exploratory'> {
  const metrics = report.trials.flatMap((trial) => trial.metrics);
  return new Map(metrics.map(({ metric, role }) => [metric, role]));
}

function valueInTable(report: Report, run: RunReport, metric: string): string {
  const trial = report.trials.find(({ id }) => id === run.trialId);
  const summary = trial?.metrics.find((candidate) => candidate.metric === metric)?.summary;
  const found = summary?.values.find(({ seedIndex }) => seedIndex === run.seedIndex);
  return found === undefined ? '' : String(found.value);
}

function field(text: string): string {
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
