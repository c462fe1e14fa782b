/** Pads numbers with spaces so that their decimal points stand in one column; empty texts stay empty. */
export function alignDecimals(numbers: readonly string[]): string[] {
  const parts = numbers.map((number) => {
    const point = number.search(/[.e]/u);
    return point < 0 ? { whole: number, rest: '' } : { whole: number.slice(0, point), rest: number.slice(point) };
  });
  const wholeWidth = Math.max(0, ...parts.map(({ whole }) => whole.length));
  const restWidth = Math.max(0, ...parts.map(({ rest }) => rest.length));
  return parts.map(({ whole, rest }) => (whole === '' ? '' : whole.padStart(wholeWidth) + rest.padEnd(restWidth)));
}
