import { usesInFile, usesOfAttribute, attributeName, enclosingFunction } from '../source/name-uses.js';
import type { Project } from '../source/project.js';
import type { PythonFile } from '../source/python-file.js';
import type { Node } from '../source/python-parser.js';
import { statementOf } from './statement-of.js';

/**
 * A module or function returns a fresh tensor; its argument itself, put in its place, is shared. Where code
 * that follows works in place (`nn.ReLU(inplace=True)`, `out += ...`) it would then overwrite a tensor that
 * is still needed (a shortcut, a list of features), and the variant would lose more than the component.
 * Gives the reason when `applied`, replaced by its argument `input`, may come to that; undefined when not.
 */
export function inPlaceHazard(project: Project, file: PythonFile, applied: Node, input: Node): string | undefined {
  const changed = inPlaceUse(project, file, applied);
  if (changed === undefined || isFresh(file, applied, input)) return undefined;
  const line = changed.startPosition.row + 1;
  return `without it, line ${line} would overwrite \`${input.text}\` in place, which may still be needed elsewhere`;
}

/** The first place where the result of `applied` is modified in place, before it is used up by something else. */
function inPlaceUse(project: Project, file: PythonFile, applied: Node): Node | undefined {
  const consumer = applied.parent?.type === 'argument_list' ? applied.parent.parent : undefined;
  if (consumer && worksInPlace(project, consumer)) return consumer;
  const assignment = applied.parent;
  const target = assignment?.type === 'assignment' ? assignment.childForFieldName('left') : undefined;
  if (target?.type !== 'identifier') return undefined;
  const later = usesInFile(file, target)
    .filter(({ node }) => node.startIndex > applied.endIndex)
    .sort((a, b) => momentOf(a.node) - momentOf(b.node));
  for (const { node, role } of later) {
    const { parent } = node;
    if (parent?.type === 'augmented_assignment') return node;
    if (parent?.type === 'subscript' && parent.parent?.childForFieldName('left')?.id === parent.id) return node;
    const call = role === 'read' ? callOn(node) : undefined;
    if (call && worksInPlace(project, call)) return call;
    const value = role === 'binding' && parent?.type === 'assignment' ? parent.childForFieldName('right') : undefined;
    if (value?.type === 'call' || value?.type === 'binary_operator') return undefined;
  }
  return undefined;
}

/** An assignment takes effect after everything on its right. */
function momentOf(node: Node): number {
  return node.parent?.type === 'assignment' && node.parent.childForFieldName('left')?.id === node.id
    ? node.parent.endIndex
    : node.startIndex;
}

/** `relu(x)` and `x.relu_()` for the `x` in them. */
function callOn(node: Node): Node | undefined {
  const { parent } = node;
  if (parent?.type === 'argument_list' || parent?.type === 'attribute') {
    return parent.parent?.type === 'call' ? parent.parent : undefined;
  }
  return undefined;
}

const IN_PLACE = /\binplace\s*=\s*True|\b(ReLU6?|SELU|SiLU|Mish|Hardswish)\(\s*True/;

function worksInPlace(project: Project, call: Node): boolean {
  const callee = call.childForFieldName('function');
  if (callee === null) return false;
  if (/[^_]_$/.test(callee.text) || IN_PLACE.test(call.text)) return true;
  if (callee.type !== 'attribute' || callee.childForFieldName('object')?.text !== 'self') return false;
  return usesOfAttribute(project, attributeName(callee)).some(({ node, role }) => {
    const value = role === 'binding' ? node.parent?.childForFieldName('right') : undefined;
    return value?.type === 'call' && IN_PLACE.test(firstStep(value).text);
  });
}

/** A container works in place on what it is given only if its first member does. */
function firstStep(constructor: Node): Node {
  const isContainer = /\bSequential$/.test(constructor.childForFieldName('function')?.text ?? '');
  const first = constructor.childForFieldName('arguments')?.namedChildren.find((child) => child.type !== 'comment');
  return isContainer && first ? first : constructor;
}

/** Nobody else holds the value: it was computed for this call, and is not read again. */
function isFresh(file: PythonFile, applied: Node, input: Node): boolean {
  if (input.type === 'call') return !isView(input);
  if (input.type === 'binary_operator') return true;
  if (input.type !== 'identifier') return false;
  const own = enclosingFunction(applied)?.id;
  const uses = usesInFile(file, input).filter(({ node }) => node.id !== input.id);
  const statement = statementOf(applied);
  const rebinds = uses.some(
    ({ node, role }) =>
      role === 'binding' && node.startIndex >= statement.startIndex && node.endIndex <= statement.endIndex,
  );
  if (!rebinds && uses.some(({ node, role }) => role === 'read' && node.startIndex > applied.endIndex)) return false;
  for (const { node, role } of uses.toReversed()) {
    if (node.startIndex >= statement.startIndex) continue;
    if (role === 'read') {
      const value = node.parent;
      // Reads on the right of the binding that is looked for are of the value before it.
      if (value && isOnRightOfOwnBinding(node)) continue;
      return false;
    }
    if (enclosingFunction(node)?.id !== own) return false;
    const value = node.parent?.type === 'assignment' ? node.parent.childForFieldName('right') : undefined;
    const computed = value?.type === 'binary_operator' || (value?.type === 'call' && !isView(value));
    if (!computed) return false;
    if (isOnPathTo(statementOf(node), statement)) return true;
  }
  return false;
}

function isView(call: Node): boolean {
  const callee = call.childForFieldName('function')?.text ?? '';
  return /(^|\.)(view|view_as|reshape|flatten|squeeze|unsqueeze|permute|transpose|t|contiguous|chunk|split|expand|expand_as|narrow|select|detach|to|float|requires_grad_|drop\w*|identity|rearrange|swapaxes|movedim)$/i.test(
    callee,
  );
}

function isOnRightOfOwnBinding(read: Node): boolean {
  const statement = statementOf(read);
  const assignment = statement.type === 'expression_statement' ? statement.namedChildren[0] : undefined;
  return assignment?.type === 'assignment' && assignment.childForFieldName('left')?.text === read.text;
}

/** Whether `earlier` always runs before `later`: it stands in the same block or in one around it. */
function isOnPathTo(earlier: Node, later: Node): boolean {
  const block = earlier.parent;
  for (let outer: Node | null = later; outer !== null; outer = outer.parent)
    if (outer.parent?.id === block?.id) return true;
  return false;
}
