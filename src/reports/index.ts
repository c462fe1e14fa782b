import { csv } from './formats/csv.js';
import { figures } from './formats/figures.js';
import { html } from './formats/html.js';
import { json } from './formats/json.js';
import { latex } from './formats/latex.js';
import { markdown } from './formats/markdown.js';
import { methods } from './formats/methods.js';
import type { ReportFormat, TextFormat } from './formats/report-format.js';

/** What every run writes into its study's folder. */
export const formatsOfARun: readonly TextFormat[] = [markdown, latex, csv, json, methods];

/** All that `report --format` knows. A new format is one file in `formats/` and one entry here. */
export const reportFormats: readonly ReportFormat[] = [...formatsOfARun, figures, html];
