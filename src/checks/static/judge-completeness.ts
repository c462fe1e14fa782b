import type { Evidence } from '../../core/verdict.js';
import { unreachable } from '../../core/unreachable.js';
import type { Difference } from '../syntax/difference.js';
import { nameInWords } from '../syntax/names.js';
import {
  childIn,
  covers,
  placeOf,
  statementAround,
  syntaxAround,
  syntaxWithin,
  type Syntax,
} from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';
import { firstLine, short } from './excerpt.js';
import { baseOf, fateOf, type Fate } from './fate.js';
import { ACTIVATIONS, PARAMETER_FREE } from './known-callables.js';
import { judgeReplacement } from './neutral.js';
import { findSwitchOff } from './switched-off.js';
import { calleeName, constructorsIn, isDefinition, type Target } from './target.js';

/** Whether the component is really gone, and not only moved, scaled, renamed or made smaller. */
export function judgeCompleteness(comparison: Comparison, target: Target): Evidence[] {
  return [
    ...target.nodes.flatMap((node) => judgeNode(comparison, target, node)),
    ...remainingUses(comparison, target),
    ...copiesElsewhere(comparison, target),
  ].slice(0, 4);
}

function judgeNode(comparison: Comparison, target: Target, node: Syntax): Evidence[] {
  const fate = fateOf(node, comparison.differences);
  switch (fate.kind) {
    case 'deleted':
      return [];
    case 'untouched':
      return judgeUntouched(comparison, target, node);
    case 'unwrapped':
      return node.type === 'with_statement' || node.type === 'decorated_definition'
        ? []
        : [incomplete(node, `the condition of \`${firstLine(node)}\` went, so that its body now always runs`)];
    case 'replaced':
      return judgeReplaced(target, node, valueOf(node), valueOf(fate.by));
    case 'absorbed':
      return judgeAbsorbed(node, fate);
    case 'changed-inside':
      return judgeChangedInside(target, node, fate);
    default:
      return unreachable(fate);
  }
}

/** Code that stands as it stood is gone only where nothing reaches it any more and nothing of it is trained. */
function judgeUntouched(comparison: Comparison, target: Target, node: Syntax): Evidence[] {
  const off = findSwitchOff(comparison, node);
  if (off !== undefined) return [note(node, off)];
  const bound = [...target.bound];
  const isUnused =
    bound.length > 0 &&
    bound.every((key) => {
      const before = comparison.baseNames.placesOf(key).reads.length;
      return before > 0 && comparison.variantNames.placesOf(key).reads.length === 0;
    });
  if (!isUnused) return [incomplete(node, `the marked code \`${firstLine(node)}\` is still there`)];
  if (isDefinition(node)) return [];
  const made = constructorsIn([node]);
  if (made.length > 0 && made.every((name) => PARAMETER_FREE.test(name))) return [];
  return [
    incomplete(
      node,
      `\`${firstLine(node)}\` is still there although nothing uses it: what it owns stays in the model and its optimizer`,
    ),
  ];
}

function judgeReplaced(target: Target, node: Syntax, base: Syntax, by: Syntax): Evidence[] {
  const wanted = target.component.options.replace;
  if (wanted !== undefined && by.text.replace(/\s/g, '') === wanted.replace(/\s/g, '')) return [];
  const replacement = judgeReplacement(base, by);
  switch (replacement.kind) {
    case 'neutral':
      if (isPassedOn(node, by))
        return [incomplete(by, `${by.text} hands the data on beside the other parts, instead of leaving it out`)];
      if (isFilledWithZeros(by))
        return [
          { ...incomplete(by, `\`${short(by)}\` of the same shape stands in its place`), severity: 'suspicious' },
        ];
      return throwsInputAway(node, base) && by.children.length === 0
        ? [incomplete(by, `\`${short(by)}\` also throws away what \`${short(base)}\` was given`)]
        : [];
    case 'part-of-it':
      return standsTwice(by)
        ? [incomplete(by, `\`${short(by)}\` now stands twice, instead of \`${short(base)}\` being left out`)]
        : [];
    case 'shape-only':
      return [note(node, `\`${short(base)}\` was replaced by \`${short(by)}\``)];
    case 'still-there':
      return [incomplete(by, `the component is still there, only in other surroundings: \`${short(by)}\``)];
    case 'other-settings':
      return [incomplete(by, `it was changed, not removed: \`${short(base)}\` became \`${short(by)}\``)];
    case 'something-else':
      return [incomplete(by, `it was replaced, not removed: \`${short(base)}\` became \`${short(by)}\``)];
    default:
      return unreachable(replacement);
  }
}

