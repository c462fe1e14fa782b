/** The JSON that a program printed after its notices, if any; undefined where there is none. */
export function parsePrintedJson(stdout: string): unknown {
  const start = stdout.search(/^[[{]/m);
  try {
    return JSON.parse(stdout.slice(Math.max(start, 0)));
  } catch {
    return undefined;
  }
}
