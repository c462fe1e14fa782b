import type { Colors } from 'picocolors/types.js';
import type { Evidence, Verdict } from '../../core/verdict.js';
import { formatDifference } from './format-number.js';
import { printable } from './printable.js';
import { verdictPaint } from './verdict-paint.js';

/** What `ablationmage check` prints: the verdict, why, and what else is worth knowing. */
export function renderVerdict(verdict: Verdict, colours: Colors): string {
  const { baselineParameters, variantParameters } = verdict.confounds;
  const parameters =
    baselineParameters === undefined || variantParameters === undefined
      ? []
      : [
          colours.dim(
            `  parameters: ${baselineParameters.toLocaleString('en')} in the baseline, ` +
              `${variantParameters.toLocaleString('en')} in the variant (${formatDifference(variantParameters - baselineParameters, 0)})`,
          ),
        ];
  const lines = [
    verdictPaint(verdict.kind, colours)(verdict.kind),
    ...verdict.reasons.map((reason) => `  ${line(reason)}`),
    ...verdict.notes.map((note) => colours.dim(`  note: ${line(note)}`)),
    ...parameters,
  ];
  return `${lines.join('\n')}\n`;
}

function line({ message, place }: Evidence): string {
  return printable(place === undefined ? message : `${place}: ${message}`);
}
