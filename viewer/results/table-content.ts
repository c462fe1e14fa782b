import type { Report } from '../../src/core/report.js';
import { exploratoryRows, primaryRows, type TrialRow } from '../../src/reports/formats/trial-row.js';
import { resultColumns, type ResultColumn } from './columns.js';
import { numberTexts, type NumberTexts } from './number-texts.js';

/** All that a table of results shows, whatever of it is filtered and however it is sorted: nothing jumps by that. */
export interface TableContent {
  readonly columns: readonly ResultColumn[];
  /** In the order of the report. */
  readonly rows: readonly TrialRow[];
  readonly texts: ReadonlyMap<TrialRow, NumberTexts>;
}

const known = new WeakMap<Report, Map<string, TableContent>>();

/** The content of a metric's table, made once for each report. */
export function tableContent(report: Report, metric: string): TableContent {
  const ofReport = known.get(report) ?? new Map<string, TableContent>();
  known.set(report, ofReport);
  const content = ofReport.get(metric) ?? makeContent(report, metric);
  ofReport.set(metric, content);
  return content;
}

function makeContent(report: Report, metric: string): TableContent {
  const isPrimary = report.primaryMetric?.name === metric;
  const rows = isPrimary ? primaryRows(report, metric) : exploratoryRows(report, metric);
  const texts = numberTexts(rows);
  return {
    columns: resultColumns(report, metric, rows),
    rows,
    texts: new Map(rows.flatMap((row, index) => (texts[index] === undefined ? [] : [[row, texts[index]] as const]))),
  };
}
