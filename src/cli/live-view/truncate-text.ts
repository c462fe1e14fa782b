import stringWidth from 'string-width';

/** At most `width` terminal columns, with an ellipsis where something was cut. */
export function truncateText(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  if (width <= 0) return '';
  let cut = '';
  for (const character of text) {
    if (stringWidth(cut + character) > width - 1) break;
    cut += character;
  }
  return `${cut}…`;
}
