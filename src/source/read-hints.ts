import type { HintComponent, MarkOptions } from '../core/component.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { failure, success, type Result } from '../core/result.js';
import type { ComponentDraft, Drafts } from './component-draft.js';
import type { Mark } from './parse-mark.js';
import type { PythonFile } from './python-file.js';
import type { Node } from './python-parser.js';
import { hintAnchor } from './hint-anchor.js';
import { slug } from './derive-name.js';
import { sourcePlace } from './source-place.js';

/** A comment of a file with what it says. */
export interface MarkedComment {
  readonly node: Node;
  readonly mark: Mark;
  /** No code stands before it on its line. */
  readonly isAlone: boolean;
}

interface OpenHint {
  readonly start: MarkedComment;
  readonly options: MarkOptions;
  readonly lines: string[];
}

/** Reads the hint blocks. One that is unbalanced, nested, empty or holds a mark is an error, and no component. */
export function readHints(file: PythonFile, comments: readonly MarkedComment[]): Drafts {
  const drafts: ComponentDraft[] = [];
  const diagnostics: Diagnostic[] = [];
  let open: OpenHint | undefined;
  const report = (message: string, comment: MarkedComment): void => {
    diagnostics.push({ severity: 'error', message, place: sourcePlace(file, comment.node.startPosition.row) });
  };
  for (const comment of comments) {
    const { mark } = comment;
    if (mark.kind === 'hint-start') {
      if (open !== undefined)
        report(
          `This hint starts inside the hint of line ${rowOf(open.start) + 1}, which has no #ABLATION_HINT_END yet.`,
          comment,
        );
      open = { start: comment, options: mark.options, lines: [] };
    } else if (mark.kind === 'hint-end') {
      const ended =
        open === undefined
          ? failure('This #ABLATION_HINT_END has no #ABLATION_HINT_START above it.')
          : closeHint(file, open, comment);
      if (ended.ok) drafts.push(ended.value);
      else report(ended.failure, comment);
      open = undefined;
    } else if (open !== undefined) {
      if (mark.kind === 'component')
        report(`This mark stands inside the hint of line ${rowOf(open.start) + 1}; put it outside.`, comment);
      else if (comment.isAlone) open.lines.push(comment.node.text.replace(/^#+[ \t]?/, '').trimEnd());
    }
  }
  if (open !== undefined) report('This hint has no #ABLATION_HINT_END.', open.start);
  return { drafts, diagnostics };
}

function closeHint(file: PythonFile, open: OpenHint, end: MarkedComment): Result<ComponentDraft, string> {
  const hint = open.lines.join('\n').trim();
  if (hint === '')
    return failure(`The hint of line ${rowOf(open.start) + 1} is empty; say in a comment what is to be removed.`);
  const component: HintComponent = {
    kind: 'hint',
    id: open.options.name ?? 'hint',
    ...(open.options.group === undefined ? {} : { group: open.options.group }),
    file: file.path,
    line: rowOf(open.start) + 1,
    endLine: rowOf(end) + 1,
    hint,
    anchor: hintAnchor(file.tree.rootNode, rowOf(open.start)),
  };
  const stem = slug(file.path.replace(/^.*\//, '').replace(/\.[^.]*$/, ''));
  return success({
    component,
    naming: open.options.name === undefined ? { kind: 'derived', qualifiers: [stem] } : { kind: 'given' },
    place: sourcePlace(file, rowOf(open.start)),
  });
}

function rowOf(comment: MarkedComment): number {
  return comment.node.startPosition.row;
}
