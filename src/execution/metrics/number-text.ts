/** A decimal number as programs print it: sign, thousands separators, fraction, exponent. */
export const NUMBER_PATTERN = String.raw`[+-]?(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;

const WHOLE_NUMBER = new RegExp(`^${NUMBER_PATTERN}$`);

/** The number a text is, NaN and infinities included; `undefined` when it is no number. */
export function readNumber(text: string): number | undefined {
  const trimmed = text.trim();
  switch (trimmed.toLowerCase()) {
    case 'nan':
    case '+nan':
    case '-nan':
      return NaN;
    case 'inf':
    case '+inf':
    case 'infinity':
    case '+infinity':
      return Infinity;
    case '-inf':
    case '-infinity':
      return -Infinity;
    default:
      return WHOLE_NUMBER.test(trimmed) ? Number(trimmed.replaceAll(',', '')) : undefined;
  }
}
