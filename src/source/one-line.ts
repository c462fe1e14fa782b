const LONGEST = 60;

/** Source text as it fits into a sentence: on one line, cut after 60 characters. */
export function oneLine(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ');
  return flat.length > LONGEST ? `${flat.slice(0, LONGEST - 3)}...` : flat;
}
