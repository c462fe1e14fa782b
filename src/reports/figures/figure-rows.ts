import type { Report, TrialMetric, TrialReport } from '../../core/report.js';
import { MEANING_SIGN } from '../formats/row-note.js';
import { primaryRows, signedLabel, type TrialRow } from '../formats/trial-row.js';
import { figureLines, figureText } from './figure-text.js';
import { BODY_SIZE, NOTE_SIZE } from './text-width.js';

/** A row of a figure: a trial, the baseline included, with a number or without. */
export interface FigureRow {
  readonly trial: TrialReport;
  /** What it is called in full, with the signs of the tables. */
  readonly label: string;
  readonly measured?: TrialMetric;
  /** Why runs of it gave no number; absent where all did. */
  readonly missing?: string;
  readonly finding?: string;
}

/** A row with its name as the axis shows it. */
export interface PlacedRow extends FigureRow {
  /** Its value on the axis: its number, so that no two are the same, then the lines of its name. */
  readonly key: string;
}

/** A figure's width without its margins, in pixels: a column of a paper at a size of text that can be read. */
export const FIGURE_WIDTH = 384;
export const WIDEST_LABEL = 128;
/** What is at least left beside the widest labels. */
export const NARROWEST_PLOT = FIGURE_WIDTH - WIDEST_LABEL - 8;
const MOST_LINES = 3;

/** All trials in the order of the report, as the tables call them. */
export function figureRows(report: Report, metric: string): FigureRow[] {
  return primaryRows(report, metric).map((row) => {
    const measured = row.trial.metrics.find((candidate) => candidate.metric === metric);
    return {
      trial: row.trial,
      label: labelOf(row),
      ...(measured !== undefined && { measured }),
      ...(row.missing !== undefined && { missing: figureText(row.missing) }),
      ...(row.finding !== undefined && { finding: figureText(row.finding) }),
    };
  });
}

/** Gives each row its place on the axis. A name is shortened only where it stays unlike the others. */
export function placedRows(rows: readonly FigureRow[]): PlacedRow[] {
  const labels = distinctLabels(rows);
  const short = labels.map((label) => figureLines(label, WIDEST_LABEL, BODY_SIZE, MOST_LINES).join('\n'));
  return rows.map((row, index) => {
    const shown = short[index] ?? '';
    const isOnly = short.filter((other) => other === shown).length === 1;
    const name = isOnly ? shown : figureLines(labels[index] ?? '', WIDEST_LABEL, BODY_SIZE, Infinity).join('\n');
    return { ...row, label: labels[index] ?? '', key: `${index + 1}\n${name}` };
  });
}

/** The words that stand where a row has no number. */
export function reasonLines(words: string): string[] {
  return figureLines(words, NARROWEST_PLOT - 8, NOTE_SIZE, MOST_LINES);
}

function labelOf(row: TrialRow): string {
  const label = figureText(signedLabel(row));
  return row.value?.sign === undefined ? label : `${label} ${MEANING_SIGN}`;
}

/** Two trials may be called the same; their ids never are. */
function distinctLabels(rows: readonly FigureRow[]): string[] {
  return rows.map(({ label, trial }) =>
    rows.filter((other) => other.label === label).length === 1 ? label : `${label} (${figureText(trial.id)})`,
  );
}
