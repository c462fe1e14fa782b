/**
 * A reply without what some servers leave of a model's reasoning, everything up to the line `</think>`: drafts in it must
 * not be taken for the answer. Nothing is left of a reply that was cut in the middle of it.
 */
export function withoutThinking(text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  const first = lines.findIndex((line) => line.trim() !== '');
  const isOpened = /^\s*<think(?:ing)?>/.test(lines[first] ?? '');
  const end = lines.findIndex((line) => /<\/think(?:ing)?>\s*$/.test(line));
  if (end === -1) return isOpened ? '' : text;
  const rest = lines
    .slice(end + 1)
    .join('\n')
    .replace(/^\s*\n/, '');
  if (isOpened) return rest;
  // The opening tag is often part of the prompt. In a script that has both tags, the opening one comes first.
  const isOwnLine = /^\s*<\/think(?:ing)?>\s*$/.test(lines[end] ?? '');
  const isInCode = lines.slice(0, end).some((line) => /<think(?:ing)?>/.test(line));
  return isOwnLine && !isInCode ? rest : text;
}
