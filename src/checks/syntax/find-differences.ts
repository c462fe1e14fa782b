import { unreachable } from '../../core/unreachable.js';
import { align } from './align.js';
import { methodOf } from './callee.js';
import type { Difference } from './difference.js';
import { operandsOf } from './operands.js';
import { childIn, isBlock, type Syntax } from './plain-syntax.js';
import { pairUnits, type IsMarked } from './pair-units.js';

const LISTS = new Set([
  'argument_list',
  'list',
  'tuple',
  'set',
  'dictionary',
  'parameters',
  'decorated_definition',
  'import_from_statement',
  'import_statement',
  'pattern_list',
  'expression_list',
]);

/** The smallest differences between two pieces of syntax that stand in the same place. */
export function findDifferences(base: Syntax, variant: Syntax, isMarked: IsMarked): Difference[] {
  if (base.canonical === variant.canonical) return [];
  const operands = operandsOf(base, variant, isMarked);
  if (operands !== undefined) return differencesOfLists(operands.base, operands.variant, base, isMarked);
  if (base.type !== variant.type)
    return withoutDecorators(base, variant, isMarked) ?? [{ kind: 'replaced', base, variant }];
  // Another keyword is another argument.
  if (base.type === 'keyword_argument' && childIn(base, 'name')?.canonical !== childIn(variant, 'name')?.canonical)
    return [{ kind: 'replaced', base, variant }];
  if (isBlock(base.type) || LISTS.has(base.type)) {
    return differencesOfLists(base.children, variant.children, base, isMarked);
  }
  if (base.type === 'attribute' && childIn(base, 'attribute')?.canonical !== childIn(variant, 'attribute')?.canonical) {
    return [{ kind: 'replaced', base, variant }];
  }
  // What the method is called on is compared on its own.
  if (base.type === 'call' && methodOf(base)?.canonical !== methodOf(variant)?.canonical)
    return [{ kind: 'replaced', base, variant }];
  if (!haveSameShape(base, variant)) return differencesOfShapes(base, variant, isMarked);
  return base.children.flatMap((child, index) => {
    const other = variant.children[index];
    return other === undefined ? [] : findDifferences(child, other, isMarked);
  });
}

/** A definition that lost all its decorators. */
function withoutDecorators(base: Syntax, variant: Syntax, isMarked: IsMarked): Difference[] | undefined {
  const definition = base.type === 'decorated_definition' ? childIn(base, 'definition') : undefined;
  if (definition?.type !== variant.type) return undefined;
  const decorators = base.children.filter(({ type }) => type === 'decorator');
  return [
    ...decorators.map((decorator): Difference => ({ kind: 'deleted', base: decorator })),
    ...findDifferences(definition, variant, isMarked),
  ];
}

function differencesOfLists(
  base: readonly Syntax[],
  variant: readonly Syntax[],
  into: Syntax,
  isMarked: IsMarked,
): Difference[] {
  const differences: Difference[] = [];
  let gone: Syntax[] = [];
  let come: Syntax[] = [];
  const flush = (): void => {
    differences.push(...differencesOfGap(gone, come, into, isMarked));
    gone = [];
    come = [];
  };
  for (const step of align(base, variant, (child) => child.canonical)) {
    if (step.kind === 'both') flush();
    else if (step.kind === 'base') gone.push(step.base);
    else come.push(step.variant);
  }
  flush();
  return differences;
}

/** Between two equal neighbours: what is alike is compared inside, the rest went or came. */
function differencesOfGap(
  gone: readonly Syntax[],
  come: readonly Syntax[],
  into: Syntax,
  isMarked: IsMarked,
): Difference[] {
  return pairUnits(gone, come, isMarked).flatMap((pair): Difference[] => {
    switch (pair.kind) {
      case 'alike':
        return findDifferences(pair.base, pair.variant, isMarked);
      case 'body-stays':
        return [
          { kind: 'unwrapped', base: pair.base, stays: pair.stays },
          ...differencesOfLists(pair.body, pair.variants, into, isMarked),
        ];
      case 'put-under':
        return [
          { kind: 'wrapped', variant: pair.variant, into },
          ...differencesOfLists(pair.bases, pair.body, into, isMarked),
        ];
      case 'gone':
        return [{ kind: 'deleted', base: pair.base }];
      case 'come':
        return [{ kind: 'inserted', variant: pair.variant, into }];
      default:
        return unreachable(pair);
    }
  });
}

function haveSameShape(base: Syntax, variant: Syntax): boolean {
  return (
    base.children.length === variant.children.length &&
    base.children.length > 0 &&
    base.children.every((child, index) => child.field === variant.children[index]?.field)
  );
}

/** Clauses and optional parts (`else`, a return type) come and go; other shapes differ as a whole. */
function differencesOfShapes(base: Syntax, variant: Syntax, isMarked: IsMarked): Difference[] {
  if (!base.type.endsWith('_statement') && !base.type.endsWith('_definition')) {
    return [{ kind: 'replaced', base, variant }];
  }
  const keyOf = (child: Syntax): string => child.field ?? child.type;
  return align(base.children, variant.children, keyOf).flatMap((step): Difference[] => {
    if (step.kind === 'both') return findDifferences(step.base, step.variant, isMarked);
    return step.kind === 'base'
      ? [{ kind: 'deleted', base: step.base }]
      : [{ kind: 'inserted', variant: step.variant, into: base }];
  });
}
