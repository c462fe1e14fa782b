import { unreachable } from '../../core/unreachable.js';
import type { WrittenNumber } from './written-numbers.js';

/** A number that may be written of a report, and where. */
export interface FactNumber {
  readonly value: number;
  /** Whose it is; absent where it is the baseline's or of the whole study. */
  readonly trialId?: string;
  /** What its last digit counts, where it is known only rounded: more digits are then another number. */
  readonly lastDigit?: number;
  readonly quantity: Quantity;
}

/** A value, a difference of two or an end of its interval, or a standard deviation. */
export type MeasuredRole = 'value' | 'difference' | 'spread';

export type Quantity =
  /** Of a metric; `percent` is what a percentage of it is written as: 100 times, or as it is where the metric is one. */
  | { readonly kind: 'measured'; readonly percent: 1 | 100; readonly role: MeasuredRole }
  | { readonly kind: 'p-value' }
  | { readonly kind: 'effect-size' }
  /** The level of intervals, 0.95. */
  | { readonly kind: 'level' }
  | { readonly kind: 'alpha' }
  /** Of trials. */
  | { readonly kind: 'count' }
  /** Of trials that are not of a kind: `the other seven`. */
  | { readonly kind: 'count-of-others' }
  /** Of seeds and runs. */
  | { readonly kind: 'seeds' }
  | { readonly kind: 'parameters' }
  | { readonly kind: 'time' }
  /** Over the baseline's, or beyond it. */
  | { readonly kind: 'time-ratio' }
  /** Stands in words of the report, beside one of these. */
  | { readonly kind: 'said'; readonly beside: readonly string[] };

/** Whether a number that is written is this one, or a rounding of it, where such a number belongs. */
export function isFact(written: WrittenNumber, fact: FactNumber): boolean {
  return (
    written.form !== 'derived' && belongs(written, fact.quantity) && hasSign(written, fact) && equals(written, fact)
  );
}

/**
 * Whether it is this number, though the sentence speaks of something else, or does not say of what. Words and ones are too
 * common to tell.
 */
export function isFactOfAnotherKind(written: WrittenNumber, fact: FactNumber): boolean {
  if (written.form !== 'plain' || written.value === 1 || fact.quantity.kind === 'said') return false;
  return hasSign(written, fact) && equals(written, fact);
}

/** What such a number is, to somebody who has to say it. */
export function quantityInWords({ kind }: Quantity): string {
  switch (kind) {
    case 'measured':
      return 'a value of a metric';
    case 'p-value':
      return 'a p-value';
    case 'effect-size':
      return 'an effect size';
    case 'level':
      return 'the level of intervals';
    case 'alpha':
      return 'the level of significance';
    case 'count':
    case 'count-of-others':
      return 'a number of trials';
    case 'seeds':
      return 'a number of seeds';
    case 'parameters':
      return 'a number of parameters';
    case 'time':
      return 'a time';
    case 'time-ratio':
      return 'a ratio of times';
    case 'said':
      return 'a number in words';
    default:
      return unreachable(kind);
  }
}

/** A number of one kind is not evidence for one of another: 5 seeds are no 5 trials. */
function belongs({ near }: WrittenNumber, quantity: Quantity): boolean {
  if (quantity.kind !== 'said') return NEAR[quantity.kind]?.test(near) ?? true;
  const words = near.toLowerCase().match(/\p{L}[\p{L}\p{N}_]*/gu) ?? [];
  return quantity.beside.length === 0 || quantity.beside.some((stem) => words.some((word) => word.startsWith(stem)));
}

const NEAR: Readonly<Partial<Record<Quantity['kind'], RegExp>>> = {
  'p-value': /\bp\b|p-value|p_|probabilit|significan/i,
  'effect-size': /d_?z\b|effect size|cohen|standardi[sz]ed/i,
  level: /interval|\bCIs?\b|confiden|coverage/i,
  alpha: /\bp\b|p-value|alpha|α|level|significan|threshold/i,
  count:
    /trial|component|change|ablat|variant|remov|replac|effect|finding|comparison|\btests?\b|tested|other|remain|\brest\b|them|these|those|\ball\b|\bonly\b/i,
  'count-of-others': /other|remain|\brest\b|else/i,
  seeds: /seed|\bruns?\b|repetition|pair|\bn\b|times\b|sample/i,
  parameters: /param|weight|size|smaller|larger|fewer|more|capacity/i,
  time: /\bm?s\b|second|minute|hour|\bmin\b|time|step|speed|slow|fast/i,
  'time-ratio': /time|speed|slow|fast|step|cost/i,
};

function hasSign({ sign }: WrittenNumber, { value, quantity }: FactNumber): boolean {
  if (sign === 'none' || value === 0 || quantity.kind === 'said') return true;
  return sign === '+' ? value > 0 : value < 0;
}

function equals(written: WrittenNumber, { value, quantity, lastDigit = 0 }: FactNumber): boolean {
  const size = Math.abs(value);
  switch (quantity.kind) {
    case 'said':
      return isClose(written.value, size, 0);
    case 'measured':
      if (written.form === 'percent') {
        return isKnown(written, lastDigit * quantity.percent) && isRounding(written, size * quantity.percent);
      }
      return written.form !== 'factor' && isKnown(written, lastDigit) && isMeasured(written, size);
    case 'level':
    case 'time-ratio':
      return isRounding(written, written.form === 'percent' ? size * 100 : size);
    case 'count':
    case 'count-of-others':
    case 'seeds':
      return written.form !== 'percent' && written.form !== 'factor' && isClose(written.value, size, 0);
    case 'parameters':
      return written.form === 'plain' && isRounding({ ...written, unit: unitOfCount(written) }, size);
    case 'p-value':
    case 'effect-size':
    case 'alpha':
    case 'time':
      return written.form === 'plain' && isRounding(written, size);
  }
}

function isKnown({ unit }: WrittenNumber, lastDigit: number): boolean {
  return unit > lastDigit * (1 - 1e-9);
}

/** A whole number says nothing of a small measurement: 1 is no rounding of 0.97. */
function isMeasured(written: WrittenNumber, size: number): boolean {
  if (written.form === 'word') return false;
  const isWhole = written.unit >= 1;
  return isWhole && size < 10 ? isClose(written.value, size, 0) : isRounding(written, size);
}

/** `13,000` counts thousands; a single digit with zeros is too coarse to count. */
function unitOfCount({ value, unit }: WrittenNumber): number {
  const zeros = /0+$/.exec(String(Math.round(value)))?.[0].length ?? 0;
  const digits = String(Math.round(value)).length;
  return unit > 1 || value < 100 ? unit : 10 ** Math.min(zeros, digits - 2);
}

/** Nothing but nothing is rounded to 0. */
function isRounding({ value, unit }: Pick<WrittenNumber, 'value' | 'unit'>, size: number): boolean {
  return value === 0 ? size === 0 : isClose(value, size, unit / 2);
}

function isClose(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance + 1e-9 * Math.max(Math.abs(a), Math.abs(b), tolerance);
}
