/**
 * A command with arguments added at its end. `key=value` (Hydra's style) takes the place of an earlier
 * `key=...`, since Hydra refuses some keys twice; options may stand twice, the last one wins.
 */
export function addArguments(command: readonly string[], added: readonly string[]): string[] {
  let result = [...command];
  for (const argument of added) {
    const key = overrideKey(argument);
    if (key !== undefined) result = result.filter((word) => overrideKey(word) !== key);
    result.push(argument);
  }
  return result;
}

function overrideKey(word: string): string | undefined {
  return /^([+~]{0,2}[A-Za-z_][\w./@-]*)=/.exec(word)?.[1]?.replace(/^[+~]+/, '');
}
