import type { Report, RunReport } from '../../core/report.js';
import { formatDuration } from '../formats/format-duration.js';
import { reportedValue } from '../formats/reported-value.js';
import { exploratoryMetrics } from '../formats/trial-row.js';
import { MOST_RUNS } from './limits.js';
import { nameWidth, typstTable } from './typst-table.js';
import { typstProse, typstText } from './typst-text.js';

/** Columns of numbers as they were read, which are long. */
const MOST_METRICS = 3;

/** The appendix: each run with the numbers behind the tables, unrounded, trial by trial. */
export function allRuns(report: Report): string[] {
  const { runs, primaryMetric } = report;
  if (runs.length === 0) return ['= Appendix: all runs', 'No run has ended yet.'];
  const metrics = [...(primaryMetric === undefined ? [] : [primaryMetric.name]), ...exploratoryMetrics(report)];
  const shown = metrics.slice(0, MOST_METRICS);
  const sorted = trialByTrial(report);
  const rows = sorted.slice(0, MOST_RUNS);
  return [
    '= Appendix: all runs',
    `#compact(${typstTable({
      columns: [nameWidth(rows.map(({ trialId }) => trialId)), 'auto', ...shown.map(() => 'auto'), 'auto', '1fr'],
      alignments: ['left', 'right', ...shown.map(() => 'right' as const), 'right', 'left'],
      gutters: [14, 14, ...shown.map(() => 14), 14],
      header: ['Trial', 'Seed', ...shown, 'Time', 'State'].map((heading) => `[${typstText(heading)}]`),
      rows: rows.map((run, index) => row(report, run, rows[index - 1], shown)),
    })})`,
    ...rest(runs.length - rows.length, metrics.length - shown.length),
  ];
}

function trialByTrial({ runs, trials }: Report): RunReport[] {
  const places = new Map(trials.map(({ id }, index) => [id, index]));
  const placeOf = ({ trialId }: RunReport) => places.get(trialId) ?? trials.length;
  return [...runs].sort((a, b) => placeOf(a) - placeOf(b) || a.seedIndex - b.seedIndex);
}

/** The name stands in every row, since a page may begin with any of them. */
function row(report: Report, run: RunReport, previous: RunReport | undefined, metrics: readonly string[]): string {
  const rule = previous === undefined || previous.trialId === run.trialId ? '' : 'rule-light, ';
  const state = typstText(run.state);
  const cells = [
    typstText(run.trialId),
    String(run.seedIndex),
    ...metrics.map((metric) => typstText(String(reportedValue(report, run, metric) ?? ''))),
    run.durationMs === undefined ? '' : typstText(formatDuration(run.durationMs)),
    run.failure === undefined ? state : `#text(fill: red)[${state}: ${typstProse(run.failure)}]`,
  ];
  return `${rule}${cells.map((cell) => `[${cell}]`).join(', ')},`;
}

function rest(runs: number, metrics: number): string[] {
  const parts = [
    ...(runs === 0 ? [] : [`${runs} more ${runs === 1 ? 'run' : 'runs'}`]),
    ...(metrics === 0 ? [] : [`${metrics} more ${metrics === 1 ? 'metric' : 'metrics'}`]),
  ];
  return parts.length === 0 ? [] : [`#small[${typstText(`${parts.join(' and ')}: results.csv.`)}]`];
}
