import type { Evidence } from '../../core/verdict.js';
import { unreachable } from '../../core/unreachable.js';
import type { Difference } from '../syntax/difference.js';
import { nameInWords, type NameKey } from '../syntax/names.js';
import { operandsIn } from '../syntax/operands.js';
import {
  childIn,
  covers,
  isBlock,
  placeOf,
  statementAround,
  syntaxAround,
  syntaxWithin,
  type Syntax,
} from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';
import { ACTIVATIONS, PARAMETER_FREE, SHAPE_ONLY } from './known-callables.js';
import { firstLine, short } from './excerpt.js';
import { isFilledWithZeros } from './judge-replaced.js';
import { conditionOf } from './judge-switch.js';
import { judgeReplacement } from './neutral.js';
import { calleeName, constructorsIn, type Target } from './target.js';

/** What went with the component so far. */
export interface Consequences {
  /** Names that mean nothing any more. */
  readonly lost: ReadonlySet<NameKey>;
  /** Of these, names of the component and of what was made of it. */
  readonly owned: ReadonlySet<NameKey>;
  /** Names that the code which went had read: what may take its place. */
  readonly inputs: ReadonlySet<NameKey>;
  /** What it called. */
  readonly callees: ReadonlySet<string>;
}

/** Whether a change that follows from the component took more with it, or put something in its place. */
export function judgeConsequence(
  comparison: Comparison,
  target: Target,
  difference: Difference,
  why: 'use' | 'component',
  consequences: Consequences,
): Evidence[] {
  if (difference.kind === 'inserted' || difference.kind === 'wrapped' || difference.kind === 'unwrapped') return [];
  const { base } = difference;
  // The marked code itself is judged for completeness; here it is about what stood around it.
  if (why === 'component' && target.nodes.some((node) => covers(node, base))) return [];
  if (difference.kind === 'deleted') return wentWithIt(comparison, target, base, undefined, consequences);
  return [
    ...wentWithIt(comparison, target, base, difference.variant, consequences),
    ...cameInstead(comparison, base, difference.variant, consequences),
  ];
}

