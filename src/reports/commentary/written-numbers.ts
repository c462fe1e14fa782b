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
  /** Where it begins in the sentence. */
  readonly start: number;
  /** What stands around it. */
  readonly near: string;
  /** What stands before it. */
  readonly leading: string;
  /** What stands behind it. */
  readonly following: string;
}

const NEAR_CHARACTERS = 45;

const NUMBER =
  /(?<before>^|[^\p{L}\p{N}_.]|(?<![\p{L}\p{N}_])_+|(?<=\p{L}{2})(?=\d+\.\d))(?<sign>(?<![\p{L}\p{N}%)\]])[−+-])?\s?(?<digits>\d{1,3}(?:[,\u2009\u202f]\d{3})+(?:\.\d+)?|\d*\.\d+|\d+)(?:(?:e|E|\s?(?:×|x|\\times)\s?10\^?\{?)(?<exponent>[−+-]?\d+)\}?)?(?<after>\s?%|[ -]?per ?cent(?:age)?(?: points?)?|\s?pp\b|\s?(?:points?|pts?)\b|\s?[kKM]\b|\s(?:thousand|million|billion)\b|\s?[x×](?!\s?\d)|\p{L}+)?/gu;

/** Names that end in digits by a hyphen: `ResNet-50`, `top-1`. */
const NAME_BEFORE = /\p{L}-$/u;
/** Letters right behind whole digits that make them a name or a rank: `3D`, `2nd`. With any others it is a number: `45pts`. */
const NAME_END = /^(?:d|(?![KM])\p{Lu}|st|nd|rd|th)$/u;

/** Behind a count in words. */
const PERCENT_BEHIND = /^(?:\s?%|[ -](?:per ?cent|percentage|points?\b))/u;

const MULTIPLES: Readonly<Record<string, number>> = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, billion: 1e9 };

/** Every number of a sentence. Names that have digits in them are to be masked before. */
export function writtenNumbers(sentence: string): WrittenNumber[] {
  return [...digitNumbers(sentence), ...wordNumbers(sentence), ...derivedAmounts(sentence)].sort(
    (a, b) => a.start - b.start,
  );
}

function digitNumbers(sentence: string): WrittenNumber[] {
  return [...sentence.matchAll(NUMBER)].flatMap((match): WrittenNumber[] => {
    const { before = '', sign, digits = '', exponent, after = '' } = match.groups ?? {};
    const start = match.index + before.length;
    const unitWord = after.trim().toLowerCase();
    if (NAME_BEFORE.test(sentence.slice(0, start)) && !digits.includes('.') && !unitWord.startsWith('%')) return [];
    if (!digits.includes('.') && NAME_END.test(after)) return [];
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
        ...around(sentence, start, match[0].length - before.length),
      },
    ];
  });
}

function formOf(unitWord: string): WrittenNumber['form'] {
  if (/^(?:%|-?per ?cent|pp$|points?$|pts?$)/u.test(unitWord)) return 'percent';
  return /^[x×]$/u.test(unitWord) ? 'factor' : 'plain';
}

function wordNumbers(sentence: string): WrittenNumber[] {
  return [...sentence.matchAll(NUMBER_WORD)].map((match) => ({
    text: match[0],
    value: valueOfWord(match[0]),
    unit: 1,
    sign: 'none',
    form: PERCENT_BEHIND.test(sentence.slice(match.index + match[0].length)) ? 'percent' : 'word',
    ...around(sentence, match.index, match[0].length),
  }));
}

function derivedAmounts(sentence: string): WrittenNumber[] {
  return [...sentence.matchAll(DERIVED_AMOUNT)].map((match) => ({
    text: match[0],
    value: Number.NaN,
    unit: 1,
    sign: 'none',
    form: 'derived',
    ...around(sentence, match.index, match[0].length),
  }));
}

function around(
  sentence: string,
  start: number,
  length: number,
): Pick<WrittenNumber, 'start' | 'near' | 'leading' | 'following'> {
  const leading = sentence.slice(Math.max(0, start - NEAR_CHARACTERS), start);
  const following = sentence.slice(start + length, start + length + NEAR_CHARACTERS);
  return { start, near: leading + sentence.slice(start, start + length) + following, leading, following };
}
