import { align } from './align.js';
import { methodOf } from './callee.js';
import { childIn, isBlock, type Syntax } from './plain-syntax.js';

/** What became of the statements, elements or operands between two equal neighbours. */
export type Pair =
  | { readonly kind: 'alike'; readonly base: Syntax; readonly variant: Syntax }
  | { readonly kind: 'gone'; readonly base: Syntax }
  | { readonly kind: 'come'; readonly variant: Syntax }
  | {
      readonly kind: 'body-stays';
      readonly stays: 'body' | 'alternative';
      readonly base: Syntax;
      readonly body: readonly Syntax[];
      readonly variants: readonly Syntax[];
    }
  | {
      readonly kind: 'put-under';
      readonly variant: Syntax;
      readonly body: readonly Syntax[];
      readonly bases: readonly Syntax[];
    };

/** Whether a unit of the baseline is the component, or a part of it. */
export type IsMarked = (unit: Syntax) => boolean;

/** Pairs up what is recognisably the same unit, changed; in order, each once. */
export function pairUnits(gone: readonly Syntax[], come: readonly Syntax[], isMarked: IsMarked): Pair[] {
  if (come.length === 0) return gone.map((base) => ({ kind: 'gone', base }));
  const unwrapped = findBodyAmong(gone, come);
  if (unwrapped !== undefined) {
    const { index, body, stays, from, count } = unwrapped;
    const base = gone[index];
    if (base !== undefined) {
      return [
        ...pairUnits(gone.slice(0, index), come.slice(0, from), isMarked),
        { kind: 'body-stays', stays, base, body, variants: come.slice(from, from + count) },
        ...pairUnits(gone.slice(index + 1), come.slice(from + count), isMarked),
      ];
    }
  }
  const wrapped = findBodyAmong(come, gone);
  if (wrapped !== undefined) {
    const { index, body, from, count } = wrapped;
    const variant = come[index];
    if (variant !== undefined) {
      return [
        ...pairUnits(gone.slice(0, from), come.slice(0, index), isMarked),
        { kind: 'put-under', variant, body, bases: gone.slice(from, from + count) },
        ...pairUnits(gone.slice(from + count), come.slice(index + 1), isMarked),
      ];
    }
  }
  return pairByLikeness(gone, come, isMarked);
}

function pairByLikeness(gone: readonly Syntax[], come: readonly Syntax[], isMarked: IsMarked): Pair[] {
  // One unit each: it was changed, whatever it is called now.
  const [base, variant] = [gone[0], come[0]];
  if (gone.length === 1 && come.length === 1 && base !== undefined && variant !== undefined) {
    return isExpression(base) || likeness(base) === likeness(variant) || isSameKind(base, variant)
      ? [{ kind: 'alike', base, variant }]
      : [
          { kind: 'gone', base },
          { kind: 'come', variant },
        ];
  }
  if (gone.length === come.length && gone.every(isExpression) && come.every(isExpression)) {
    return gone.flatMap((unit, index): Pair[] => {
      const other = come[index];
      return other === undefined ? [] : [{ kind: 'alike', base: unit, variant: other }];
    });
  }
  // Where fewer came than went, what is marked is the likeliest to have gone for good.
  const keyOfGone = (unit: Syntax): string =>
    gone.length > come.length && isMarked(unit) ? `marked ${likeness(unit)}` : likeness(unit);
  const steps = align(
    [...gone].map((unit) => ({ unit, key: keyOfGone(unit) })),
    [...come].map((unit) => ({ unit, key: likeness(unit) })),
    ({ key }) => key,
  );
  return steps.map((step): Pair => {
    if (step.kind === 'both') return { kind: 'alike', base: step.base.unit, variant: step.variant.unit };
    return step.kind === 'base' ? { kind: 'gone', base: step.base.unit } : { kind: 'come', variant: step.variant.unit };
  });
}

function isExpression(node: Syntax): boolean {
  if (['dotted_name', 'aliased_import'].includes(node.type)) return false;
  return node.parent === undefined || !isBlock(node.parent.type);
}

/** What makes two statements the same one in two states: the name defined, the target, the function called. */
function likeness(node: Syntax): string {
  switch (node.type) {
    case 'function_definition':
    case 'class_definition':
    case 'keyword_argument':
    case 'default_parameter':
    case 'typed_default_parameter':
      return `${node.type} ${childIn(node, 'name')?.canonical ?? ''}`;
    case 'decorated_definition': {
      const definition = childIn(node, 'definition');
      return definition === undefined ? node.type : likeness(definition);
    }
    case 'assignment':
    case 'augmented_assignment':
      // `out, _ = f(x)` and `out = x` give the same name a value.
      return `assignment ${firstTarget(childIn(node, 'left'))}`;
    case 'call':
      return `call ${methodOf(node)?.canonical ?? ''}`;
    case 'pair':
      return `pair ${childIn(node, 'key')?.canonical ?? ''}`;
    case 'for_statement':
      return `for ${childIn(node, 'left')?.canonical ?? ''}`;
    case 'import_from_statement':
      return `import ${childIn(node, 'module_name')?.canonical ?? ''}`;
    case 'if_statement':
    case 'while_statement':
    case 'with_statement':
    case 'try_statement':
    case 'return_statement':
      return node.type;
    default:
      return node.canonical;
  }
}

function firstTarget(left: Syntax | undefined): string {
  return (left?.type.endsWith('_list') === true ? left.children[0] : left)?.canonical ?? '';
}

/** Two statements of one type that is not told apart by a name. */
function isSameKind(base: Syntax, variant: Syntax): boolean {
  return (
    base.type === variant.type &&
    !['assignment', 'function_definition', 'class_definition', 'dotted_name', 'aliased_import'].includes(base.type)
  );
}

interface FoundBody {
  /** Of the compound statement in its list. */
  readonly index: number;
  readonly body: readonly Syntax[];
  readonly stays: 'body' | 'alternative';
  /** Where its statements stand in the other list, and how many. */
  readonly from: number;
  readonly count: number;
}

const COMPOUND = new Set(['with_statement', 'if_statement', 'try_statement', 'for_statement', 'while_statement']);

/** A compound statement of one list whose body stands, bare, in the other. */
function findBodyAmong(list: readonly Syntax[], others: readonly Syntax[]): FoundBody | undefined {
  for (const [index, node] of list.entries()) {
    if (!COMPOUND.has(node.type)) continue;
    // Where a statement of its kind stands on the other side as well, the two are compared instead.
    if (others.some((other) => likeness(other) === likeness(node))) continue;
    for (const { body, stays } of bodiesOf(node)) {
      const places = body.flatMap((statement) => {
        const found = others.findIndex((other) => other.canonical === statement.canonical);
        return found === -1 ? [] : [found];
      });
      if (places.length === 0 || places.length * 2 < body.length) continue;
      const from = Math.min(...places);
      return { index, body, stays, from, count: Math.max(...places) - from + 1 };
    }
  }
  return undefined;
}

function bodiesOf(node: Syntax): { readonly body: readonly Syntax[]; readonly stays: 'body' | 'alternative' }[] {
  const blockOf = (owner: Syntax): readonly Syntax[] =>
    owner.children.find(({ type }) => type === 'block')?.children ?? [];
  const alternatives = node.children.filter(({ type }) => type === 'else_clause');
  return [
    { body: blockOf(node), stays: 'body' },
    ...alternatives.map((clause) => ({ body: blockOf(clause), stays: 'alternative' as const })),
  ];
}