function wentWithIt(
  comparison: Comparison,
  target: Target,
  base: Syntax,
  left: Syntax | undefined,
  { lost, owned }: Consequences,
): Evidence[] {
  const compound = [...syntaxWithin(base)].filter(
    (part) => part.parent !== undefined && isBlock(part.parent.type) && part !== base,
  );
  const strangers = compound.filter((statement) => !target.nodes.some((node) => covers(node, statement)));
  const around = left === undefined ? surroundingsOf(comparison, target, base) : undefined;
  if (around !== undefined) return [around];
  const part = partGoneToo(comparison, target, base, left, lost);
  if (part !== undefined) return [part];
  if (compound.length > 0) return strangers.flatMap((statement) => strangerIn(comparison, statement, lost));
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

/** The component is a term or an argument of something that went as a whole: `grads.append(g + l2 * w)`. */
function surroundingsOf(comparison: Comparison, target: Target, base: Syntax): Evidence | undefined {
  const part = target.nodes.find((node) => covers(base, node) && node.start !== base.start && !isElementOf(node, base));
  if (part === undefined) return undefined;
  const isTerm = part.parent?.type === 'binary_operator';
  const isSetting = part.type === 'keyword_argument';
  const isValue = ['assignment', 'return_statement'].includes(base.type) || base.type.endsWith('_definition');
  if (!isTerm && !isSetting) return undefined;
  if (isValue && !isStillRead(comparison, base)) return undefined;
  return {
    severity: 'rejected',
    aspect: 'confinement',
    message: `\`${short(base)}\` went as a whole, of which the component is only a part`,
    place: placeOf(base),
  };
}

/** `v[i] = m * v[i] - lr * g[i]` went, and `v` is read as before; not so where it only added to itself. */
function isStillRead({ baseNames, variantNames }: Comparison, base: Syntax): boolean {
  const [left, right] = [childIn(base, 'left'), childIn(base, 'right')];
  const holder = left?.type === 'subscript' ? (childIn(left, 'value') ?? left.children[0]) : undefined;
  if (holder === undefined || right === undefined) return false;
  if (operandsIn(right).some(({ canonical }) => canonical === left?.canonical)) return false;
  const keys = [...baseNames.readIn(holder)].filter((key) => !/: self$/.test(key));
  return keys.some((key) => variantNames.placesOf(key).reads.length > 0);
}

/** Of several things that stand side by side (`cat((h, context, x))`, a list of transforms) another one went as well. */
function partGoneToo(
  { baseNames, differences }: Comparison,
  target: Target,
  base: Syntax,
  left: Syntax | undefined,
  lost: ReadonlySet<NameKey>,
): Evidence | undefined {
  const isCall =
    base.type === 'call' && /^(?:cat|concat|concatenate|stack|hstack|column_stack)$/.test(calleeName(base) ?? '');
  const list = [...syntaxWithin(base)].find(({ type }) => type === 'list' || type === 'tuple');
  const isMarkedList = list !== undefined && target.nodes.some(({ parent }) => parent === list);
  if (list === undefined || (!isCall && !(isMarkedList && base.type === 'assignment'))) return undefined;
  const come = differences.flatMap((each) =>
    each.kind === 'inserted' || each.kind === 'replaced' ? [each.variant] : [],
  );
  const kept = new Set(
    [...come, ...(left === undefined ? [] : [left])].flatMap((node) =>
      [...syntaxWithin(node)].map(({ canonical }) => canonical),
    ),
  );
  const gone = list.children.find(
    (element) =>
      !kept.has(element.canonical) &&
      !target.nodes.some((node) => covers(node, element)) &&
      ![...baseNames.readIn(element)].some((key) => lost.has(key)),
  );
  return gone === undefined
    ? undefined
    : {
        severity: 'rejected',
        aspect: 'confinement',
        message: `\`${short(gone)}\` went with the component`,
        place: placeOf(gone),
      };
}

/** Directly in it, with nothing else around: an element of the list that went. */
function isElementOf(node: Syntax, base: Syntax): boolean {
  return node.parent === base;
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
    return left === undefined && (bound.length === 0 || bound.every((key) => lost.has(key)));
  }
  // What a switch chose goes with the switch.
  const condition = conditionOf(base);
  if (condition !== undefined && [...baseNames.readIn(condition)].some((key) => lost.has(key))) return true;
  if (base.parent?.type === 'binary_operator') return left === undefined;
  return left === undefined && ['list', 'tuple', 'argument_list', 'dictionary'].includes(base.parent?.type ?? '');
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
  const owns =
    keys.some((key) => key.startsWith('self.') || key.startsWith('.')) &&
    made.some((each) => !PARAMETER_FREE.test(each));
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

function cameInstead(
  comparison: Comparison,
  base: Syntax,
  by: Syntax,
  { lost, inputs, callees }: Consequences,
): Evidence[] {
  if (isItsOldValue(comparison, base, by) || isCountOf(comparison, base, by)) return [];
  const replacement = judgeReplacement(base, by);
  switch (replacement.kind) {
    case 'neutral':
      return isFilledWithZeros(by)
        ? [
            {
              ...unexpected(by, `\`${short(by)}\` of the same shape stands for \`${short(base)}\``),
              severity: 'suspicious',
            },
          ]
        : [];
    case 'part-of-it':
      return [];
    case 'shape-only':
      if (hasOtherReduction(base, by)) return [unexpected(by, `\`${short(base)}\` became \`${short(by)}\``)];
      return [
        {
          severity: 'note',
          aspect: 'confinement',
          message: `\`${short(by)}\` stands for \`${short(base)}\``,
          place: placeOf(by),
        },
      ];
    case 'still-there':
    case 'other-settings':
      return [unexpected(by, `\`${short(base)}\` became \`${short(by)}\``)];
    case 'something-else': {
      if (replacement.calls.length > 0 && !isMadeOfKnown(comparison, base, by, callees, inputs)) {
        return [unexpected(by, `\`${short(by)}\` was put in the place of \`${short(base)}\``)];
      }
      if (hasNewNumbers(base, by)) return [unexpected(by, `\`${short(base)}\` became \`${short(by)}\``)];
      const before = comparison.baseNames.readIn(base);
      const isCallGone = base.type === 'call' && by.type === 'identifier';
      const stranger = [...comparison.variantNames.readIn(by)].find(
        (key) =>
          !before.has(key) && !lost.has(key) && (isCallGone || (!inputs.has(key) && !key.startsWith('module: '))),
      );
      return stranger === undefined
        ? []
        : [
            {
              ...unexpected(by, `${nameInWords(stranger)} stands where the component's result stood`),
              severity: 'suspicious',
            },
          ];
    }
    default:
      return unreachable(replacement);
  }
}

/** `(a * weight).mean()` became `a.sum()`: the reduction is none of the component's. */
function hasOtherReduction(base: Syntax, by: Syntax): boolean {
  const reductionIn = (node: Syntax): string | undefined =>
    node.type === 'call' ? /^(?:mean|sum|max|min|amax|amin)$/.exec(calleeName(node) ?? '')?.[0] : undefined;
  const [before, after] = [reductionIn(base), reductionIn(by)];
  return before !== undefined && after !== undefined && before !== after;
}

/** `for rate in rates` became `for _ in range(n)`, where `rates = linspace(0, rate, n)`. */
function isCountOf({ baseNames }: Comparison, base: Syntax, by: Syntax): boolean {
  const [count, ...more] =
    by.type === 'call' && calleeName(by) === 'range' ? (childIn(by, 'arguments')?.children ?? []) : [];
  if (base.type !== 'identifier' || count === undefined || more.length > 0) return false;
  const made = [...baseNames.readIn(base)].flatMap((key) => baseNames.placesOf(key).bindings.map(statementAround));
  return made.some((statement) => [...syntaxWithin(statement)].some(({ canonical }) => canonical === count.canonical));
}

/** `loss(logits)` became `loss(model(x))`, where `logits = model(x)` stood before. */
function isItsOldValue({ baseNames }: Comparison, base: Syntax, by: Syntax): boolean {
  if (base.type !== 'identifier') return false;
  return [...baseNames.readIn(base)].some((key) =>
    baseNames
      .placesOf(key)
      .bindings.some((binding) => childIn(statementAround(binding), 'right')?.canonical === by.canonical),
  );
}

/** Numbers and operators that were not there, other than indices. */
function hasNewNumbers(base: Syntax, by: Syntax): boolean {
  const own = new Set([...syntaxWithin(base)].map((part) => part.canonical));
  return [...syntaxWithin(by)].some((part) => {
    const isNew = part.children.length === 0 && !/^[A-Za-z_]/.test(part.canonical) && !own.has(part.canonical);
    return isNew && ![...syntaxAround(part)].some((outer) => outer.type === 'subscript' || outer.type === 'slice');
  });
}

/** The same functions as before, called on what is left: `fc(conv(x))` became `fc(x)`. */
function isMadeOfKnown(
  { variantNames }: Comparison,
  base: Syntax,
  by: Syntax,
  gone: ReadonlySet<string>,
  inputs: ReadonlySet<NameKey>,
): boolean {
  const own = new Set([...syntaxWithin(base)].flatMap((part) => (part.field === 'function' ? [part.canonical] : [])));
  const parts = new Set([...syntaxWithin(base)].map(({ canonical }) => canonical));
  const isOtherwiseMade = [...syntaxWithin(by)].some(
    (part) => part.type === 'call' && /^[A-Z]/.test(calleeName(part) ?? '') && !parts.has(part.canonical),
  );
  if (isOtherwiseMade) return false;
  return [...syntaxWithin(by)].every((part) => {
    if (part.field !== 'function' || own.has(part.canonical) || gone.has(part.canonical)) return true;
    return part.type === 'identifier' && [...variantNames.readIn(part)].some((key) => inputs.has(key));
  });
}

function unexpected(node: Syntax, message: string): Evidence {
  return { severity: 'rejected', aspect: 'confinement', message, place: placeOf(node) };
}
