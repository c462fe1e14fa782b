import picocolors from 'picocolors';
import type { Colors } from 'picocolors/types.js';

/** What of a stream decides about colours. */
export interface ColourStream {
  readonly isTTY?: boolean;
}

/**
 * Colours for one stream: none where `NO_COLOR` is set (no-color.org), always where `FORCE_COLOR`
 * is (unless `0` or `false`), else where the stream is a terminal that is not `dumb`.
 */
export function coloursFor(
  stream: ColourStream,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Colors {
  return picocolors.createColors(wantsColours(stream, environment));
}

function wantsColours(stream: ColourStream, environment: Readonly<Record<string, string | undefined>>): boolean {
  const { NO_COLOR: never, FORCE_COLOR: forced, TERM: terminal } = environment;
  if (never !== undefined && never !== '') return false;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && terminal !== 'dumb';
}
