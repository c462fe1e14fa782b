const SHOWN_NAMES = 3;

/** `a`, `a and b`, `a, b and c`, `a, b, c and 4 more`. */
export function namesInWords(names: readonly string[]): string {
  const shown = names.length > SHOWN_NAMES + 1 ? names.slice(0, SHOWN_NAMES) : names;
  const rest = names.length - shown.length;
  const listed = rest > 0 ? [...shown, `${rest} more`] : shown;
  const last = listed.at(-1) ?? '';
  return listed.length < 2 ? last : `${listed.slice(0, -1).join(', ')} and ${last}`;
}

/** `1 parameter`, `4,640 parameters`. */
export function countInWords(count: number, noun: string): string {
  return `${withThousands(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `4,640`, on every machine alike. */
export function withThousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** `a Conv2d`, `an Identity`, and by the sound of the letter `an LSTM`, `an SEBlock`, `a UNet`. */
export function withArticle(noun: string): string {
  const vowel = /^([AEIO]|U(?!N[a-z]|ni))/i.test(noun) || /^[FHLMNRSX][A-Z]/.test(noun);
  return `${vowel ? 'an' : 'a'} ${noun}`;
}

const LONGEST_VALUE = 80;

/** A value as Python prints it, cut where it is long; `none` where there is none. */
export function valueInWords(value: string | undefined): string {
  if (value === undefined) return 'none';
  if (value === '') return 'an empty one';
  const line = value.replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST_VALUE ? line : `${line.slice(0, LONGEST_VALUE - 3)}...`;
}

/** Without addresses of objects, which differ between any two processes. */
export function withoutAddresses(value: string): string {
  return value.replace(/ at 0x[0-9a-fA-F]+/g, '');
}
