import type { CheckAspect, Evidence } from '../../core/verdict.js';
import { unreachable } from '../../core/unreachable.js';
import { calleeName } from '../syntax/callee.js';
import { sideOf, type Difference } from '../syntax/difference.js';
import {
  childIn,
  isBlock,
  placeOf,
  statementAround,
  syntaxAround,
  syntaxWithin,
  type Syntax,
} from '../syntax/plain-syntax.js';
import { firstLine, short } from './excerpt.js';
import { SHAPE_ONLY } from './known-callables.js';
import { protectedRole, type ProtectedRole } from './protected-names.js';

/** Names a difference that nothing accounts for, by what it changes where that is a protected setting. */
export function describeDifference(difference: Difference): Evidence {
  const role = roleOf(difference);
  const aspect: CheckAspect = role === undefined ? 'confinement' : 'protected-settings';
  const what = changeInWords(difference);
  const place = placeOf(sideOf(difference));
  if (role !== undefined) {
    const message = role.isNamed
      ? `${role.is} changed: ${what}`
      : `changed outside the component, perhaps ${role.is}: ${what}`;
    return { severity: 'rejected', aspect, message, place };
  }
  const severity = isOnlyMessage(difference) ? 'suspicious' : 'rejected';
  return { severity, aspect, message: `changed outside the component: ${what}`, place };
}

function changeInWords(difference: Difference): string {
  switch (difference.kind) {
    case 'deleted':
      return `\`${excerptOf(difference.base)}\` is gone`;
    case 'inserted':
      return `\`${excerptOf(difference.variant)}\` is new`;
    case 'unwrapped':
      return `\`${firstLine(difference.base)}\` is gone and what stood below it stays`;
    case 'wrapped':
      return `code was put under \`${firstLine(difference.variant)}\``;
    case 'replaced':
      return `${contextOf(difference.base)}\`${short(difference.base)}\` became \`${short(difference.variant)}\``;
    default:
      return unreachable(difference);
  }
}

function excerptOf(node: Syntax): string {
  return isBlock(node.type) ? firstLine(node) : short(node);
}

/** `lr=`, `batch_size =`, the function called: what a replaced value belongs to. */
function contextOf(node: Syntax): string {
  const name = nearestName(node);
  return name === undefined || name === node.canonical ? '' : `in ${name}, `;
}

function nearestName(node: Syntax): string | undefined {
  for (const outer of syntaxAround(node)) {
    if (outer.type === 'keyword_argument' || outer.type.endsWith('default_parameter'))
      return childIn(outer, 'name')?.text;
    if (outer.type === 'pair') return childIn(outer, 'key')?.text;
    if (outer.type === 'assignment') return childIn(outer, 'left')?.text;
    if (outer.type === 'call' && outer !== node) {
      const option = childIn(outer, 'arguments')?.children[0];
      const name = calleeName(outer);
      return name === 'add_argument' && option !== undefined ? option.text : name;
    }
    if (outer.parent !== undefined && isBlock(outer.parent.type)) return undefined;
  }
  return undefined;
}

interface Role {
  readonly is: ProtectedRole;
  /** By the name of what changed; else by words that stand in it, or of the function around. */
  readonly isNamed: boolean;
}

/** The role of the nearest name; for whole statements of the first telling name in them. */
function roleOf(difference: Difference): Role | undefined {
  const side = sideOf(difference);
  const isOfBase = difference.kind === 'replaced' || difference.kind === 'deleted';
  const named = isOfBase ? firstRole(namesOutwards(difference.base)) : undefined;
  if (named !== undefined) return { is: named, isNamed: true };
  const guessed = firstRole([...namesInside(side), ...functionsAround(side)]);
  return guessed === undefined ? undefined : { is: guessed, isNamed: false };
}

function firstRole(names: readonly string[]): ProtectedRole | undefined {
  for (const name of names) {
    const role = protectedRole(name);
    if (role !== undefined) return role;
  }
  return undefined;
}

function namesOutwards(node: Syntax): string[] {
  const names: string[] = [];
  for (const outer of syntaxAround(node)) {
    if (outer.parent !== undefined && isBlock(outer.parent.type)) break;
    const name = nearestName(outer);
    if (name !== undefined) names.push(name.replaceAll(/['"]|^-+/g, '').replaceAll('-', '_'));
  }
  const statement = statementAround(node);
  return statement === node ? names : [...names, ...targetsOf(statement)];
}

function targetsOf(statement: Syntax): string[] {
  const left = childIn(statement, 'left');
  return left === undefined ? [] : [left.text];
}

function namesInside(node: Syntax): string[] {
  if ([...syntaxWithin(node)].length > 80) return [];
  return [...syntaxWithin(node)].flatMap((part) =>
    part.type === 'identifier' && !SHAPE_ONLY.test(part.canonical) ? [part.canonical] : [],
  );
}

function functionsAround(node: Syntax): string[] {
  return [...syntaxAround(node)].flatMap((outer) =>
    outer.type === 'function_definition' ? [childIn(outer, 'name')?.canonical ?? ''] : [],
  );
}

/** A sentence that is printed and says no number. */
function isOnlyMessage(difference: Difference): boolean {
  const side = sideOf(difference);
  if (difference.kind === 'replaced') {
    const isText = difference.base.type === 'string' && side.type === 'string';
    return isText && [...syntaxAround(side)].some((outer) => outer.type === 'call' && isTalking(outer));
  }
  const isCall = side.type === 'call' && isTalking(side);
  return (
    difference.kind === 'inserted' &&
    isCall &&
    ![...syntaxWithin(side)].some(
      (part) => ['identifier', 'integer', 'float', 'interpolation'].includes(part.type) && part.canonical !== 'print',
    )
  );
}

function isTalking(call: Syntax): boolean {
  return ['print', 'info', 'debug', 'warning', 'log'].includes(calleeName(call) ?? '');
}
