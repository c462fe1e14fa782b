import type { Effect, Inference, Summary } from '../../../src/core/effect.js';

/** `undefined` stands for a run that failed. */
export type Values = readonly (number | undefined)[];

export const accuracy = {
  baseline: [0.9694, 0.9722, 0.9667, 0.975, 0.9722],
  conv2: [0.9444, 0.95, 0.9417, 0.9528, 0.9472],
  dropout1: [0.9694, 0.975, 0.9639, 0.9778, 0.9667],
  bn: [0.9583, undefined, 0.9556, 0.9611, 0.9639],
  augment: [0.975, 0.975, 0.9722, 0.9778, 0.9778],
  weight_decay: [0.9694, 0.9722, 0.9667, 0.975, 0.9722],
  clip: [undefined, undefined, undefined, undefined, undefined],
  schedule: [undefined, undefined, undefined, undefined, undefined],
  'second-baseline': [0.9722, 0.9694, 0.9694, 0.9722, 0.9778],
} satisfies Record<string, Values>;

export const validationLoss = {
  baseline: [0.1012, 0.0987, 0.1104, 0.0921, 0.1003],
  conv2: [0.182, 0.1701, 0.1903, 0.1688, 0.1754],
  dropout1: [0.1104, 0.0899, 0.1188, 0.0874, 0.1099],
  bn: [0.1403, undefined, 0.1512, 0.1331, 0.1298],
  augment: [0.0901, 0.0899, 0.0997, 0.0833, 0.0881],
  weight_decay: [0.1012, 0.0987, 0.1104, 0.0921, 0.1003],
  clip: [undefined, undefined, undefined, undefined, undefined],
  schedule: [undefined, undefined, undefined, undefined, undefined],
  'second-baseline': [0.0999, 0.1011, 0.0987, 0.1043, 0.0978],
} satisfies Record<string, Values>;

export type TrialId = keyof typeof accuracy;

export const primaryInference: Readonly<Record<TrialId, Inference>> = {
  baseline: { kind: 'exact' },
  conv2: pairedT(0.000016, [-0.026839, -0.020921], 0.001534),
  dropout1: pairedT(0.755231, [-0.00503, 0.00395], 0.003616),
  bn: pairedT(0.00696, [-0.016652, -0.005548], 0.002286),
  augment: pairedT(0.00696, [0.0021, 0.0069], 0.001527),
  weight_decay: { kind: 'exact' },
  clip: { kind: 'exact' },
  schedule: { kind: 'exact' },
  'second-baseline': pairedT(0.62, [-0.00361, 0.00583], 0.0038),
};

export const lossInference: Readonly<Record<TrialId, Inference>> = {
  ...primaryInference,
  conv2: pairedT(0.0001, [0.0704, 0.0831], 0.0034),
  dropout1: pairedT(0.61, [-0.0083, 0.0138], 0.0089),
  bn: pairedT(0.0008, [0.0301, 0.0442], 0.0045),
  augment: pairedT(0.0004, [-0.0127, -0.0079], 0.0019),
};

export function summary(values: Values): Summary | undefined {
  const completed = values.flatMap((value, seedIndex) => (value === undefined ? [] : [{ seedIndex, value }]));
  if (completed.length === 0) return undefined;
  const mean = meanOf(completed.map(({ value }) => value));
  const squares = completed.map(({ value }) => (value - mean) ** 2);
  const standardDeviation = Math.sqrt((meanOf(squares) * squares.length) / (squares.length - 1));
  return { n: completed.length, mean, standardDeviation, values: completed };
}

export function effect(values: Values, baseline: Values, inference: Inference): Effect | undefined {
  const differences = values.flatMap((value, seedIndex) => {
    const other = baseline[seedIndex];
    return value === undefined || other === undefined ? [] : [{ seedIndex, difference: value - other }];
  });
  if (differences.length === 0) return undefined;
  const meanDifference = meanOf(differences.map(({ difference }) => difference));
  return { pairs: differences.length, meanDifference, differences, inference };
}

function pairedT(adjustedPValue: number, adjusted: readonly [number, number], standardDeviation: number): Inference {
  const interval = { low: adjusted[0], high: adjusted[1], level: 0.95 };
  return {
    kind: 'paired-t',
    standardDeviation,
    interval,
    adjustedInterval: interval,
    pValue: adjustedPValue / 2,
    adjustedPValue,
    signFlipPValue: 0.0625,
    smallestSignFlipPValue: 0.0625,
    effectSize: -1.5,
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}
