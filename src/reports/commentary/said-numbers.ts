import type { FactNumber } from './fact-number.js';
import { writtenNumbers } from './written-numbers.js';

/** Words that stand beside any number. */
const ANYWHERE = new Set(
  (
    'about after alone and are as at be but by for from has have in is it its just no not of on only or out over so than ' +
    'that the their them they this to under was where which with within would'
  ).split(' '),
);
const WORDS_BEFORE = 3;
const WORDS_AFTER = 2;

/** The numbers in words of the report, each with the words it stands beside: without any of them it is another number. */
export function saidNumbers(text: string): FactNumber[] {
  return writtenNumbers(text)
    .filter(({ form }) => form !== 'derived')
    .map(({ value, text: written, near }) => ({
      value,
      quantity: { kind: 'said', beside: besides(near, written) },
    }));
}

function besides(near: string, written: string): string[] {
  const [before, after] = splitAt(near, written);
  return [...wordsOf(before).slice(-WORDS_BEFORE), ...wordsOf(after).slice(0, WORDS_AFTER)];
}

function splitAt(near: string, written: string): readonly [string, string] {
  const at = near.indexOf(written);
  return at < 0 ? [near, ''] : [near.slice(0, at), near.slice(at + written.length)];
}

function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}[\p{L}\p{N}_]+/gu) ?? [];
  return words.filter((word) => !ANYWHERE.has(word));
}
