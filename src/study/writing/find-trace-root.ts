/** The folder that the user's files lay in when they ran, from the frames of a traceback; undefined where none is named. */
export function findTraceRoot(stderr: string, files: readonly string[]): string | undefined {
  const longestFirst = [...files].sort((a, b) => b.length - a.length);
  for (const [, named = ''] of stderr.matchAll(/^\s*File "([^"]+)", line \d+/gm)) {
    const file = longestFirst.find((candidate) => named.endsWith(`/${candidate}`));
    if (file !== undefined) return named.slice(0, -file.length - 1);
  }
  return undefined;
}
