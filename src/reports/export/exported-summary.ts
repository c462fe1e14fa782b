import { idAsFileName } from '../../core/id-as-file-name.js';
import type { Report } from '../../core/report.js';
import { verdictInWords } from '../../core/verdict-in-words.js';
import { csv } from '../formats/csv.js';
import { csvText } from '../formats/csv-text.js';
import { json } from '../formats/json.js';
import { markdown } from '../formats/markdown.js';
import { markdownResults } from '../formats/markdown-results.js';
import { escapeMarkdown } from '../formats/markdown-text.js';
import { methods } from '../formats/methods.js';
import { printable } from '../formats/printable.js';
import { effectsTable } from './effects-table.js';
import type { ExportNames } from './export-names.js';
import type { ExportedRun, ExportedValue } from './exported-run.js';
import type { ExportedTable } from './exported-table.js';
import { printedTable } from './printed-table.js';
import { runsTable } from './runs-table.js';
import { studyParameters, type Parameters } from './study-parameters.js';

/** The study as a whole. */
export interface ExportedSummary {
  /** Tables and findings, without the variants. */
  readonly markdown: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly parameters: Parameters;
  /** `conv2/accuracy/mean_difference` and what else is known of each effect. */
  readonly values: readonly ExportedValue[];
  readonly tables: readonly ExportedTable[];
  /** Texts: the report in some of its formats, the diff of each variant. */
  readonly files: readonly ExportedFile[];
}

export interface ExportedFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly content: string;
}

export function exportedSummary(report: Report, runs: readonly ExportedRun[], names: ExportNames): ExportedSummary {
  const effects = effectsTable(report);
  return {
    markdown: [`# Ablation study: ${escapeMarkdown(report.study.name)}`, ...markdownResults(report)].join('\n\n'),
    tags: Object.fromEntries(report.trials.flatMap(trialTags)),
    parameters: parametersOf(report),
    values: effectValues(effects),
    tables: [printedTable(report), effects, runsTable(runs, names)].filter(({ rows }) => rows.length > 0),
    files: [
      ...[markdown, csv, json, methods].map((format) => ({ path: format.fileName, content: format.render(report) })),
      { path: 'effects.csv', content: csvText([effects.columns, ...effects.rows.map((row) => row.map(cellText))]) },
      ...report.trials.flatMap(({ id, diff }) =>
        diff === '' ? [] : [{ path: `variants/${idAsFileName(id)}.diff`, content: diff }],
      ),
    ],
  };
}

function trialTags({ id, finding, verdict }: Report['trials'][number]): (readonly [string, string])[] {
  return [
    ...(finding === undefined ? [] : [[`finding.${id}`, printable(finding.inWords)] as const]),
    ...(verdict === undefined ? [] : [[`verdict.${id}`, verdictInWords(verdict)] as const]),
  ];
}

function parametersOf(report: Report): Parameters {
  const { seeds, method, primaryMetric } = report;
  return {
    ...studyParameters(report),
    seed_indices: seeds.indices.join(', '),
    alpha: method.alpha,
    ...(method.equivalenceMargin === undefined ? {} : { equivalence_margin: method.equivalenceMargin }),
    ...(primaryMetric === undefined
      ? {}
      : {
          primary_metric: primaryMetric.name,
          direction: primaryMetric.direction,
          select: primaryMetric.select.kind === 'best' ? `best:${primaryMetric.select.by}` : 'last',
        }),
  };
}

/** Each number of the table of effects under a name of its own, for trackers that plot single values. */
function effectValues({ columns, rows }: ExportedTable): ExportedValue[] {
  return rows.flatMap((row) => {
    const trial = row[columns.indexOf('trial')];
    const metric = row[columns.indexOf('metric')];
    if (typeof trial !== 'string' || typeof metric !== 'string') return [];
    return columns.flatMap((column, index) => {
      const value = row[index];
      return typeof value === 'number' ? [{ name: `${trial}/${metric}/${column}`, value }] : [];
    });
  });
}

function cellText(cell: string | number | null): string {
  return String(cell ?? '');
}
