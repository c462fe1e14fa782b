import type { LineChange } from './hint-trial.js';

/** As in a diff: the line with `-`, then what stands there afterwards with `+`. */
export function lineChangeInWords({ before, after }: LineChange): string {
  const come = after === '' ? [] : after.split('\n').map((line) => `+ ${line}`);
  return [`- ${before}`, ...come].join('\n');
}
