import type { HintComponent } from '../../core/component.js';
import type { PythonFile } from '../../source/python-file.js';
import type { Difference } from '../syntax/difference.js';
import { childIn, covers, isBlock, syntaxOf, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import { baseOf } from './code-fate.js';
import { outermostWithin } from './target.js';

/** Fewer characters say too little to be recognised in a sentence. */
const SHORTEST_CODE = 6;

/** All words that say what is to be done: the author's, and those that a person approved. */
export function wordsOf({ hint, trial }: HintComponent): string {
  return trial === undefined ? hint : [hint, trial.title, trial.instruction].join('\n');
}

/** Lines beside each other that the approved trial is about. Offsets into the file's text. */
export interface ApprovedLines {
  readonly start: number;
  readonly end: number;
  /** What stands on them. */
  readonly nodes: readonly Syntax[];
  /** The innermost statement around. */
  readonly statement: Syntax;
}

/** The lines that the approved trial is about; none where nobody said, or where they are gone. */
export function approvedLines({ trial }: HintComponent, file: PythonFile): ApprovedLines[] {
  if (trial === undefined) return [];
  const wanted = new Set(trial.code.map(withoutComment));
  const root = syntaxOf(file);
  const statements = [...syntaxWithin(root)].filter(({ parent }) => parent !== undefined && isBlock(parent.type));
  return runsOf(file.text, (line) => wanted.has(withoutComment(line))).flatMap(({ start, end }) => {
    const nodes = outermostWithin(root, start, end);
    const statement = statements.findLast(
      (each) => each.start < end && start < each.end && nodes.some((node) => covers(each, node)),
    );
    return statement === undefined ? [] : [{ start, end, nodes, statement }];
  });
}

/** Whether a difference is on these lines, or takes them along. */
export function isOn({ start, end, statement }: ApprovedLines, difference: Difference): boolean {
  const base = baseOf(difference);
  if (base.file !== statement.file) return false;
  // What came stands on no line of the baseline; what it was put into may be a whole function.
  if (difference.kind === 'inserted' || difference.kind === 'wrapped')
    return covers(statement, base) && !isCompound(statement);
  return base.start < end && start < base.end;
}

function isCompound({ children }: Syntax): boolean {
  return children.some(({ type }) => isBlock(type));
}

/** Lines that are wanted, joined where they follow each other. */
function runsOf(text: string, isWanted: (line: string) => boolean): { start: number; end: number }[] {
  const runs: { start: number; end: number }[] = [];
  let offset = 0;
  let isOpen = false;
  for (const line of text.split('\n')) {
    const end = offset + line.length;
    const last = runs.at(-1);
    const isNow = isWanted(line);
    if (isNow && isOpen && last !== undefined) last.end = end;
    else if (isNow) runs.push({ start: offset, end });
    isOpen = isNow;
    offset = end + 1;
  }
  return runs;
}

/** Whether the code that came is spelled out in what a person approved: `h + 0.5 * x`, or the value of a new name. */
export function isSpelledOut(difference: Difference, hints: readonly HintComponent[]): boolean {
  if (difference.kind !== 'inserted' && difference.kind !== 'replaced') return false;
  const { variant } = difference;
  const value = variant.type === 'assignment' ? childIn(variant, 'right') : undefined;
  return [variant, ...(value === undefined ? [] : [value])].some(({ text }) => {
    const code = squeezed(text);
    return code.length >= SHORTEST_CODE && hints.some(({ trial }) => squeezed(trial?.instruction ?? '').includes(code));
  });
}

/** Whether what stands on the approved lines now is made of nothing but what stood on them before. */
export function isOfSameWords(difference: Difference, lines: readonly ApprovedLines[]): boolean {
  if (difference.kind !== 'replaced' || !lines.some((each) => isOn(each, difference))) return false;
  const before = new Set(lines.flatMap(({ nodes }) => nodes.flatMap(wordsIn)));
  return wordsIn(difference.variant).every((word) => before.has(word));
}

/** Names and values. */
function wordsIn(node: Syntax): string[] {
  return [...syntaxWithin(node)].flatMap(({ children, canonical }) => (children.length === 0 ? [canonical] : []));
}

function withoutComment(line: string): string {
  return line.replace(/#.*$/, '').trim();
}

/** Blanks, quotes and the ends of sentences differ between code and prose. */
function squeezed(text: string): string {
  return text.replaceAll(/[\s`"']/g, '');
}