/** Where parts are joined side by side, `passthrough` is another part; only `drop` is none. */
function isPassedOn(node: Syntax, by: Syntax): boolean {
  const isPassthrough = by.canonical === "'passthrough'" || calleeName(by) === 'FunctionTransformer';
  return (
    isPassthrough &&
    [...syntaxAround(node)].some(
      (outer) => outer.type === 'call' && /Union|ColumnTransformer|make_union/.test(calleeName(outer) ?? ''),
    )
  );
}

/** A whole tensor of zeros still takes part: what follows keeps the weights for it. */
function isFilledWithZeros(by: Syntax): boolean {
  const shape = childIn(by, 'arguments')?.children ?? [];
  const isScalar = shape.length === 0 || shape[0]?.canonical === 'tuple()' || shape[0]?.canonical === '1';
  return (
    by.type === 'call' &&
    /^(?:new_)?zeros/.test(calleeName(by) ?? '') &&
    !isScalar &&
    !/loss|kld|penalty|reg/i.test(statementAround(by).text.split('=')[0] ?? '')
  );
}

/** In a list of things to join, the same element as another. */
function standsTwice(by: Syntax): boolean {
  const isElement = by.parent?.type === 'list' || by.parent?.type === 'tuple';
  return isElement && (by.parent?.children.filter((sibling) => sibling.canonical === by.canonical).length ?? 0) > 1;
}

/** `beta = beta * ramp`: what is left without the component is beta, not a constant. */
function throwsInputAway(node: Syntax, value: Syntax): boolean {
  const target = node.type === 'assignment' ? childIn(node, 'left') : undefined;
  return target !== undefined && [...syntaxWithin(value)].some((part) => part.canonical === target.canonical);
}

function judgeAbsorbed(node: Syntax, { by }: Extract<Fate, { kind: 'absorbed' }>): Evidence[] {
  const isStill = node.children.length > 0 && [...syntaxWithin(by)].some((part) => part.canonical === node.canonical);
  return isStill ? [incomplete(by, `the component is still there: \`${short(by)}\``)] : [];
}

function judgeChangedInside(
  target: Target,
  node: Syntax,
  { differences }: Extract<Fate, { kind: 'changed-inside' }>,
): Evidence[] {
  const value = valueOf(node);
  const whole = differences.find(
    (difference) => difference.kind === 'replaced' && isSame(difference.base, value) && !isSame(value, node),
  );
  if (whole?.kind === 'replaced') return judgeReplaced(target, node, value, whole.variant);
  if (isDefinition(node)) return judgeDefinition(node, differences);
  const evidence = differences.flatMap((difference): Evidence[] => {
    switch (difference.kind) {
      case 'deleted':
      case 'unwrapped':
        return [];
      case 'wrapped':
        return [incomplete(difference.variant, `it was only put under \`${firstLine(difference.variant)}\``)];
      case 'inserted':
        return [
          incomplete(difference.variant, `\`${short(difference.variant)}\` was added to it instead of removing it`),
        ];
      case 'replaced':
        return judgeInnerReplacement(target, node, difference.base, difference.variant);
      default:
        return unreachable(difference);
    }
  });
  if (evidence.length > 0) return evidence;
  const partial = judgePartOfStep(node, value, differences);
  if (partial !== undefined) return [partial];
  const again = calledAgain(differences);
  if (again !== undefined)
    return [incomplete(again, `\`${short(again)}\` is one of several uses, and it is still there`)];
  // A deletion inside a call's arguments or a condition is another setting, not a removal.
  const inSetting = differences.find(
    (difference) =>
      difference.kind === 'deleted' && isPartOfCall(difference.base, node) && !isOnlyArgumentOfNeutral(difference.base),
  );
  return inSetting?.kind === 'deleted'
    ? [incomplete(node, `\`${short(inSetting.base)}\` went from \`${short(value)}\`, which itself is still there`)]
    : [];
}

