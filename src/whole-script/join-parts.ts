import { fencedBlocks, readFenceLine } from '../core/fence.js';

/** How many lines a model may write again, or introduce its continuation with. */
const MOST_REPEATED_LINES = 40;
const MOST_INTRODUCING_LINES = 4;

/** A cut reply up to the last whole line that is not blank: what a continuation can be joined to. */
export interface CutReply {
  readonly text: string;
  /** The last line of `text`, without its line end. */
  readonly lastLine: string;
}

/**
 * Gives up the half line at the end of a cut reply: a continuation that starts with a whole line known to both
 * sides can be joined without guessing, even where the line's indentation or a blank got lost. A single half line stays.
 */
export function trimToWholeLine(text: string): CutReply {
  const end = text.lastIndexOf('\n');
  const whole = (end === -1 ? '' : text.slice(0, end)).trimEnd();
  const kept = whole === '' ? text.trimEnd() : whole;
  return { text: kept, lastLine: kept.slice(kept.lastIndexOf('\n') + 1) };
}

/**
 * Joins a continuation that was asked to begin with the last line once more. Also taken off: more lines of
 * `cut` written again, and a fence that is opened again inside the open one, with a sentence above it.
 */
export function joinParts(cut: CutReply, continuation: string): string {
  const lines = continuation.split('\n');
  const given = lines.slice(isFenceOpen(cut.text) ? reopenedBefore(lines, cut.lastLine) : 0);
  const body = given.slice(leadingBlanks(given));
  const repeated = repeatedLines(cut.text.split('\n').slice(-MOST_REPEATED_LINES), body);
  // All that arrived is one half line: the continuation has it whole.
  const isWholeAgain = !cut.text.includes('\n') && body[0]?.startsWith(cut.text.trim()) === true;
  if (repeated === 0 && isWholeAgain) return body.join('\n');
  const added = repeated > 0 ? body.slice(repeated) : given;
  return [cut.text, ...added].join('\n');
}

/**
 * With how many lines of the end the continuation begins. The fewest count: the last line alone is what was asked
 * for, and a line that follows may well be the same as one before.
 */
function repeatedLines(end: readonly string[], rest: readonly string[]): number {
  for (let count = 1; count <= Math.min(end.length, rest.length); count += 1) {
    const own = end.slice(-count);
    // The first line may have lost its indentation on the way.
    const isSame = own.every((line, index) =>
      index === 0 ? line.trim() === rest[index]?.trim() : line.trimEnd() === rest[index]?.trimEnd(),
    );
    if (isSame) return count;
  }
  return 0;
}

function isFenceOpen(text: string): boolean {
  return fencedBlocks(text).at(-1)?.isClosed === false;
}

/** How many lines lead up to and include a fence opened again; 0 where none is. */
function reopenedBefore(lines: readonly string[], lastLine: string): number {
  const first = leadingBlanks(lines);
  for (let index = first; index < Math.min(lines.length, first + MOST_INTRODUCING_LINES); index += 1) {
    const fence = readFenceLine(lines[index] ?? '');
    if (fence === undefined) continue;
    // The cut may have come just behind the opening fence, which then is the line that was asked for.
    if (lines[index]?.trim() === lastLine.trim()) return 0;
    // Signs alone close the open fence, unless the line that was asked for comes next.
    const isOpening = fence.info !== '' || lines[index + 1]?.trim() === lastLine.trim();
    return isOpening && isIntroduction(lines.slice(first, index)) ? index + 1 : 0;
  }
  return 0;
}

/** Nothing, or a sentence such as "Here is the rest of the script:". */
function isIntroduction(lines: readonly string[]): boolean {
  const sentences = lines.map((line) => line.trimEnd()).filter((line) => line !== '');
  return sentences.every((line) => /^[A-Z].* /.test(line)) && /[:.]$/.test(sentences.at(-1) ?? '.');
}

function leadingBlanks(lines: readonly string[]): number {
  const first = lines.findIndex((line) => line.trim() !== '');
  return first === -1 ? lines.length : first;
}
