import { csvWide } from './formats/csv-wide.js';
import { csv } from './formats/csv.js';
import { figures } from './formats/figures.js';
import { html } from './formats/html.js';
import { json } from './formats/json.js';
import { latexFigures } from './formats/latex-figures.js';
import { latexMatrix } from './formats/latex-matrix.js';
import { latexNarrow } from './formats/latex-narrow.js';
import { latexWide } from './formats/latex-wide.js';
import { latex } from './formats/latex.js';
import { markdownTableFormat } from './formats/markdown-table.js';
import { markdown } from './formats/markdown.js';
import { methods } from './formats/methods.js';
import { pdf } from './formats/pdf.js';
import type { ReportFormat, TextFormat } from './formats/report-format.js';
import { summary } from './formats/summary.js';

/** What every run writes into its study's folder. */
export const formatsOfARun: readonly TextFormat[] = [markdown, latex, csv, json, methods];

/** All that `report --format` knows. A new format is one file in `formats/` and one entry here. */
export const reportFormats: readonly ReportFormat[] = [
  ...formatsOfARun,
  latexNarrow,
  latexWide,
  latexMatrix,
  markdownTableFormat,
  csvWide,
  summary,
  figures,
  latexFigures,
  pdf,
  html,
];