/** `x = x + f(x)`: what may go is what is done to x; x itself, and nothing of the rest, has to stay. */
function judgePartOfStep(node: Syntax, value: Syntax, differences: readonly Difference[]): Evidence | undefined {
  const name = node.type === 'assignment' ? childIn(node, 'left') : undefined;
  if (name === undefined || !throwsInputAway(node, value)) return undefined;
  const taken = differences.find((each) => each.kind === 'deleted' && each.base.text === name.text);
  if (taken?.kind === 'deleted')
    return incomplete(node, `${name.text} itself was taken out of \`${short(node)}\`, not what is done to it`);
  const calls = calleesIn(value);
  const lost = differences.flatMap((each) =>
    each.kind === 'deleted' || each.kind === 'replaced' ? calleesIn(each.base) : [],
  );
  if (calls.length > 0 && lost.length === 0)
    return incomplete(node, `\`${short(node)}\` was changed, but what it calls is still called`);
  const isGone = (part: Syntax): boolean =>
    differences.some((each) => (each.kind === 'deleted' || each.kind === 'replaced') && covers(each.base, part));
  const stays = [...syntaxWithin(value)].find((part) => {
    const isTelling =
      part.type === 'integer' ||
      part.type === 'float' ||
      (part.type === 'call' && !ACTIVATIONS.test(calleeName(part) ?? ''));
    return isTelling && !isGone(part) && !differences.some((each) => covers(part, baseOf(each)));
  });
  return stays === undefined || isPartOfCall(stays, node)
    ? undefined
    : {
        ...incomplete(node, `only a part of \`${short(node)}\` was removed: \`${short(stays)}\` is still there`),
        severity: 'suspicious',
      };
}

/** A call of what was taken out of the marked statement that the statement still makes elsewhere. */
function calledAgain(differences: readonly Difference[]): Syntax | undefined {
  for (const difference of differences) {
    if (difference.kind !== 'replaced') continue;
    const gone = new Set(
      calleesIn(difference.base).filter((callee) => !calleesIn(difference.variant).includes(callee)),
    );
    const rest = [...syntaxWithin(statementAround(difference.variant))];
    const again = rest.find((part) => part.type === 'call' && gone.has(childIn(part, 'function')?.canonical ?? ''));
    if (again !== undefined) return again;
  }
  return undefined;
}

function calleesIn(node: Syntax): string[] {
  return [...syntaxWithin(node)].flatMap((part) =>
    part.type === 'call' ? [childIn(part, 'function')?.canonical ?? ''] : [],
  );
}

/** In a statement, an operand or a call around an input may go; what stays must have been there before. */
function judgeInnerReplacement(target: Target, node: Syntax, base: Syntax, by: Syntax): Evidence[] {
  const value = valueOf(node);
  const isOwnCall = value.type === 'call' && isPartOfCall(base, node);
  const isCondition = node.type === 'if_statement' || node.type === 'while_statement';
  if (isCondition) return [incomplete(by, `its condition became \`${short(by)}\`; the code below it is still there`)];
  if (isPartOfCall(base, node) && isLiteral(base) && isLiteral(by) && !isOwnCall) {
    return [incomplete(by, `it was changed, not removed: \`${short(by)}\` stands for \`${short(base)}\``)];
  }
  const replacement = judgeReplacement(base, by);
  const isSwitchedOff = isOwnCall && replacement.kind === 'neutral' && PARAMETER_FREE.test(calleeName(value) ?? '');
  if (isSwitchedOff) return [];
  if (isOwnCall || (isFactor(base) && replacement.kind === 'neutral')) {
    return [
      incomplete(by, `it was changed, not removed: \`${short(value)}\` has \`${short(by)}\` for \`${short(base)}\``),
    ];
  }
  return judgeReplaced(target, node, base, by);
}

