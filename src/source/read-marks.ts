import type { CodeComponent, MarkOptions } from '../core/component.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { failure, success, type Result } from '../core/result.js';
import type { ComponentDraft, Drafts, Naming } from './component-draft.js';
import { deriveName } from './derive-name.js';
import { elementsOf } from './each-element.js';
import { locateMarkedCode, type Wanted } from './locate-marked-code.js';
import { containerName, nameQualifiers } from './name-qualifiers.js';
import { parseMark, parseTrailingMark } from './parse-mark.js';
import type { PythonFile } from './python-file.js';
import type { Node } from './python-parser.js';
import { readHints, type MarkedComment } from './read-hints.js';
import { sourcePlace } from './source-place.js';
import { isInBrokenCode, syntaxError } from './syntax-errors.js';
import { tokenRows, type TokenRows } from './token-rows.js';
import { withUniqueIds, type IdentifiedComponents } from './unique-ids.js';

export { pythonFileFromText } from './python-file.js';

const MAX_NEAR_MISSES = 10;

/** The components of one file, ids unique within it. For all files of a study use `readComponents`. */
export function readMarkedComponents(file: PythonFile): IdentifiedComponents {
  const { drafts, diagnostics } = readMarks(file);
  const identified = withUniqueIds(drafts);
  return { components: identified.components, diagnostics: [...diagnostics, ...identified.diagnostics] };
}

/** The marked code and the hints of one file, by position. A mark that cannot be placed is an error and no component. */
export function readMarks(file: PythonFile): Drafts {
  const rows = tokenRows(file.tree.rootNode);
  const comments = file.tree.rootNode.descendantsOfType('comment').map((node) => readComment(file, node));
  const hints = readHints(file, comments);
  const diagnostics: Diagnostic[] = [syntaxError(file) ?? [], ...hints.diagnostics].flat();
  const drafts: ComponentDraft[] = [];
  for (const comment of comments) {
    const placed = readComponentMark(file, rows, comment);
    if (placed.ok) drafts.push(...placed.value);
    else {
      const { row } = comment.node.startPosition;
      diagnostics.push({ severity: 'error', message: placed.failure, place: sourcePlace(file, row) });
    }
  }
  const isInHint = (row: number): boolean =>
    hints.drafts.some(({ component }) => component.kind === 'hint' && component.line <= row && row < component.endLine);
  diagnostics.push(
    ...nearMisses(
      file,
      comments.filter(({ node }) => !isInHint(node.startPosition.row)),
    ),
  );
  const unique = withoutTwice(drafts);
  const all = [...unique.drafts, ...hints.drafts].sort((a, b) => a.place.line - b.place.line);
  return { drafts: all, diagnostics: [...diagnostics, ...unique.diagnostics] };
}

function readComment(file: PythonFile, node: Node): MarkedComment {
  const startOfRow = file.text.lastIndexOf('\n', node.startIndex - 1) + 1;
  const isAlone = file.text.slice(startOfRow, node.startIndex).trim() === '';
  return { node, isAlone, mark: isAlone ? parseMark(node.text) : parseTrailingMark(node.text) };
}

function readComponentMark(
  file: PythonFile,
  rows: TokenRows,
  comment: MarkedComment,
): Result<ComponentDraft[], string> {
  const { mark, node } = comment;
  if (mark.kind === 'invalid') return failure(mark.message);
  if (mark.kind !== 'component') return success([]);
  // The syntax error itself is reported, once; no place near it can be trusted.
  if (isInBrokenCode(node)) return success([]);
  const located = locateMarkedCode(rows, node, wantedBy(mark.options));
  if (!located.ok) return located;
  if (located.value.hasError) return success([]);
  if (!mark.options.each) return success([draftOf(file, located.value, mark.options, node)]);
  const elements = elementsOf(located.value);
  return elements.ok ? success(elementDrafts(file, elements.value, mark.options, node)) : elements;
}

function wantedBy(options: MarkOptions): Wanted {
  if (options.term !== undefined) return { kind: 'term', text: options.term };
  return options.each ? { kind: 'container' } : { kind: 'code' };
}

function draftOf(file: PythonFile, node: Node, options: MarkOptions, mark: Node): ComponentDraft {
  const naming: Naming =
    options.name === undefined ? { kind: 'derived', qualifiers: nameQualifiers(node, file.path) } : { kind: 'given' };
  const component = codeComponent(file, node, options, options.name ?? deriveName(node), mark);
  return { component, naming, place: sourcePlace(file, node.startPosition.row) };
}

function elementDrafts(
  file: PythonFile,
  elements: readonly Node[],
  options: MarkOptions,
  mark: Node,
): ComponentDraft[] {
  return elements.map((node, element) => {
    const prefix = options.name ?? containerName(node);
    const id = prefix === undefined ? deriveName(node) : `${prefix}.${deriveName(node)}`;
    return {
      component: { ...codeComponent(file, node, options, id, mark), element },
      naming: { kind: 'derived', qualifiers: nameQualifiers(node, file.path).slice(1) },
      place: sourcePlace(file, node.startPosition.row),
    };
  });
}

function codeComponent(file: PythonFile, node: Node, options: MarkOptions, id: string, mark: Node): CodeComponent {
  const line = node.startPosition.row + 1;
  const markLine = mark.startPosition.row + 1;
  return {
    kind: 'code',
    id,
    ...(options.group === undefined ? {} : { group: options.group }),
    file: file.path,
    line,
    ...(markLine < line ? { markLine } : {}),
    start: node.startIndex,
    end: node.endIndex,
    options,
  };
}

function nearMisses(file: PythonFile, comments: readonly MarkedComment[]): Diagnostic[] {
  const missed = comments.flatMap(({ node, mark }) =>
    mark.kind === 'near-miss' ? [{ row: node.startPosition.row, meant: mark.meant }] : [],
  );
  const shown = missed.slice(0, MAX_NEAR_MISSES).map(({ row, meant }): Diagnostic => ({
    severity: 'warning',
    message: `This comment is no mark, but looks like one. If it was meant, write ${meant}.`,
    place: sourcePlace(file, row),
  }));
  const rest = missed.length - shown.length;
  if (rest === 0) return shown;
  return [
    ...shown,
    { severity: 'warning', message: `${rest} more comments in ${file.path} look like marks and are none.` },
  ];
}

/** Two marks on the same code would run the same trial twice under two names. */
function withoutTwice(drafts: readonly ComponentDraft[]): Drafts {
  const seen = new Map<string, ComponentDraft>();
  const diagnostics: Diagnostic[] = [];
  for (const candidate of drafts) {
    const { component, place } = candidate;
    if (component.kind !== 'code') continue;
    const span = `${component.start}-${component.end}`;
    if (seen.has(span))
      diagnostics.push({ severity: 'error', message: 'Two marks mean the same code; keep one of them.', place });
    else seen.set(span, candidate);
  }
  return { drafts: [...seen.values()], diagnostics };
}
