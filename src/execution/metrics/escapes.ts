const ESCAPE = /\\(?:u([\dA-Fa-f]{4})|x([\dA-Fa-f]{2})|U([\dA-Fa-f]{8})|([^]))/g;

/** Escapes that are one letter; all others stand for the letter itself, as `\"` does. */
const LETTERS: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const LAST_CODE_POINT = 0x10_ff_ff;

/** What stands between quotes in JSON or in Python's `repr`, with its escapes read: `pr\u00e9cision` is `précision`. */
export function withoutEscapes(quoted: string): string {
  return quoted.replace(ESCAPE, (whole, unit?: string, byte?: string, point?: string, letter?: string) => {
    const digits = unit ?? byte ?? point;
    if (digits === undefined) return LETTERS[letter ?? ''] ?? letter ?? '';
    const code = Number.parseInt(digits, 16);
    // Two units of four digits are one sign where they follow each other.
    return code > LAST_CODE_POINT ? whole : unit === undefined ? String.fromCodePoint(code) : String.fromCharCode(code);
  });
}
