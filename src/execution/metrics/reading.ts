import type { MetricSource } from '../../core/metric.js';

/** One number with a name, as read at one place. */
export interface Reading {
  readonly source: MetricSource;
  readonly name: string;
  readonly value: number;
  readonly step?: number;
  /**
   * What tells apart the parts of a script that give the same name: the shape of the printed line,
   * the caller of the logging function. Empty where the name alone decides.
   */
  readonly origin: string;
  /** Where it was read and in which unit: `stdout.log:812`, `stdout.log:9 (in %)`. */
  readonly trace: string;
}

/** The value of `step`, as a property to spread: readings without a step lack the property. */
export function stepProperty(step: number | undefined): { readonly step?: number } {
  return step === undefined ? {} : { step };
}
