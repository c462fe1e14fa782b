/** The words of a metric's name, lower case: `valLoss@train.py:3` → val, loss, train, py, 3. */
export function metricTokens(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((token) => token !== '');
}

/** `acc1` → `acc`, where the whole word is not known itself (as `f1` and `r2` are). */
export function knownToken(token: string, known: ReadonlySet<string>): string | undefined {
  if (known.has(token)) return token;
  const stem = token.replace(/\d+$/, '');
  return known.has(stem) ? stem : undefined;
}
