/** One exception that Python reported: how it got there, and what it says. */
export interface Traceback {
  /** Lines in front of it that connect it with the one before: `During handling of ...`. */
  readonly link: readonly string[];
  /** `Traceback (most recent call last):`, or empty: a script that cannot be parsed has none. */
  readonly header: string;
  readonly frames: readonly Frame[];
  /** The exception's own lines. */
  readonly message: readonly string[];
}

export interface Frame {
  readonly file: string;
  readonly line: number;
  /** Absent where a file could not be parsed. */
  readonly function?: string;
  /** What Python shows of the source, markers included, and `[Previous line repeated ...]`. */
  readonly shown: readonly string[];
}

const HEADER = /^\s*(?:\| |\+ )*\s*(?:Exception Group |Original )?Traceback \(most recent call last\):$/;
/** Parts of one report: causes, what a worker's exception carries along, members of an exception group. */
const LINK =
  /^\s*(?:\| )*(?:The above exception was the direct cause of|During handling of the above exception|-- Process \d+ terminated with the following error:|\+[-+]+ (?:\d+|\.\.\.) -+$)/;
/** Reported in passing; the program went on, or was ending anyway. */
const IN_PASSING = /^(?:Exception ignored in|--- Logging error ---)/;
/** The last line of an exception group, and what announces the report of another thread. */
const END = /^\s*\+-+$|^Exception in thread /;
const FRAME = /^ {2}File "(.+?)", line (\d+)(?:, in (.+))?$/;

/**
 * All reports of exceptions in what a program said on stderr, each with its chain of causes in the order of
 * printing. Reports of exceptions that ended nothing are left out.
 */
export function readTracebacks(lines: readonly string[]): Traceback[][] {
  const starts = lines.flatMap((line, index) => (HEADER.test(line) ? [index] : []));
  if (starts.length === 0) starts.push(...unparsedScript(lines));
  const reports: { readonly parts: Traceback[]; readonly inPassing: boolean }[] = [];
  for (const [place, start] of starts.entries()) {
    const next = starts[place + 1] ?? lines.length;
    const before = lines.slice(starts[place - 1] ?? 0, start);
    const link = linkAtEnd(before);
    const part = readTraceback(link, lines.slice(start, next));
    const header = lines[start] ?? '';
    const isJoined = link.length > 0 || header.startsWith('Original ') || /^\s*\|/.test(header);
    const last = reports.at(-1);
    if (last !== undefined && isJoined) last.parts.push(part);
    else reports.push({ parts: [part], inPassing: IN_PASSING.test(before.findLast((line) => line !== '') ?? '') });
  }
  return reports.filter(({ inPassing }) => !inPassing).map(({ parts }) => parts);
}

/** A script that cannot be parsed is reported as a frame without a header. */
function unparsedScript(lines: readonly string[]): number[] {
  const frame = lines.findLastIndex((line) => FRAME.test(line));
  return frame === -1 ? [] : [frame];
}

function linkAtEnd(before: readonly string[]): string[] {
  const last = before.findLast((line) => bare(line).trim() !== '');
  return last !== undefined && LINK.test(last) ? [bare(last).trim()] : [];
}

function readTraceback(link: readonly string[], block: readonly string[]): Traceback {
  const lines = block.map(bare);
  const hasHeader = HEADER.test(block[0] ?? '');
  const frames: { file: string; line: number; function?: string; shown: string[] }[] = [];
  let index = hasHeader ? 1 : 0;
  for (; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const [, file, number, name] = FRAME.exec(line) ?? [];
    if (file !== undefined) {
      frames.push({ file, line: Number(number), ...(name === undefined ? {} : { function: name }), shown: [] });
    } else if (/^ {4}| {2}\[Previous line repeated/.test(line)) frames.at(-1)?.shown.push(line);
    else break;
  }
  return { link, header: hasHeader ? (lines[0] ?? '').trim() : '', frames, message: messageIn(lines.slice(index)) };
}

/** Up to what links it to the next report, ends a group, or belongs to none. */
function messageIn(lines: readonly string[]): string[] {
  const end = lines.findIndex((line) => [LINK, IN_PASSING, END].some((each) => each.test(line)));
  const message = end === -1 ? lines : lines.slice(0, end);
  const last = message.findLastIndex((line) => line.trim() !== '');
  return message.slice(0, last + 1);
}

/** Without the rails that members of an exception group stand behind. */
function bare(line: string): string {
  return line.replace(/^(?:\s*\|)+ ?/, '').replace(/^\s*\+ (?=Exception Group)/, '');
}
