import { calleeName } from '../syntax/callee.js';
import { operandsIn } from '../syntax/operands.js';
import { unreachable } from '../../core/unreachable.js';
import type { Evidence } from '../../core/verdict.js';
import { childIn, placeOf, statementAround, syntaxAround, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';
import type { Consequences } from './consequences.js';
import { short } from './excerpt.js';
import { isFilledWithZeros } from './judge-replaced.js';
import { judgeReplacement } from './neutral.js';
import { formOf, nameInWords, type NameKey } from '../syntax/name-key.js';

/** Whether what stands in the place of something that went is only what is left of it. */
export function cameInstead(
  comparison: Comparison,
  base: Syntax,
  by: Syntax,
  { lost, inputs, callees }: Consequences,
): Evidence[] {
  if (isItsOldValue(comparison, base, by) || isCountOf(comparison, base, by)) return [];
  const replacement = judgeReplacement(base, by);
  switch (replacement.kind) {
    case 'neutral':
      if (hasOtherOperands(comparison, base, lost))
        return [unexpected(by, `\`${short(base)}\` became \`${short(by)}\``)];
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
          !before.has(key) && !lost.has(key) && (isCallGone || (!inputs.has(key) && formOf(key).kind !== 'module')),
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

/** `rate * warmup`, of which only `warmup` is gone. */
function hasOtherOperands({ baseNames }: Comparison, base: Syntax, lost: ReadonlySet<NameKey>): boolean {
  const operands = operandsIn(base);
  return (
    operands.length > 1 && operands.some((operand) => ![...baseNames.readIn(operand)].some((key) => lost.has(key)))
  );
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
