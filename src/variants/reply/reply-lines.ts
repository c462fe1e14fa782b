/**
 * The lines of a reply, without what some servers leave of a model's reasoning: everything up to the line
 * `</think>`. Drafts in it must not be taken for the answer.
 */
export function replyLines(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const first = lines.findIndex((line) => line.trim() !== '');
  const isOpened = /^\s*<think(?:ing)?>/.test(lines[first] ?? '');
  const end = lines.findIndex((line) => /<\/think(?:ing)?>\s*$/.test(line));
  if (end === -1) return lines;
  if (isOpened) return lines.slice(end + 1);
  // The opening tag is often part of the prompt. In a script that has both tags, the opening one comes first.
  const isOwnLine = /^\s*<\/think(?:ing)?>\s*$/.test(lines[end] ?? '');
  const isInCode = lines.slice(0, end).some((line) => /<think(?:ing)?>/.test(line));
  return isOwnLine && !isInCode ? lines.slice(end + 1) : lines;
}
