import { didYouMean } from '../core/near-names.js';
import { UserError } from '../core/user-error.js';
import type { ReportFormat } from '../reports/formats/report-format.js';
import { reportFormats } from '../reports/index.js';

/** The formats that `--format` names, in the order of the list; throws a UserError that names them all. */
export function chooseFormats(asked: readonly string[]): readonly ReportFormat[] {
  const names = asked.flatMap((part) => part.split(',')).map((name) => name.trim());
  for (const name of names) demandFormat(name);
  return reportFormats.filter((format) => names.includes(format.name) || names.includes('all'));
}

/** What people type for some of them. */
const MEANT: Readonly<Record<string, string>> = {
  png: 'figures',
  svg: 'figures',
  vega: 'figures',
  plot: 'figures',
  plots: 'figures',
  md: 'markdown',
  readme: 'markdown-table',
  table: 'markdown-table',
  excel: 'csv',
  xlsx: 'csv',
  tex: 'latex',
  txt: 'summary',
};

function demandFormat(name: string): void {
  const known = ['all', ...reportFormats.map((format) => format.name)];
  if (known.includes(name)) return;
  const meant = MEANT[name.toLowerCase()];
  throw new UserError(`--format ${name}: there is no such format. ${didYouMean(meant ?? name, known, 'There are:')}`);
}
