import type { Difference } from '../syntax/difference.js';
import { childIn, covers, isBlock, type Syntax } from '../syntax/plain-syntax.js';
import { baseOf } from './code-fate.js';
import { canonicalOf } from './stands-as-wanted.js';
import type { Target } from './target.js';

/** Whether a difference is in the marked code, or takes it whole. */
export function isComponent(target: Target, difference: Difference): boolean {
  // A statement of its own is what the mark asks for instead of one.
  if (difference.kind === 'inserted' && target.replacement !== undefined)
    return difference.variant.canonical === canonicalOf(target.replacement);
  const base = baseOf(difference);
  return target.nodes.some((node) => {
    // What stands below a `with` is not what the `with` adds.
    const body = node.type === 'with_statement' ? childIn(node, 'body') : undefined;
    if (body !== undefined && difference.kind !== 'unwrapped' && covers(body, base)) return false;
    const takesWhole = difference.kind === 'deleted' || difference.kind === 'replaced';
    return covers(node, base) || (takesWhole && covers(base, node) && !isBlock(base.type));
  });
}

/** `df["age"] = df["age"].fillna(0)`, where the component is the entry "age" of a list of columns. */
export function isUpdateOfColumn(target: Target, difference: Difference): boolean {
  if (difference.kind !== 'deleted') return false;
  const { base } = difference;
  // Or a function that does nothing else.
  const body = base.type === 'function_definition' ? (childIn(base, 'body')?.children ?? []) : [];
  const own = body.filter(({ type }) => type !== 'return_statement');
  return givesColumn(target, base) || (own.length > 0 && own.every((statement) => givesColumn(target, statement)));
}

function givesColumn(target: Target, statement: Syntax): boolean {
  const left = childIn(statement, 'left');
  const column = left?.type === 'subscript' ? left.children.find(({ type }) => type === 'string') : undefined;
  return column !== undefined && target.nodes.some(({ canonical }) => canonical === column.canonical);
}
