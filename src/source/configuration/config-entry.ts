/** A value of a configuration file with its place: the value of a key, or an element of a sequence. */
export interface ConfigEntry {
  /** Keys and indices from the top: `['optimizer', 'lr']`, `['callbacks', 0]`. */
  readonly path: readonly (string | number)[];
  /** Offset of the key, of the element, or of the dash before a block element. */
  readonly start: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly value: unknown;
  readonly shape: ConfigShape;
}

/** How a value is written; one that spreads over indented lines cannot be set as a whole. */
export type ConfigShape = 'scalar' | 'inline' | 'block';

/** A configuration file, parsed, every value with its place. */
export interface ParsedConfig {
  readonly entries: readonly ConfigEntry[];
  /** All values, plain. */
  readonly values: unknown;
  /** Comments from their `#` on. */
  readonly comments: readonly ConfigComment[];
}

export interface ConfigComment {
  readonly text: string;
  readonly start: number;
}

/** Why a configuration file cannot be parsed; the offset is where. */
export interface ConfigSyntaxError {
  readonly message: string;
  readonly offset: number;
}

/** `optimizer.args.lr`, `callbacks.0` */
export function dottedPath(path: readonly (string | number)[]): string {
  return path.join('.');
}
