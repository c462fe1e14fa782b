import type { Report } from '../../core/report.js';
import { typstCode, typstString, typstText } from './typst-text.js';

/** What the file says of itself, the running foot, and the head of the first page. */
export function titleBlock(report: Report): string {
  const { study } = report;
  const title = `Ablation study: ${study.name}`;
  const rows = [
    ['Script', typstCode(study.script)],
    ['Command', typstCode(study.command)],
    ['Run', typstText(`${day(study.startedAt)}, by AblationMage ${study.toolVersion}`)],
  ];
  return `
#set document(title: ${typstString(title)}, date: ${typstDate(study.startedAt)})
#set page(footer: context {
  set text(font: sans, size: 8.5pt, fill: muted)
  grid(columns: (1fr, auto), column-gutter: 2em, [${typstText(title)}], counter(page).display("1 / 1", both: true))
})
#block(below: 0.9em, text(font: sans, size: 22pt, weight: 600)[${typstText(title)}])
#block(below: 1.4em, text(size: 12pt, style: "italic")[${question(report)}])
#facts(${rows.map(([name, value]) => `fact("${name ?? ''}"), [${value ?? ''}]`).join(', ')})
`;
}

function question({ study, primaryMetric }: Report): string {
  const metric = primaryMetric === undefined ? 'its result' : primaryMetric.name;
  return typstText(`What does each component of ${study.script} contribute to ${metric}?`);
}

/** `2025-11-20`, as far as the text is a date. */
function day(timestamp: string): string {
  return timestamp.replace(/T.*$/su, '');
}

/** The date of the study, not of the printing: the same report is the same file. */
function typstDate(timestamp: string): string {
  const date = new Date(timestamp);
  if (Number.isNaN(date.getTime())) return 'none';
  return (
    `datetime(year: ${date.getUTCFullYear()}, month: ${date.getUTCMonth() + 1}, day: ${date.getUTCDate()}, ` +
    `hour: ${date.getUTCHours()}, minute: ${date.getUTCMinutes()}, second: ${date.getUTCSeconds()})`
  );
}
