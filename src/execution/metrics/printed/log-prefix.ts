const LEVEL = /\b(?:DEBUG|INFO|WARNING|WARN|ERROR|CRITICAL)\b/;
const CLOCK = /\d{1,2}:\d{2}/;
/** Nothing but punctuation, or one logger's name set off by punctuation: `[INFO]`, `trainer - INFO`. */
const PLAIN_PREFIX = /^\W*(?:[\w.]+\s*[\]:|-]\W*)?$/;
/** `:root:` of logging's default format, `| module:function:12 -` of loguru. */
const AFTER_LEVEL = /^[\])\s]*(?::[\w.]*:|\|\s*[\w.]+:[\w.<>]+:\d+\s+-)?[\s:|>-]*/;
const MAXIMUM_PREFIX = 120;

/** Cuts off what a logger puts before a message: time, its name, the level. */
export function withoutLogPrefix(text: string): string {
  const level = LEVEL.exec(text.slice(0, MAXIMUM_PREFIX));
  if (level === null) return text;
  const before = text.slice(0, level.index);
  if (!CLOCK.test(before) && !PLAIN_PREFIX.test(before)) return text;
  return text.slice(level.index + level[0].length).replace(AFTER_LEVEL, '');
}
