/** The text between lines of at least three back-ticks that no line of it could close. */
export function inFence(info: string, text: string): string {
  const runs = text.match(/`{3,}/g) ?? [];
  const signs = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${signs}${info}\n${text.replace(/\n$/, '')}\n${signs}`;
}

/** A fenced block of a reply. */
export interface FencedBlock {
  /** The first word behind the opening signs, in lower case: `python`; empty where there is none. */
  readonly language: string;
  readonly text: string;
  readonly isClosed: boolean;
}

/** A line that opens or closes a fence; `info` is what stands behind the signs. */
export interface FenceLine {
  readonly signs: string;
  readonly info: string;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*([^`]*)$/;

export function readFenceLine(line: string): FenceLine | undefined {
  const [, signs, info] = FENCE.exec(line.trimEnd()) ?? [];
  return signs === undefined || info === undefined ? undefined : { signs, info };
}

/** The fenced blocks of a text in Markdown, in order; the last one may still be open. */
export function fencedBlocks(text: string): readonly FencedBlock[] {
  const blocks: FencedBlock[] = [];
  let open: { readonly fence: FenceLine; readonly lines: string[] } | undefined;
  for (const line of text.split(/\r?\n/)) {
    const fence = readFenceLine(line);
    if (open === undefined) {
      if (fence !== undefined) open = { fence, lines: [] };
    } else if (fence !== undefined && closes(fence, open.fence)) {
      blocks.push(blockOf(open.fence, open.lines, true));
      open = undefined;
    } else {
      open.lines.push(line);
    }
  }
  if (open !== undefined) blocks.push(blockOf(open.fence, open.lines, false));
  return blocks;
}

function closes(fence: FenceLine, opening: FenceLine): boolean {
  return fence.info === '' && fence.signs.startsWith(opening.signs);
}

function blockOf({ info }: FenceLine, lines: readonly string[], isClosed: boolean): FencedBlock {
  const language = info.split(/[\s{,:]/, 1)[0] ?? '';
  return { language: language.toLowerCase(), text: lines.map((line) => `${line}\n`).join(''), isClosed };
}
