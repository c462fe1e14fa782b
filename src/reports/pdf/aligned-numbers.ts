import { typstString, typstText } from './typst-text.js';

/** Numbers of one column as Typst contents that end equally far behind their decimal points. */
export function alignedNumbers(numbers: readonly string[]): string[] {
  const longest = numbers.map(behindPoint).reduce((a, b) => (b.length > a.length ? b : a), '');
  return numbers.map((number) => {
    const gap = number === '' ? '' : longest.slice(behindPoint(number).length);
    return typstText(number) + (gap === '' ? '' : `#gap(${typstString(gap)});`);
  });
}

function behindPoint(number: string): string {
  return /[.e].*$/u.exec(number)?.[0] ?? '';
}
