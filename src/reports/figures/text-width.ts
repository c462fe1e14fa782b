import stringWidth from 'string-width';

/** Font sizes in pixels. A figure is 400 pixels wide: in a column of 3.4 inches these are 7.3 and 6.7 points. */
export const BODY_SIZE = 12;
export const NOTE_SIZE = 11;

const segmenter = new Intl.Segmenter('en');

/** What a reader takes for one character each: an `é` of two code points, an emoji of seven. */
export function characters(text: string): string[] {
  // Most names, which need no slow look at how Unicode puts characters together.
  if (/^[\x20-\x7E−→…†‡°¶§Δ±]*$/u.test(text)) return text.split('');
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/**
 * About how wide a text is, in pixels. Between Arial and DejaVu Sans, and so wider than Source Sans 3: a figure leaves
 * room enough for a reader who lacks the font that it asks for.
 */
export function textWidth(text: string, fontSize: number): number {
  return fontSize * characters(text).reduce((width, character) => width + widthInEm(character), 0);
}

function widthInEm(character: string): number {
  if (/[iljI|!.,:;'`]/u.test(character)) return 0.28;
  if (/[frt()[\]{}/\\\-"* ]/u.test(character)) return 0.34;
  if (/[mwMW@%−→←+=<>~±Δ]/u.test(character)) return 0.86;
  if (/[a-z0-9_]/u.test(character)) return 0.6;
  // Two columns of a terminal are a square: Chinese, Japanese, Korean, emoji.
  return [0, 0.7, 1][stringWidth(character)] ?? 1;
}
