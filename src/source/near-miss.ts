import { distance } from 'fastest-levenshtein';

const MARKS = ['ABLATABLE_COMPONENT', 'ABLATION_HINT_START', 'ABLATION_HINT_END'] as const;
const LOUD = /ABLAT[A-Z]*[_ -]?(?:COMPONENT|HINT)/;
const SHORT = /^#+[ \t]*(?:ABLATABLE|ABLATE|ABLATION)[ \t]*(?:\(.*)?$/;

/** The mark that a comment seems to mean and misses: other case, plural, a letter wrong, a blank for `_`. */
export function nearestMark(comment: string): string | undefined {
  const words = /^#+[^\p{L}]{0,3}([\p{L}]+(?:[ _-]+[\p{L}]+){0,2})/u.exec(comment)?.[1]?.split(/[ _-]+/) ?? [];
  for (let count = Math.min(words.length, 3); count > 0; count -= 1) {
    const phrase = words.slice(0, count).join('_').toUpperCase();
    const near = MARKS.find((mark) => distance(mark, phrase) <= (phrase.startsWith('ABLAT') ? 4 : 2));
    if (near !== undefined) return `#${near}`;
  }
  if (SHORT.test(comment)) return '#ABLATABLE_COMPONENT';
  if (!LOUD.test(comment)) return undefined;
  return comment.includes('HINT') ? '#ABLATION_HINT_START and #ABLATION_HINT_END' : '#ABLATABLE_COMPONENT';
}
