import type { Report } from '../../../src/core/report.js';
import { sampleReport } from './sample-report.js';

/** Names that are markup or code somewhere: in Typst, LaTeX, HTML; and scripts that run the other way or need other fonts. */
export const HOSTILE_NAMES = [
  '#import "@preview/evil:1.0.0": *',
  '$x^2$ *bold* _it_ `code` <label> @ref = // ~ \\',
  '"); #panic("out") //',
  ']] } ) #read("/etc/passwd")',
  '<script>alert(1)</script> &amp; {{x}}',
  '卷积层 🔥 ключ',
  'שלום مرحبا',
  'a\u202eb\u0007\u0000\ud800c',
] as const;

const nameOf = (index: number) => HOSTILE_NAMES[index % HOSTILE_NAMES.length] ?? '';

/** The sample with such names wherever text comes from outside. */
export const hostileReport: Report = {
  ...sampleReport,
  study: {
    ...sampleReport.study,
    name: nameOf(0),
    script: `${nameOf(1)}.py`,
    command: nameOf(2),
    environment: { ...sampleReport.study.environment, packages: { [nameOf(3)]: nameOf(4) }, gpus: [nameOf(5)] },
  },
  warnings: [...HOSTILE_NAMES],
  alarms: [...HOSTILE_NAMES],
  trials: sampleReport.trials.map((trial, index) => ({
    ...trial,
    label: `${String(index)} ${nameOf(index)}`,
    origin: nameOf(index + 1),
    notes: [nameOf(index + 2)],
    arguments: [nameOf(index + 3)],
    diff: `--- a/${nameOf(index)}.py\n+++ b/${nameOf(index)}.py\n@@ -1,1 +1,8 @@\n-x\n${HOSTILE_NAMES.map((name) => `+${name}\n`).join('')}`,
    failures: trial.failures.map((failure) => ({ ...failure, inWords: nameOf(index + 4) })),
  })),
  skipped: HOSTILE_NAMES.map((name) => ({ id: name, place: name, reason: name, kind: 'impossible' as const })),
  seeds: { ...sampleReport.seeds, how: nameOf(6), places: [...HOSTILE_NAMES] },
};
