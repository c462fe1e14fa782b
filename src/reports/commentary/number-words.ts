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
const COUNTED =
  'seeds?|runs?|trials?|components?|changes?|variants?|effects?|findings?|tests?|comparisons?|per ?cent|percentage|points?';

const TEN_WORDS = TENS.map((ten) => `${ten}(?:-(?:${WORDS.slice(1, 10).join('|')}))?`).join('|');

const SMALL_WORDS = WORDS.filter((word) => word !== 'one' && word !== 'twenty').join('|');
const HUNDRED = `(?:(?:an?|one|${SMALL_WORDS}) )?hundred(?:(?: and)? (?:${TEN_WORDS}|one|${SMALL_WORDS}))?`;

/** Not in `two-sided`; `one` only in `one seed`. */
export const NUMBER_WORD = new RegExp(
  `\\b(?:${HUNDRED}|(?:${TEN_WORDS}|${SMALL_WORDS})(?!-(?:sided|tailed|way|step|stage))|one(?= (?:${COUNTED})\\b))\\b`,
  'giu',
);

/** Any count in words, for expressions that say themselves what is counted. */
export const COUNT_WORD = `${TEN_WORDS}|one|${SMALL_WORDS}`;

/** `seven` is 7, `twenty-one` 21, `two hundred and five` 205. */
export function valueOfWord(word: string): number {
  const [hundreds, rest] = word.toLowerCase().split(/ ?hundred(?: and)? ?/u);
  if (rest === undefined) return valueBelowHundred(word);
  const count = hundreds === '' || hundreds === 'a' || hundreds === 'an' ? 1 : valueBelowHundred(hundreds ?? '');
  return count * 100 + (rest === '' ? 0 : valueBelowHundred(rest));
}

function valueBelowHundred(word: string): number {
  const [first = '', second] = word.toLowerCase().split('-');
  const ten = TENS.indexOf(first);
  const small = second === undefined ? 0 : WORDS.indexOf(second);
  return ten < 0 ? WORDS.indexOf(first) : (ten + 2) * 10 + small;
}

/** Amounts that only arithmetic gives, which is not in any report; also `½`, and digits that no report is written in. */
export const DERIVED_AMOUNT =
  /\b(?:half(?!-precision)|halves|halved|halving|twice|thrice|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|quadrupl(?:e|es|ed|ing)|(?:one|two)[ -]thirds?|an? (?:third|quarter|fifth|tenth) of|quarters|(?:two|three|four|five|ten|\d+)-?fold|dozens?|hundreds|thousands|millions|(?<!\d[\s\u2009\u202f-]?)(?:thousand|million|billion)|orders? of magnitude)\b|[\u00bc-\u00be\u2150-\u215e\u2189]|[^\P{Nd}0-9]+/giu;
