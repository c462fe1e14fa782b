import type { Effect } from '../../core/effect.js';
import type { Report, TrialMetric, TrialReport } from '../../core/report.js';
import { verdictInWords } from '../../core/verdict-in-words.js';
import { unreachable } from '../../core/unreachable.js';
import { printable } from '../formats/printable.js';
import type { ExportedTable } from './exported-table.js';

const COLUMNS = [
  'trial',
  'label',
  'metric',
  'role',
  'planned_runs',
  'n',
  'mean',
  'standard_deviation',
  'pairs',
  'mean_difference',
  'interval_low',
  'interval_high',
  'p_value',
  'adjusted_p_value',
  'sign_flip_p_value',
  'effect_size',
  'finding',
  'finding_in_words',
  'verdict',
] as const;

/** What is known of a row; a column that is not is null. */
type EffectsRow = Partial<Readonly<Record<(typeof COLUMNS)[number], string | number | undefined>>>;

/**
 * One row per trial and reported metric, with the numbers as the report has them; a trial without any has a row
 * that says why.
 */
export function effectsTable(report: Report): ExportedTable {
  const rows = report.trials.flatMap((trial): EffectsRow[] =>
    trial.metrics.length === 0
      ? [trialCells(trial)]
      : trial.metrics.map((metric) => ({ ...trialCells(trial), ...metricCells(metric) })),
  );
  return { name: 'effects', columns: COLUMNS, rows: rows.map((row) => COLUMNS.map((column) => row[column] ?? null)) };
}

function trialCells({ id, label, plannedRuns, finding, verdict }: TrialReport): EffectsRow {
  return {
    trial: id,
    label: printable(label),
    planned_runs: plannedRuns,
    finding: finding?.kind,
    finding_in_words: finding === undefined ? undefined : printable(finding.inWords),
    verdict: verdict === undefined ? undefined : verdictInWords(verdict),
  };
}

/** The finding is about the primary metric alone. */
function metricCells({ metric, role, summary, effect }: TrialMetric): EffectsRow {
  return {
    metric,
    role,
    n: summary?.n,
    mean: summary?.mean,
    standard_deviation: summary?.standardDeviation,
    ...(effect === undefined ? {} : effectCells(effect)),
    ...(role === 'primary' ? {} : { finding: undefined, finding_in_words: undefined }),
  };
}

function effectCells({ pairs, meanDifference, inference }: Effect): EffectsRow {
  const cells = { pairs, mean_difference: meanDifference };
  switch (inference.kind) {
    case 'single-pair':
    case 'exact':
      return cells;
    case 'constant-difference':
      return {
        ...cells,
        adjusted_p_value: inference.adjustedPValue,
        sign_flip_p_value: inference.signFlipPValue,
      };
    case 'paired-t':
      return {
        ...cells,
        interval_low: inference.adjustedInterval.low,
        interval_high: inference.adjustedInterval.high,
        p_value: inference.pValue,
        adjusted_p_value: inference.adjustedPValue,
        sign_flip_p_value: inference.signFlipPValue,
        effect_size: inference.effectSize,
      };
    default:
      return unreachable(inference);
  }
}
