const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚‛′]/g, "'"],
  [/[“”„‟″]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' '],
  [/\u2026/g, '...'],
  [/[\u200b\u200c\u200d\u2060\ufeff]/g, ''],
];

/** A line with the quotes, dashes and blanks of a keyboard for those of typography, as chat pages put them. */
export function plainPunctuation(line: string): string {
  return PLAIN.reduce((plain, [pattern, replacement]) => plain.replaceAll(pattern, replacement), line);
}

export function hasTypography(line: string): boolean {
  return plainPunctuation(line) !== line;
}
