/** A reader of RFC 4180, written from the standard and not from the writer. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let rest = text;
  while (rest !== '') {
    const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/u.exec(rest);
    if (match === null) throw new Error(`not CSV: ${rest.slice(0, 40)}`);
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    rest = rest.slice(match[0].length);
    if (match[3] === '\r\n' && rest !== '') rows.push([]);
  }
  return rows;
}
