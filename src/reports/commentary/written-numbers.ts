import { DERIVED_AMOUNT, NUMBER_WORD, valueOfWord } from './number-words.js';

/** A number as a sentence writes it. */
export interface WrittenNumber {
  readonly text: string;
  /** Without its sign. */
  readonly value: number;
  /** What the last digit counts: 0.001 of `0.028`, 1000 of `13k`. */
  readonly unit: number;
  readonly sign: '+' | '−' | 'none';
  /** `factor`: `1.3×`. `word`: of a count. `derived`: `twice`, which no report has. */
  readonly form: 'plain' | 'percent' | 'factor' | 'word' | 'derived';
  /** What stands around it. */
  readonly near: string;
}

const NEAR_CHARACTERS = 45;

const NUMBER =
  /(?<before>^|[^\p{L}\p{N}_.])(?<sign>(?<![\p{L}\p{N}%)\]])[−+-])?\s?(?<digits>\d{1,3}(?:[,\u2009\u202f]\d{3})+(?:\.\d+)?|\d*\.\d+|\d+)(?:(?:e|E|\s?(?:×|x|\\times)\s?10\^?\{?)(?<exponent>[−+-]?\d+)\}?)?(?<after>\s?%|[ -]?percent(?:age)?(?: points?)?|\s?pp\b|\s?points?\b|\s?[kKM]\b|\s(?:thousand|million|billion)\b|\s?[x×](?!\s?\d)|\p{L}+)?/gu;

/** Names that end in digits by a hyphen: `ResNet-50`, `top-1`. */
const NAME_BEFORE = /\p{L}-$/u;

const MULTIPLES: Readonly<Record<string, number>> = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, billion: 1e9 };

/** Every number of a sentence. Names that have digits in them are to be masked before. */
export function writtenNumbers(sentence: string): WrittenNumber[] {
  return [...digitNumbers(sentence), ...wordNumbers(sentence), ...derivedAmounts(sentence)];
}

function digitNumbers(sentence: string): WrittenNumber[] {
  return [...sentence.matchAll(NUMBER)].flatMap((match): WrittenNumber[] => {
    const { before = '', sign, digits = '', exponent, after = '' } = match.groups ?? {};
    const start = match.index + before.length;
    const unitWord = after.trim().toLowerCase();
    if (NAME_BEFORE.test(sentence.slice(0, start)) && !digits.includes('.') && !unitWord.startsWith('%')) return [];
    if (/^\p{L}/u.test(after) && !isUnit(unitWord)) return [];
    const multiple = 10 ** Number((exponent ?? '0').replace('−', '-')) * (MULTIPLES[unitWord] ?? 1);
    const plain = digits.replaceAll(/[,\u2009\u202f]/g, '');
    const decimals = plain.split('.')[1]?.length ?? 0;
    return [
      {
        text: match[0].slice(before.length).trim(),
        value: Number(plain) * multiple,
        unit: 10 ** -decimals * multiple,
        sign: sign === undefined ? 'none' : sign === '+' ? '+' : '−',
        form: formOf(unitWord),
        near: nearby(sentence, start, match[0].length),
      },
    ];
  });
}

/** Letters right behind digits that leave them a number; with any others they are a name: `3D`, `2nd`. */
function isUnit(letters: string): boolean {
  return /^(?:k|m|x|pp|ms|s|min|h|percent.*|points?)$/u.test(letters);
}

function formOf(unitWord: string): WrittenNumber['form'] {
  if (/^(?:%|-?percent|pp$|points?$)/u.test(unitWord)) return 'percent';
  return /^[x×]$/u.test(unitWord) ? 'factor' : 'plain';
}

function wordNumbers(sentence: string): WrittenNumber[] {
  return [...sentence.matchAll(NUMBER_WORD)].map((match) => ({
    text: match[0],
    value: valueOfWord(match[0]),
    unit: 1,
    sign: 'none',
    form: 'word',
    near: nearby(sentence, match.index, match[0].length),
  }));
}

function derivedAmounts(sentence: string): WrittenNumber[] {
  return [...sentence.matchAll(DERIVED_AMOUNT)].map((match) => ({
    text: match[0],
    value: Number.NaN,
    unit: 1,
    sign: 'none',
    form: 'derived',
    near: nearby(sentence, match.index, match[0].length),
  }));
}

function nearby(sentence: string, start: number, length: number): string {
  return sentence.slice(Math.max(0, start - NEAR_CHARACTERS), start + length + NEAR_CHARACTERS);
}
