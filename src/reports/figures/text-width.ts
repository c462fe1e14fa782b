import stringWidth from 'string-width';

/** Font sizes in pixels. A figure is 400 pixels wide: in a column of 3.4 inches these are 7.3 and 6.7 points. */
export const BODY_SIZE = 12;
export const NOTE_SIZE = 11;

/**
 * About how wide a text is, in pixels. Between Arial and DejaVu Sans, and so wider than Source Sans 3: a figure leaves
 * room enough for a reader who lacks the font that it asks for.
 */
export function textWidth(text: string, fontSize: number): number {
  return [...text].reduce((width, character) => width + fontSize * widthInEm(character), 0);
}

function widthInEm(character: string): number {
  if (/[iljI|!.,:;'`]/u.test(character)) return 0.28;
  if (/[frt()[\]{}/\\\-"* ]/u.test(character)) return 0.34;
  if (/[mwMW@%−→←+=<>~±Δ]/u.test(character)) return 0.86;
  if (/[a-z0-9_]/u.test(character)) return 0.56;
  // Two terminal columns are a square: Chinese, Japanese, Korean, emoji.
  return 0.35 * stringWidth(character) + (stringWidth(character) > 1 ? 0.3 : 0.35 * stringWidth(character));
}
