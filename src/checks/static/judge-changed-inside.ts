import type { Evidence } from '../../core/verdict.js';
import { unreachable } from '../../core/unreachable.js';
import { calleeName, calleesIn } from '../syntax/callee.js';
import { sideOf, type Difference } from '../syntax/difference.js';
import {
  childIn,
  covers,
  isBlock,
  statementAround,
  syntaxWithin,
  type Syntax,
  isSame,
} from '../syntax/plain-syntax.js';
import { incomplete } from './completeness-evidence.js';
import { isFactor, isLiteral, isPartOfCall, valueOf } from './component-parts.js';
import { firstLine, short } from './excerpt.js';
import { baseOf, type CodeFate } from './code-fate.js';
import { judgeReplaced, throwsInputAway } from './judge-replaced.js';
import { ACTIVATIONS, PARAMETER_FREE } from './known-callables.js';
import { judgeReplacement } from './neutral.js';
import { isDefinition, type Target } from './target.js';

/** Marked code of which a part changed: what is left must not be the component any more. */
export function judgeChangedInside(
  target: Target,
  node: Syntax,
  { differences }: Extract<CodeFate, { kind: 'changed-inside' }>,
): Evidence[] {
  const value = valueOf(node);
  const whole = differences.find(
    (difference) => difference.kind === 'replaced' && isSame(difference.base, value) && !isSame(value, node),
  );
  if (whole?.kind === 'replaced') return judgeReplaced(target, node, value, whole.variant);
  if (isDefinition(node)) return judgeDefinition(node, differences);
  const left = node.type === 'assignment' ? childIn(node, 'left') : undefined;
  const elsewhere = differences.find((difference) => left !== undefined && covers(left, baseOf(difference)));
  if (left !== undefined && elsewhere !== undefined) {
    return [
      incomplete(
        sideOf(elsewhere),
        `the marked statement now gives its value to something else than \`${short(left)}\``,
      ),
    ];
  }
  const weakened = differences.find(
    (difference) => difference.kind === 'deleted' && isFactor(difference.base) && !throwsInputAway(node, value),
  );
  const [first] = differences;
  const slice = node.type === 'assignment' ? childIn(node, 'left') : undefined;
  if (
    slice?.type === 'subscript' &&
    slice.text.includes(':') &&
    first !== undefined &&
    !isWholeValue(node, differences)
  ) {
    return [incomplete(sideOf(first), `\`${short(node)}\` was changed, and still changes \`${slice.text}\``)];
  }
  if (node.type === 'augmented_assignment' && first !== undefined && !isWholeValue(node, differences)) {
    return [
      incomplete(
        sideOf(first),
        `\`${short(node)}\` was changed, and still changes \`${childIn(node, 'left')?.text ?? ''}\``,
      ),
    ];
  }
  const isCompound = node === statementAround(node) && [...syntaxWithin(node)].some(({ type }) => isBlock(type));
  if (isCompound && differences.every(({ kind }) => kind === 'deleted')) return judgeRest(node, differences);
  if (weakened?.kind === 'deleted') {
    return [
      incomplete(node, `\`${short(weakened.base)}\` went from \`${short(value)}\`, the rest of it is still there`),
    ];
  }
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

function isWholeValue(node: Syntax, differences: readonly Difference[]): boolean {
  const right = childIn(node, 'right');
  return differences.some((each) => each.kind === 'replaced' && right !== undefined && isSame(each.base, right));
}

/** Of a loop or branch only some statements went. */
function judgeRest(node: Syntax, differences: readonly Difference[]): Evidence[] {
  const isGone = (statement: Syntax): boolean =>
    differences.some((each) => each.kind === 'deleted' && covers(each.base, statement));
  const statements = [...syntaxWithin(node)].filter((part) => part.parent !== undefined && isBlock(part.parent.type));
  const rest = statements.filter((statement) => statement !== node && !isGone(statement));
  const [first] = rest;
  if (first === undefined) return [];
  const evidence = incomplete(node, `only a part of it was removed: \`${short(first)}\` is still there`);
  const isTalk = rest.every((statement) => calleeName(statement) === 'print');
  return [isTalk ? { ...evidence, severity: 'suspicious' } : evidence];
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

/** In a statement, an operand or a call around an input may go; what stays must have been there before. */
function judgeInnerReplacement(target: Target, node: Syntax, base: Syntax, by: Syntax): Evidence[] {
  const value = valueOf(node);
  const isOwnCall = value.type === 'call' && isPartOfCall(base, node);
  const isCondition = node.type === 'if_statement' || node.type === 'while_statement';
  if (isCondition) return [incomplete(by, `its condition became \`${short(by)}\`; the code below it is still there`)];
  const isElement = ['tuple', 'list', 'pair'].includes(base.parent?.type ?? '') && base !== node;
  if ((isPartOfCall(base, node) || isElement) && isLiteral(base) && isLiteral(by) && !isOwnCall) {
    return [incomplete(by, `it was changed, not removed: \`${short(by)}\` stands for \`${short(base)}\``)];
  }
  const replacement = judgeReplacement(base, valueOf(by));
  const isSwitchedOff = isOwnCall && replacement.kind === 'neutral' && PARAMETER_FREE.test(calleeName(value) ?? '');
  if (isSwitchedOff) return [];
  if (isOwnCall || (isFactor(base) && replacement.kind === 'neutral')) {
    return [
      incomplete(by, `it was changed, not removed: \`${short(value)}\` has \`${short(by)}\` for \`${short(base)}\``),
    ];
  }
  return judgeReplaced(target, node, base, by);
}

/** `FunctionTransformer()` without a function hands on what it gets. */
function isOnlyArgumentOfNeutral(argument: Syntax): boolean {
  const call = argument.parent?.parent;
  return call?.type === 'call' && calleeName(call) === 'FunctionTransformer' && argument.parent?.children.length === 1;
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
