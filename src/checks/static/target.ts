import type { CodeComponent } from '../../core/component.js';
import type { Project } from '../../source/project.js';
import type { NameKey } from '../syntax/name-key.js';
import type { Names } from '../syntax/names.js';
import { calleeName } from '../syntax/callee.js';
import { isBlock, syntaxOf, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';

/** The marked code of a component, as comparing needs it. */
export interface Target {
  /** What was marked: one node, or several operands of one expression. */
  readonly nodes: readonly Syntax[];
  /** Names that the marked code gives a value to; empty where it is a part of a statement. */
  readonly bound: ReadonlySet<NameKey>;
  /** Names it reads: modules it calls, its inputs. */
  readonly reads: ReadonlySet<NameKey>;
  /** Names whose value a configuration file switches off, and what is only ever given them. */
  readonly switchedOff: ReadonlySet<NameKey>;
  /** What the mark wants in its place; undefined where it is to go. */
  readonly replacement: string | undefined;
}

/** Finds a component's code in the baseline; undefined where no code stands at its place. */
export function targetOf(component: CodeComponent, project: Project, names: Names): Target | undefined {
  const file = project.pythonFiles.get(component.file);
  if (file === undefined) return undefined;
  const nodes = outermostWithin(syntaxOf(file), component.start, component.end);
  if (nodes.length === 0) return undefined;
  return {
    nodes,
    bound: new Set(nodes.flatMap((node) => [...(isWholeUnit(node) ? names.boundIn(node) : [])])),
    reads: new Set(nodes.flatMap((node) => [...names.readIn(node)])),
    switchedOff: new Set(),
    replacement: component.options.replace,
  };
}

/** The largest pieces of code that lie in a span of the text. */
export function outermostWithin(root: Syntax, start: number, end: number): Syntax[] {
  const found: Syntax[] = [];
  const visit = (node: Syntax): void => {
    if (node.end <= start || end <= node.start) return;
    const isInside = start <= node.start && node.end <= end;
    if (isInside && !isBlock(node.type)) found.push(node);
    else for (const child of node.children) visit(child);
  };
  visit(root);
  return found;
}

/** A statement, a definition or a parameter: what gives names of its own. */
export function isWholeUnit(node: Syntax): boolean {
  return node.parent === undefined || isBlock(node.parent.type) || node.parent.type === 'parameters';
}

/** Whether the marked code is a function or class. */
export function isDefinition(node: Syntax): boolean {
  return ['function_definition', 'class_definition', 'decorated_definition'].includes(node.type);
}

/** Constructor names in the marked code: `Conv2d`, `StandardScaler`. */
export function constructorsIn(nodes: readonly Syntax[]): string[] {
  return [
    ...new Set(
      nodes.flatMap((node) =>
        [...syntaxWithin(node)].flatMap((part) => {
          const name = part.type === 'call' ? calleeName(part) : undefined;
          return name !== undefined && /^[A-Z]/.test(name) ? [name] : [];
        }),
      ),
    ),
  ];
}
