import type { Report } from '../../core/report.js';
import { commentaryLabel } from '../commentary/commentary-label.js';
import { summaryParagraphs } from '../summary/summary-paragraphs.js';
import { markdownResults } from './markdown-results.js';
import { markdownSetup } from './markdown-setup.js';
import { codeSpan, escapeMarkdown } from './markdown-text.js';
import { markdownVariants } from './markdown-variants.js';
import type { TextFormat } from './report-format.js';

/** `report.md`: everything a co-author or a reviewer asks about, on one page that GitHub shows. */
export const markdown: TextFormat = {
  kind: 'text',
  name: 'markdown',
  fileName: 'report.md',
  render,
};

function render(report: Report): string {
  const sections = [
    `# Ablation study: ${escapeMarkdown(report.study.name)}`,
    question(report),
    '## Summary',
    ...summaryParagraphs(report).map(escapeMarkdown),
    ...markdownResults(report),
    ...commentary(report),
    ...warnings(report),
    ...skipped(report),
    ...markdownVariants(report),
    ...markdownSetup(report),
  ];
  return `${sections.join('\n\n')}\n`;
}

function question(report: Report): string {
  const metric = report.primaryMetric === undefined ? 'its result' : escapeMarkdown(report.primaryMetric.name);
  return `What does each component of ${codeSpan(report.study.script)} contribute to ${metric}?`;
}

/** What a model wrote, never without who wrote it and what of it was checked. */
function commentary({ commentary: written }: Report): string[] {
  if (written === undefined) return [];
  return ['## Commentary', `*${escapeMarkdown(commentaryLabel(written))}*`, ...written.paragraphs.map(escapeMarkdown)];
}

function warnings(report: Report): string[] {
  if (report.warnings.length === 0) return [];
  return ['## Warnings', report.warnings.map((warning) => `- ${escapeMarkdown(warning)}`).join('\n')];
}

function skipped(report: Report): string[] {
  if (report.skipped.length === 0) return [];
  const lines = report.skipped.map(
    ({ id, place, reason }) => `- ${codeSpan(id)} (${escapeMarkdown(place)}): ${escapeMarkdown(reason)}`,
  );
  return ['## Components that were not run', lines.join('\n')];
}
