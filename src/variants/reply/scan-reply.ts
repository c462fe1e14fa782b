import { failure, success, type Result } from '../../core/result.js';
import type { EditBlock } from './parsed-reply.js';
import { readBlock } from './read-block.js';
import { readReplyMark } from './reply-marks.js';
import { pathInInfo, pathOnLine } from './reply-path.js';
import { isBlank } from './text-lines.js';

/** What stands in a reply, in its order. */
export interface ReplyParts {
  readonly blocks: readonly EditBlock[];
  /** The fences that hold no block. */
  readonly fences: readonly PlainFence[];
  /** The lines outside of blocks and fences. */
  readonly prose: readonly string[];
}

export interface PlainFence {
  readonly info: string;
  /** The path just above the fence, in its info string, or on its first line. */
  readonly file?: string;
  readonly lines: readonly string[];
}

interface OpenFence {
  readonly indent: string;
  readonly signs: string;
  readonly info: string;
  readonly file: string | undefined;
  holdsBlocks: boolean;
  /** Since the fence opened, or since its last block. */
  lines: string[];
}

/** Takes a reply apart; the failure says to the model what cannot be read. */
export function scanReply(lines: readonly string[], files: readonly string[]): Result<ReplyParts, string> {
  const blocks: EditBlock[] = [];
  const fences: PlainFence[] = [];
  const prose: string[] = [];
  let open: OpenFence | undefined;
  // The path named last, and not yet used by a block.
  let named: { readonly file: string; readonly line: number } | undefined;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const mark = readReplyMark(line);
    if (mark.kind === 'search') {
      const ofFence = open?.holdsBlocks === false ? open.file : undefined;
      const inMark = mark.rest === '' ? undefined : pathOnLine(mark.rest, files);
      const file = inMark ?? named?.file ?? ofFence ?? blocks.at(-1)?.file ?? onlyOne(files);
      const read = readBlock(lines, index);
      const label = `Block ${blocks.length + 1}${file === undefined ? '' : ` (${file})`}`;
      if (!read.ok) return failure(`${label} ${read.failure}.`);
      if (file === undefined) return failure(`${label} names no file: write its path on the line above the fence.`);
      blocks.push({ file, search: read.value.search, replace: read.value.replace });
      named = undefined;
      if (open !== undefined) {
        open.holdsBlocks = true;
        open.lines = [];
      }
      index = read.value.next - 1;
    } else if (mark.kind === 'replace') {
      return failure('A ">>>>>>> REPLACE" line stands in the reply without a "<<<<<<< SEARCH" line before it.');
    } else if (open === undefined && mark.kind === 'fence') {
      const isJustAbove = named !== undefined && lines.slice(named.line + 1, index).every(isFiller);
      const file = pathInInfo(mark.info, files) ?? (isJustAbove ? named?.file : undefined);
      open = { indent: mark.indent, signs: mark.signs, info: mark.info, file, holdsBlocks: false, lines: [] };
      if (file !== undefined) named = { file, line: index };
    } else if (open !== undefined && mark.kind === 'fence' && closes(mark, open)) {
      if (!open.holdsBlocks) {
        fences.push(plainFence(open, files));
        named = undefined;
      }
      open = undefined;
    } else if (open !== undefined) {
      const file = open.lines.every(isFiller) ? pathOnLine(line, files) : undefined;
      if (file !== undefined) named = { file, line: index };
      open.lines.push(line);
    } else {
      const file = pathOnLine(line, files);
      if (file !== undefined) named = { file, line: index };
      prose.push(line);
    }
  }
  if (open?.holdsBlocks === false && !open.lines.every(isBlank)) {
    return failure('The last fence is not closed: the reply ends in the middle of it.');
  }
  return success({ blocks, fences, prose });
}

/** Blank, or what the buttons of chat pages leave when a reply is copied. */
function isFiller(line: string): boolean {
  return /^\s*(?:python|py|copy(?: code)?|edit)?\s*$/i.test(line);
}

/** A fence in a docstring is indented further than the fence around the file. */
function closes(
  mark: { readonly indent: string; readonly signs: string; readonly info: string },
  open: OpenFence,
): boolean {
  return mark.info === '' && mark.signs.startsWith(open.signs) && mark.indent.length <= open.indent.length;
}

function plainFence(open: OpenFence, files: readonly string[]): PlainFence {
  const isIndented = open.lines.every((line) => isBlank(line) || line.startsWith(open.indent));
  const lines = isIndented ? open.lines.map((line) => line.slice(open.indent.length)) : open.lines;
  if (open.file !== undefined) return { info: open.info, file: open.file, lines };
  const first = lines.findIndex((line) => !isBlank(line));
  const file = pathOnLine(lines[first] ?? '', files);
  return file === undefined ? { info: open.info, lines } : { info: open.info, file, lines: lines.slice(first + 1) };
}

function onlyOne(files: readonly string[]): string | undefined {
  return files.length === 1 ? files[0] : undefined;
}
