/** The name a switched source compares with trials' ids, as Python: `TRIAL == "conv2"`. */
export interface SwitchName {
  readonly variable: string;
}

/** Whether one of these trials is on. */
export function isOn({ variable }: SwitchName, trials: readonly string[]): string {
  const [only, ...more] = trials;
  return more.length === 0 && only !== undefined
    ? `${variable} == ${pythonString(only)}`
    : `${variable} in (${trials.map(pythonString).join(', ')})`;
}

/** Whether none of them is. */
export function isOff({ variable }: SwitchName, trials: readonly string[]): string {
  const [only, ...more] = trials;
  return more.length === 0 && only !== undefined
    ? `${variable} != ${pythonString(only)}`
    : `${variable} not in (${trials.map(pythonString).join(', ')})`;
}

/** A literal of Python; JSON's escapes are Python's, but for the ones above the basic plane, which it keeps as they are. */
export function pythonString(text: string): string {
  return JSON.stringify(text);
}
