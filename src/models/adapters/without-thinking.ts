const THOUGHTS = /^\s*<think(?:ing)?>[\s\S]*?(?:<\/think(?:ing)?>\s*|$)/;
/** Templates that write the opening tag themselves leave only the closing one, on a line of its own. */
const REST_OF_THOUGHTS = /^(?:(?!<think)[\s\S])*?\n<\/think(?:ing)?>[ \t]*(?:\n\s*|$)/;

/** A reply without the reasoning that some local models write before it. */
export function withoutThinking(text: string): string {
  return text.replace(THOUGHTS.test(text) ? THOUGHTS : REST_OF_THOUGHTS, '');
}
