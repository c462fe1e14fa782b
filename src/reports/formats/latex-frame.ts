import type { Report } from '../../core/report.js';
import { breakableLatex } from './latex-breaks.js';
import { latexComment } from './latex-text.js';
import { metricHeading } from './trial-row.js';

/** The comments above a table: who made it, what it needs, and what a reader must know. */
export function latexHead(report: Report, comments: readonly string[]): string[] {
  return [
    latexComment(`Made by AblationMage ${report.study.toolVersion} from ${report.study.command}`),
    ...comments.map((comment) => `% ${comment}`),
    ...[...(report.alarms ?? []), ...report.warnings].map((warning) => latexComment(`Warning: ${warning}`)),
  ];
}

/** `Ablation of train.py: accuracy ↑ over 5 seeds.` */
export function latexCaption(report: Report, metric: string): string {
  const seeds = report.seeds.indices.length;
  const over = seeds === 1 ? 'one seed' : `${seeds} seeds`;
  const script = breakableLatex(report.study.script);
  return `Ablation of \\texttt{${script}}: ${breakableLatex(metricHeading(report, metric))} over ${over}.`;
}

/** `tab:ablation-train`; `kind` keeps those of several tables of one study apart. */
export function latexTableLabel(report: Report, kind: '' | '-narrow' | '-wide' | '-matrix'): string {
  return `tab:ablation-${nameInLabels(report)}${kind}`;
}

/**
 * The study's name in letters that every LaTeX takes in a label. Where it has others too, their code points stand for
 * them: labels of two studies stay different.
 */
export function nameInLabels({ study: { name } }: Report): string {
  const letters = name.replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-');
  return letters.replaceAll(/[^A-Za-z0-9-]/gu, (letter) => letter.codePointAt(0)?.toString(16) ?? '');
}

/** What every table is where no run gave a number. */
export const NO_TABLE = '% No run gave a number: there is no table yet.';
