/** Counts that are written as words. `one` is mostly no number, so it counts only before what it would count. */
const WORDS: readonly string[] = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
  'twenty',
];

const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const COUNTED = 'seeds?|runs?|trials?|components?|changes?|variants?|effects?|findings?|tests?|comparisons?';

const TEN_WORDS = TENS.map((ten) => `${ten}(?:-(?:${WORDS.slice(1, 10).join('|')}))?`).join('|');

/** Not in `two-sided`; `one` only in `one seed`. */
export const NUMBER_WORD = new RegExp(
  `\\b(?:(?:${TEN_WORDS}|${[...WORDS].filter((word) => word !== 'one' && word !== 'twenty').join('|')})(?!-(?:sided|tailed|way|step|stage))|one(?= (?:${COUNTED})\\b))\\b`,
  'giu',
);

/** `seven` is 7, `twenty-one` 21. */
export function valueOfWord(word: string): number {
  const [first = '', second] = word.toLowerCase().split('-');
  const ten = TENS.indexOf(first);
  const small = second === undefined ? 0 : WORDS.indexOf(second);
  return ten < 0 ? WORDS.indexOf(first) : (ten + 2) * 10 + small;
}

/** Amounts that only arithmetic gives, which is not in any report. */
export const DERIVED_AMOUNT =
  /\b(?:half(?!-precision)|halves|halved|halving|twice|thrice|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|quadrupl(?:e|es|ed|ing)|(?:one|two)[ -]thirds?|an? (?:third|quarter|fifth|tenth) of|quarters|(?:two|three|four|five|ten|\d+)-?fold|dozens?|hundreds|thousands|millions|orders? of magnitude)\b/giu;
