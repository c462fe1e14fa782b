/** What a run printed, and the values a metric had in it. */
export interface PrintedRun {
  readonly log: string;
  /** 1-based line of the last value. */
  readonly line: number;
  /** In order; the last one is what the study read last. */
  readonly values: readonly number[];
}

/** A number as Python and JavaScript both read it. */
const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;
const VALUE = String.raw`([-+]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|nan|inf))`;

/**
 * A regular expression, the same for Python and JavaScript, whose one group finds exactly the values of a metric in the
 * logs of all runs, in their order. Undefined where none of the simple ones does.
 */
export function findMetricPattern(runs: readonly PrintedRun[]): string | undefined {
  const [first] = runs;
  if (first === undefined) return undefined;
  return candidates(first).find((pattern) => runs.every((run) => reads(pattern, run)));
}

/** The numbers that a pattern finds. */
export function readPattern(pattern: string, log: string): number[] {
  return [...log.matchAll(new RegExp(pattern, 'gm'))].map(([, text = '']) =>
    /nan|inf/u.test(text) ? Number.NaN : Number(text),
  );
}

function reads(pattern: string, { log, values }: PrintedRun): boolean {
  const found = readPattern(pattern, log);
  return found.length === values.length && found.every((value, index) => Object.is(value, values[index]));
}

/** From the words just before the number to the whole line. */
function candidates({ log, line, values }: PrintedRun): string[] {
  const text = log.split('\n')[line - 1] ?? '';
  const value = values.at(-1);
  const places = [...text.matchAll(new RegExp(NUMBER, 'gu'))].filter(([number]) => Number(number) === value);
  return places.flatMap(({ index, 0: number }) => {
    const before = text.slice(0, index);
    const after = text.slice(index + number.length);
    const words = /[^\d,;|]*$/u.exec(before)?.[0] ?? '';
    const near = words.trimStart();
    return [
      ...(/\p{Letter}/u.test(near) ? [generalised(near) + VALUE] : []),
      `^${generalised(before)}${VALUE}`,
      `^${generalised(before)}${VALUE}${generalised(after)}$`,
    ];
  });
}

/** The text with any number in the place of each of its numbers. */
function generalised(text: string): string {
  return text.split(new RegExp(NUMBER, 'u')).map(escaped).join(NUMBER);
}

/** Spaces may be more or fewer: numbers are set in columns. */
function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/gu, String.raw`\$&`).replaceAll(/[ \t]+/gu, '[ \\t]+');
}