/** A function that hands back what it got, or does nothing, is gone. */
function judgeDefinition(node: Syntax, differences: readonly Difference[]): Evidence[] {
  const own = new Set([...syntaxWithin(node)].map((part) => part.canonical));
  for (const difference of differences) {
    if (difference.kind === 'deleted' || difference.kind === 'unwrapped') continue;
    const { variant } = difference;
    const isHarmless =
      [...syntaxWithin(variant)].every((part) => part.children.length > 0 || own.has(part.canonical)) ||
      (difference.kind === 'replaced' &&
        ['neutral', 'part-of-it', 'shape-only'].includes(judgeReplacement(difference.base, variant).kind));
    if (!isHarmless) return [incomplete(variant, `its body was changed to something else: \`${short(variant)}\``)];
  }
  return [];
}

function remainingUses({ baseNames, variantNames }: Comparison, target: Target): Evidence[] {
  return [...target.bound].flatMap((key) => {
    const { bindings, reads } = variantNames.placesOf(key);
    const [use] = reads;
    if (bindings.length > 0 || use === undefined || baseNames.placesOf(key).bindings.length === 0) return [];
    return [incomplete(use, `${nameInWords(key)} is still used, though it is defined nowhere any more`)];
  });
}

/** As many occurrences as before, one of them new: it was moved or renamed. */
function copiesElsewhere({ base, variant, differences }: Comparison, target: Target): Evidence[] {
  return target.nodes.flatMap((node) => {
    const value = valueOf(node);
    const isTelling = [...syntaxWithin(value)].some((part) => part.type === 'call' || part.type === 'binary_operator');
    if (!isTelling) return [];
    const copy = differences.find(
      (difference) =>
        (difference.kind === 'inserted' || difference.kind === 'replaced') &&
        [...syntaxWithin(difference.variant)].some((part) => part.canonical === value.canonical) &&
        !(
          difference.kind === 'replaced' &&
          [...syntaxWithin(difference.base)].some((part) => part.canonical === value.canonical)
        ),
    );
    if (copy === undefined || base === variant || copy.kind === 'deleted' || copy.kind === 'unwrapped') return [];
    return [incomplete(copy.variant, `the component was moved, not removed: \`${short(value)}\` stands in new code`)];
  });
}

/** The right side of an assignment, the value of a keyword or parameter; else the node itself. */
function valueOf(node: Syntax): Syntax {
  return childIn(node, 'right') ?? childIn(node, 'value') ?? node;
}

function isPartOfCall(inner: Syntax, node: Syntax): boolean {
  for (const outer of syntaxAround(inner)) {
    if (outer.type === 'argument_list') return true;
    if (isSame(outer, node)) return false;
  }
  return false;
}

function isLiteral(node: Syntax): boolean {
  return ['integer', 'float', 'string', 'true', 'false', 'none'].includes(node.type);
}

/** `FunctionTransformer()` without a function hands on what it gets. */
function isOnlyArgumentOfNeutral(argument: Syntax): boolean {
  const call = argument.parent?.parent;
  return call?.type === 'call' && calleeName(call) === 'FunctionTransformer' && argument.parent?.children.length === 1;
}

function isFactor(node: Syntax): boolean {
  return node.parent?.type === 'binary_operator' && node.parent.children.some((child) => child.canonical === '*');
}

function isSame(a: Syntax, b: Syntax): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}

function incomplete(node: Syntax, message: string): Evidence {
  return { severity: 'rejected', aspect: 'completeness', message, place: placeOf(node) };
}

function note(node: Syntax, message: string): Evidence {
  return { severity: 'note', aspect: 'completeness', message, place: placeOf(node) };
}
