import type { Evidence } from '../../core/verdict.js';
import { calleeName } from '../syntax/callee.js';
import type { Difference } from '../syntax/difference.js';
import { childIn, placeOf, statementAround, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import { rootsOf, type Comparison } from './comparison.js';
import type { Target } from './target.js';

/**
 * Functions of the project that the marked statement applies to a variable, `x = scale(x)`: a step that belongs at
 * every place that has it, in training and in use alike.
 */
function stepsOf({ base }: Comparison, target: Target): string[] {
  const applied = target.nodes.flatMap((node) => {
    const [left, right] = [childIn(node, 'left'), childIn(node, 'right')];
    const callee = right?.type === 'call' && right.children[0]?.type === 'identifier' ? calleeName(right) : undefined;
    const isOnItself = childIn(right ?? node, 'arguments')?.children.some((each) => each.canonical === left?.canonical);
    return callee !== undefined && isOnItself === true ? [callee] : [];
  });
  const isDefined = (name: string): boolean =>
    [...rootsOf(base)].some((root) =>
      root.children.some((node) => node.type === 'function_definition' && childIn(node, 'name')?.canonical === name),
    );
  return applied.filter(isDefined);
}

/** The step was taken out at another place as well: `act(scale(state))` became `act(state)`. */
export function isSameStepElsewhere(comparison: Comparison, target: Target, difference: Difference): boolean {
  if (difference.kind !== 'replaced' || difference.base.type !== 'call') return false;
  const [input] = childIn(difference.base, 'arguments')?.children ?? [];
  return (
    input?.canonical === difference.variant.canonical &&
    stepsOf(comparison, target).includes(calleeName(difference.base) ?? '')
  );
}

/** Whether the step is still applied where nothing marks it. */
export function judgeOtherUses(comparison: Comparison, target: Target): Evidence[] {
  const steps = new Set(stepsOf(comparison, target));
  if (steps.size === 0) return [];
  const remaining = [...rootsOf(comparison.variant)].flatMap((root) =>
    [...syntaxWithin(root)].filter(
      (node) =>
        node.type === 'call' && childIn(node, 'function')?.type === 'identifier' && steps.has(calleeName(node) ?? ''),
    ),
  );
  const [first] = remaining.filter((call) => !isOneOfMarked(target, call));
  return first === undefined
    ? []
    : [
        {
          severity: 'suspicious',
          aspect: 'completeness',
          message: `${calleeName(first) ?? ''} is applied at another place too, and stays there: \`${statementAround(first).text.slice(0, 60)}\``,
          place: placeOf(first),
        },
      ];
}

/** The marked code itself, where it stayed: that is said elsewhere. */
function isOneOfMarked(target: Target, call: Syntax): boolean {
  return target.nodes.some((node) => node.canonical === statementAround(call).canonical);
}
