import { csv } from './formats/csv.js';
import { json } from './formats/json.js';
import { latex } from './formats/latex.js';
import { markdown } from './formats/markdown.js';
import { methods } from './formats/methods.js';
import type { ReportFormat } from './formats/report-format.js';

/** The files of a study's report. A new format is one file in `formats/` and one entry here. */
export const reportFormats: readonly ReportFormat[] = [markdown, latex, csv, json, methods];
