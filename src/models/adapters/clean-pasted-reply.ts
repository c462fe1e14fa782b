const FENCE = /^\s*(?:`{3,}|~{3,})/;
/** Buttons above a code block, which selecting a reply on its page copies as lines of text. */
const BUTTON = /^(?:Copy code|Copy|Copied!?|Edit|CopyEdit|Copy snippet|Download|Run)$/;
const CERTAINLY_BUTTONS = /^(?:Copy code|CopyEdit|Copy snippet)$/;
const LANGUAGE = /^(?:python|py|text|plaintext|plain text|diff|markdown|yaml|json|toml|bash|shell)$/i;

/**
 * A reply as the model wrote it, from what a chat page made of it: line endings, blanks that only look like
 * blanks, characters without width, and the buttons and language name above a code block. Inside of fences no
 * line goes; quotes stay as they are, since the code itself may hold such.
 */
export function cleanPastedReply(text: string): string {
  const plain = text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u200b\u2060\ufeff]/g, '')
    .replace(/[\u00a0\u202f]/g, ' ');
  const lines = plain.split('\n');
  const kept: string[] = [];
  let isInFence = false;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const decoration = isInFence ? 0 : decorationAt(lines, index);
    if (decoration > 0) {
      index += decoration - 1;
      continue;
    }
    if (FENCE.test(line)) isInFence = !isInFence;
    kept.push(line);
  }
  return kept.join('\n');
}

/** How many lines from this one on are the heading of a code block: a language, buttons, or both. */
function decorationAt(lines: readonly string[], index: number): number {
  const hasLanguage = LANGUAGE.test(lines[index]?.trim() ?? '');
  let end = hasLanguage ? index + 1 : index;
  while (BUTTON.test(lines[end]?.trim() ?? '')) end += 1;
  const buttons = lines.slice(hasLanguage ? index + 1 : index, end).map((line) => line.trim());
  // "Copy" or "Run" alone, or a language alone, may be words of the reply.
  const isSure = buttons.some((button) => CERTAINLY_BUTTONS.test(button)) || (hasLanguage && buttons.length > 0);
  return isSure ? end - index : 0;
}
