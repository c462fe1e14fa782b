import type { Evidence } from '../../core/verdict.js';
import { unreachable } from '../../core/unreachable.js';
import { calleeName } from '../syntax/callee.js';
import { childIn, isBlock, statementAround, syntaxAround, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import { isFactor, valueOf } from './component-parts.js';
import { incomplete, note } from './completeness-evidence.js';
import { short } from './excerpt.js';
import { ACTIVATIONS, SHAPE_ONLY } from './known-callables.js';
import { judgeReplacement } from './neutral.js';
import { canonicalOf } from './stands-as-wanted.js';
import type { Target } from './target.js';

/** What stands in the component's place has to be nothing. `node` is what was marked, `base` its value. */
export function judgeReplaced(target: Target, node: Syntax, base: Syntax, by: Syntax): Evidence[] {
  if (target.replacement !== undefined && by.canonical === canonicalOf(target.replacement)) return [];
  if (isDefault(node, by)) return [];
  const replacement = judgeReplacement(base, by);
  switch (replacement.kind) {
    case 'neutral':
      if (isConstantInstead(target, node, by))
        return [incomplete(by, `${by.text} stands in its place, a constant instead of what it was given`)];
      if (isNoOffValue(node, by)) return [incomplete(by, `${by.text} does not switch it off`)];
      if (isPassedOn(node, by))
        return [incomplete(by, `${by.text} hands the data on beside the other parts, instead of leaving it out`)];
      if (isFilledWithZeros(by))
        return [
          { ...incomplete(by, `\`${short(by)}\` of the same shape stands in its place`), severity: 'suspicious' },
        ];
      if (childIn(node, 'left')?.type === 'subscript' && isNumber(by))
        return [
          { ...incomplete(by, `${childIn(node, 'left')?.text ?? ''} stays, as a constant`), severity: 'suspicious' },
        ];
      return throwsInputAway(node, base) && by.children.length === 0
        ? [incomplete(by, `\`${short(by)}\` also throws away what \`${short(base)}\` was given`)]
        : [];
    case 'part-of-it':
      if (isStillPart(node, base, by)) return [incomplete(by, `\`${short(by)}\` of \`${short(base)}\` is still there`)];
      if (isHalf(node, base, by))
        return [
          {
            ...incomplete(by, `only a part of \`${short(base)}\` was removed: \`${short(by)}\` is still there`),
            severity: 'suspicious',
          },
        ];
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

/** A part that is no removal: a factor, an element made with less, a value that goes into the same slice. */
function isStillPart(node: Syntax, base: Syntax, by: Syntax): boolean {
  if (isFactor(node)) return true;
  if (node.type === 'augmented_assignment') return true;
  const left = childIn(node, 'left');
  if (left?.type === 'subscript' && left.text.includes(':')) return by.canonical !== left.canonical;
  const isHolder =
    base.type === 'call' && /^(?:Sequential|ModuleList|Pipeline|Compose|\w*Union)$/.test(calleeName(base) ?? '');
  const isMade = by.type === 'call' && /^[A-Z]/.test(calleeName(by) ?? '') && base.type === 'call';
  return (
    isMade &&
    (isHolder ||
      !(childIn(base, 'arguments')?.children ?? []).some((given) => valueOf(given).canonical === by.canonical))
  );
}

/** Names of which zero, or one, is a value like others. */
const ZERO_IS_A_VALUE = /^(?:ignore_index|dim|axis|padding_idx|temperature|tau|keep\w*)$/i;
const ONE_IS_A_VALUE = /^(?!.*keep).*(?:drop(?!_last)|prob|smooth|noise|decay|weight)/i;

/** `x = jitter(flip(x))` became `x = flip(x)`: of a marked statement another call stays. */
function isHalf(node: Syntax, base: Syntax, by: Syntax): boolean {
  if (node !== statementAround(node) || !throwsInputAway(node, base)) return false;
  return [...syntaxWithin(by)].some((part) => {
    if (part.type !== 'call' || ACTIVATIONS.test(calleeName(part) ?? '')) return false;
    // `x.max(1)` is a shape, `max(0, x)` is not.
    return childIn(part, 'function')?.type === 'identifier' || !SHAPE_ONLY.test(calleeName(part) ?? '');
  });
}

/** Keywords that are off at a number of their own, and it. */
const OFF_VALUES: ReadonlyMap<string, string> = new Map([['ignore_index', '-100']]);

function isDefault(node: Syntax, by: Syntax): boolean {
  const name = node.type === 'keyword_argument' ? (childIn(node, 'name')?.canonical ?? '') : '';
  return OFF_VALUES.get(name) === by.text.replaceAll(/\s/g, '');
}

function isNoOffValue(node: Syntax, by: Syntax): boolean {
  const name = (childIn(node, 'name') ?? childIn(node, 'left') ?? node.children[0])?.text ?? '';
  if (!node.type.includes('argument') && !node.type.includes('parameter') && node.type !== 'assignment') return false;
  const value = Number(by.canonical);
  return (
    by.canonical !== '' && ((value === 0 && ZERO_IS_A_VALUE.test(name)) || (value === 1 && ONE_IS_A_VALUE.test(name)))
  );
}

/** `append(clip(r))` became `append(1.0)`: one is nothing as a factor only, and never where the mark names a value. */
function isConstantInstead({ replacement }: Target, node: Syntax, by: Syntax): boolean {
  if (node.type !== 'call' || !isNumber(by)) return false;
  const isNamed = replacement !== undefined && Number.isNaN(Number(replacement));
  return (isNamed || Number(by.canonical) === 1) && !isFactor(node);
}

function isNumber({ type }: Syntax): boolean {
  return type === 'integer' || type === 'float';
}

/** A whole tensor of zeros still takes part: what follows keeps the weights for it. */
export function isFilledWithZeros(by: Syntax): boolean {
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
  if (by.parent?.type === 'binary_operator' && by.parent.children.some(({ canonical }) => canonical === '+')) {
    return by.parent.children.filter(({ canonical }) => canonical === by.canonical).length > 1;
  }
  for (const outer of syntaxAround(by)) {
    const { parent } = outer;
    if (parent === undefined || isBlock(parent.type) || outer.type === 'call') return false;
    if (parent.type !== 'list' && parent.type !== 'tuple') continue;
    return parent.children.filter((sibling) => sibling.canonical === outer.canonical).length > 1;
  }
  return false;
}

/** `beta = beta * ramp`: what is left without the component is beta, not a constant. */
export function throwsInputAway(node: Syntax, value: Syntax): boolean {
  const target = node.type === 'assignment' ? childIn(node, 'left') : undefined;
  return target !== undefined && [...syntaxWithin(value)].some((part) => part.canonical === target.canonical);
}
