import type { HintComponent } from '../../core/component.js';
import type { Project } from '../../source/project.js';
import { isBlock, syntaxAround, syntaxOf, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import { approvedLines, type ApprovedLines } from './approved-lines.js';
import { isWholeUnit } from './target.js';

/** The code a hint is about: what a person approved, else the statement below it; and the definition around. */
export interface Region {
  readonly hint: HintComponent;
  readonly statement: Syntax;
  readonly surroundings: Syntax;
  /** The lines that a person approved the change of. */
  readonly approved?: ApprovedLines;
}

export function regionOf(hint: HintComponent, project: Project): Region[] {
  const file = project.pythonFiles.get(hint.file);
  if (file === undefined) return [];
  const approved = approvedLines(hint, file);
  if (approved.length > 0) {
    return approved.map((lines) => {
      const { statement } = lines;
      // A layer that is used in one method is made in another.
      const outer = [...syntaxAround(statement)].find(({ type }) => type === 'class_definition');
      return { hint, statement, surroundings: outer ?? definitionAround(statement) ?? statement, approved: lines };
    });
  }
  const root = syntaxOf(file);
  const statements = [...syntaxWithin(root)].filter((node) => node.parent !== undefined && isBlock(node.parent.type));
  const first = statements.find(({ line }) => line > hint.endLine) ?? root.children.at(-1);
  if (first === undefined) return [];
  const definition = definitionAround(first);
  // `a, b = f(), g()` counts as two statements.
  const onLine = statements.filter(({ line, parent }) => line === first.line && parent === first.parent);
  // At the top of a module it stands for the lines that follow without a blank one between.
  const together = definition === undefined ? following(first) : onLine;
  return [first, ...together.filter((other) => other !== first)].map((statement) => ({
    hint,
    statement,
    surroundings: definition ?? statement,
  }));
}

function definitionAround(statement: Syntax): Syntax | undefined {
  return [...syntaxAround(statement)].find((outer) => outer !== statement && outer.type.endsWith('_definition'));
}

function following(first: Syntax): Syntax[] {
  const siblings = first.parent?.children ?? [];
  const lines: Syntax[] = [];
  let last = first.line;
  for (const statement of siblings.slice(siblings.indexOf(first))) {
    if (statement.line > last + 1 || statement.type.endsWith('_definition')) break;
    lines.push(statement);
    last = statement.line + statement.text.split('\n').length - 1;
  }
  return lines;
}

/** The code that is to go. */
export function nodesOf({ approved, statement }: Region): readonly Syntax[] {
  return approved === undefined ? headOf(statement) : approved.nodes;
}

/** What gives and takes names: of an element of a list, nothing that the list gives. */
export function partsOf({ approved, statement }: Region): readonly Syntax[] {
  return approved === undefined ? [statement] : approved.nodes.filter(isWholeUnit);
}

/** Of a loop or branch what decides on it: statements in its body may have nothing to do with the hint. */
function headOf(statement: Syntax): readonly Syntax[] {
  const isCompound = statement.children.some(({ type }) => isBlock(type));
  return isCompound ? statement.children.filter(({ type }) => !isBlock(type)) : [statement];
}
