import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  pairsForSignFlip,
  SIGN_FLIP_LIMIT,
  signFlipPValue,
  smallestSignFlipPValue,
} from '../../../src/statistics/sign-flip.js';

const wholeNumbers = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 10 });

describe('exact sign-flip test', () => {
  it('counts what enumeration of all sign patterns counts, ties included', () => {
    fc.assert(
      fc.property(wholeNumbers, (differences) => {
        expect(signFlipPValue(differences)).toBe(enumerate(differences));
      }),
    );
  });

  it('sees ties through floating-point rounding', () => {
    fc.assert(
      fc.property(wholeNumbers, fc.constantFrom(0.1, 1e-3, 0.7, 1e200, 1e-200), (differences, unit) => {
        expect(signFlipPValue(differences.map((difference) => difference * unit))).toBe(enumerate(differences));
      }),
    );
  });

  it('reaches its smallest p where all differences agree', () => {
    expect(signFlipPValue([1, 2, 3, 4, 5])).toBe(0.0625);
    expect(smallestSignFlipPValue(5)).toBe(0.0625);
    expect(pairsForSignFlip(0.05)).toBe(6);
    expect(pairsForSignFlip(0.01)).toBe(8);
  });

  it('is exact for forty pairs and says nothing beyond', () => {
    const agreeing = Array.from({ length: SIGN_FLIP_LIMIT }, (_, index) => 1 + index / 100);
    expect(signFlipPValue(agreeing)).toBe(2 / 2 ** 40);
    expect(signFlipPValue([...agreeing, 1])).toBeUndefined();
    expect(signFlipPValue([])).toBeUndefined();
  });

  it('is 1 for differences that are all 0', () => {
    expect(signFlipPValue([0, 0, 0])).toBe(1);
  });
});

function enumerate(differences: readonly number[]): number {
  const observed = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  let atLeast = 0;
  for (let pattern = 0; pattern < 2 ** differences.length; pattern += 1) {
    const sum = differences.reduce((total, value, bit) => total + ((pattern >> bit) & 1 ? value : -value), 0);
    if (Math.abs(sum) >= observed) atLeast += 1;
  }
  return atLeast / 2 ** differences.length;
}
