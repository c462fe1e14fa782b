import type { Evidence } from '../../core/verdict.js';
import { calleeName } from '../syntax/callee.js';
import { isAttribute, type NameKey } from '../syntax/name-key.js';
import type { Names } from '../syntax/names.js';
import {
  childIn,
  covers,
  isBlock,
  placeOf,
  statementAround,
  syntaxWithin,
  type Syntax,
} from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';
import type { Consequences } from './consequences.js';
import { firstLine, short } from './excerpt.js';
import { partGoneToo, surroundingsOf } from './gone-along.js';
import { conditionOf } from './judge-switch.js';
import { ACTIVATIONS, PARAMETER_FREE, SHAPE_ONLY } from './known-callables.js';
import { lostReshape } from './lost-reshape.js';
import { lostState } from './lost-state.js';
import { constructorsIn, type Target } from './target.js';
import { lostValueBefore } from './value-before.js';

/** What a change took along that is not the component. `left`: what stands there now; undefined where nothing does. */
export function wentWithIt(
  comparison: Comparison,
  target: Target,
  base: Syntax,
  left: Syntax | undefined,
  { own, lost, owned }: Consequences,
): Evidence[] {
  const compound = [...syntaxWithin(base)].filter(
    (part) => part.parent !== undefined && isBlock(part.parent.type) && part !== base,
  );
  const strangers = compound.filter((statement) => !target.nodes.some((node) => covers(node, statement)));
  const around = left === undefined ? surroundingsOf(comparison, target, base) : undefined;
  if (around !== undefined) return [around];
  const beyond =
    lostValueBefore(comparison, target, base, left) ??
    (left === undefined ? lostState(comparison.baseNames, base, own) : undefined);
  if (beyond !== undefined) return [beyond];
  const part = partGoneToo(comparison, target, base, left, lost);
  if (part !== undefined) return [part];
  if (compound.length > 0) return strangers.flatMap((statement) => strangerIn(comparison, statement, lost));
  const reshape = left === undefined ? lostReshape(comparison, base) : undefined;
  if (reshape !== undefined) return [reshape];
  if (isBranch(comparison, base, left, lost) || isPassedThrough(comparison, base, left, lost)) return [];
  const kept = new Set(left === undefined ? [] : [...syntaxWithin(left)].map((part) => part.canonical));
  return [...syntaxWithin(base)].flatMap((call): Evidence[] => {
    if (call.type !== 'call' || target.nodes.some((node) => covers(node, call))) return [];
    const callee = call.children.find((child) => child.field === 'function');
    if (callee === undefined || kept.has(callee.canonical)) return [];
    const keys = [...comparison.baseNames.readIn(callee)];
    if (keys.some((key) => owned.has(key) || target.reads.has(key))) return [];
    if ([...lost].some((key) => comparison.baseNames.patternsFor(key).some((pattern) => covers(call, pattern))))
      return [];
    return judgeLostCall(comparison, target, call, keys);
  });
}

/** A statement of a deleted loop or branch that has nothing to do with the component. */
function strangerIn({ baseNames }: Comparison, statement: Syntax, lost: ReadonlySet<NameKey>): Evidence[] {
  if ([...syntaxWithin(statement)].some((part) => part !== statement && isBlock(part.type))) return [];
  const names = [...baseNames.readIn(statement), ...baseNames.boundIn(statement)];
  if (names.length === 0 || names.some((key) => lost.has(key))) return [];
  return [
    {
      severity: 'rejected',
      aspect: 'confinement',
      message: `\`${firstLine(statement)}\` went too, although it has nothing to do with the component`,
      place: placeOf(statement),
    },
  ];
}

/** An operand, an element, or a statement whose results nobody needs: all that is in it served the component alone. */
function isBranch(
  { baseNames }: Comparison,
  base: Syntax,
  left: Syntax | undefined,
  lost: ReadonlySet<NameKey>,
): boolean {
  if (base.parent !== undefined && isBlock(base.parent.type)) {
    const bound = [...baseNames.boundIn(base)];
    if (isCallOfProject(baseNames, base, lost)) return false;
    return left === undefined && (bound.length === 0 || bound.every((key) => lost.has(key)));
  }
  // What a switch chose goes with the switch.
  const condition = conditionOf(base);
  if (condition !== undefined && [...baseNames.readIn(condition)].some((key) => lost.has(key))) return true;
  if (base.parent?.type === 'binary_operator') return left === undefined;
  return left === undefined && ['list', 'tuple', 'argument_list', 'dictionary'].includes(base.parent?.type ?? '');
}

/** `train(model, smooth)`, of which only `smooth` is gone: the function does more than to use it. */
function isCallOfProject(names: Names, base: Syntax, lost: ReadonlySet<NameKey>): boolean {
  const callee = base.type === 'call' ? childIn(base, 'function') : undefined;
  if (callee?.type !== 'identifier') return false;
  const isDefined = [...names.readIn(callee)].some(
    (key) =>
      !lost.has(key) && names.placesOf(key).bindings.some(({ parent }) => parent?.type === 'function_definition'),
  );
  const given = childIn(base, 'arguments')?.children ?? [];
  return isDefined && given.some((argument) => ![...names.readIn(argument)].some((key) => lost.has(key)));
}

/** `drop(x, rate)` became `x`, where `rate` is what went; `Pipeline([a, b])` became `a`. */
function isPassedThrough(
  { baseNames }: Comparison,
  base: Syntax,
  left: Syntax | undefined,
  lost: ReadonlySet<NameKey>,
): boolean {
  if (left === undefined || base.type !== 'call') return false;
  const given = childIn(base, 'arguments')?.children ?? [];
  const isFedWithLost = given.some((argument) => [...baseNames.readIn(argument)].some((key) => lost.has(key)));
  if (isFedWithLost && given.some(({ canonical }) => canonical === left.canonical)) return true;
  return (
    /^(?:Pipeline|make_pipeline|FeatureUnion|make_union|Sequential|Compose)$/.test(calleeName(base) ?? '') &&
    [...syntaxWithin(base)].some(({ canonical }) => canonical === left.canonical)
  );
}

function judgeLostCall(comparison: Comparison, target: Target, call: Syntax, keys: readonly NameKey[]): Evidence[] {
  const name = calleeName(call) ?? '';
  if (SHAPE_ONLY.test(name) || (ACTIVATIONS.test(name) && hasWeights(comparison, target))) return [];
  const made = keys.flatMap((key) =>
    comparison.baseNames.placesOf(key).bindings.flatMap((binding) => constructorsIn([statementAround(binding)])),
  );
  if (made.length === 1 && ACTIVATIONS.test(made[0] ?? '') && hasWeights(comparison, target)) return [];
  const owns = keys.some(isAttribute) && made.some((each) => !PARAMETER_FREE.test(each));
  return [
    {
      severity: owns || ACTIVATIONS.test(name) ? 'rejected' : 'suspicious',
      aspect: 'confinement',
      message: `\`${short(call)}\` lost its ${name} together with the component`,
      place: placeOf(call),
    },
  ];
}

/** A layer with weights takes its own activation along; a norm or dropout in front of one does not. */
function hasWeights({ baseNames }: Comparison, target: Target): boolean {
  const defined = [...target.reads].flatMap((key) =>
    baseNames.placesOf(key).bindings.flatMap((binding) => constructorsIn([statementAround(binding)])),
  );
  const made = [...constructorsIn(target.nodes), ...defined];
  return made.some((name) => !PARAMETER_FREE.test(name) && !name.includes('Norm'));
}
