import type { MetricPattern } from '../../core/metric.js';
import { UserError } from '../../core/user-error.js';
import { readNumber } from './number-text.js';
import { stepProperty, type Reading } from './reading.js';

/** A pattern of the user, ready to search lines. */
export interface CompiledPattern {
  readonly name: string;
  readonly expression: RegExp;
}

export function compilePatterns(patterns: readonly MetricPattern[]): CompiledPattern[] {
  return patterns.map(({ name, pattern }) => {
    try {
      return { name, expression: new RegExp(pattern, 'g') };
    } catch (error) {
      throw new UserError(
        `The pattern of the metric "${name}" is not a regular expression: ${String(error)}. ` +
          'Correct it in --metric or in ablation.yaml.',
      );
    }
  });
}

/** Every match of every pattern in a line; the first capture group is the number (the match, without groups). */
export function readUserPatterns(
  text: string,
  patterns: readonly CompiledPattern[],
  step: number | undefined,
  trace: string,
): Reading[] {
  return patterns.flatMap(({ name, expression }) =>
    [...text.matchAll(expression)].flatMap((match) => {
      const value = readNumber((match[1] ?? match[0]).replace(/%$/, ''));
      return value === undefined
        ? []
        : [{ source: 'user-pattern' as const, name, value, ...stepProperty(step), origin: '', trace }];
    }),
  );
}
