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
export function latexTableLabel({ study }: Report, kind: '' | '-narrow' | '-wide' | '-matrix'): string {
  return `tab:ablation-${study.name.replace(/[^A-Za-z0-9]+/gu, '-')}${kind}`;
}

/** What every table is where no run gave a number. */
export const NO_TABLE = '% No run gave a number: there is no table yet.';
