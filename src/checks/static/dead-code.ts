import type { Difference } from '../syntax/difference.js';
import type { NameKey } from '../syntax/names.js';
import { childIn, isBlock, type Syntax } from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';
import type { Explanation } from './explain-differences.js';
import { calleeName } from './target.js';

/**
 * Whether a deletion takes away only what nothing needs any more: definitions, imports, parameters, options and
 * assignments whose names are read nowhere in the variant, though what is explained already read them.
 */
export function isDeadCode(
  { baseNames, variantNames }: Comparison,
  lost: ReadonlySet<NameKey>,
  explained: ReadonlyMap<Difference, Explanation>,
  difference: Difference,
): boolean {
  if (difference.kind !== 'deleted') return false;
  const { base } = difference;
  const bound = [...baseNames.boundIn(nameGivenBy(base))];
  if (bound.length === 0) return isArgumentOfDead(base, lost) || isPartOfDeadSetUp(base, lost);
  if (!isPureBinding(base)) return false;
  const isUnread = bound.every((key) => variantNames.placesOf(key).reads.length === 0);
  if (!isUnread) return false;
  if (isImport(base)) return true;
  const gone = [...explained.keys()].flatMap((each) => ('base' in each ? [each.base] : []));
  return bound.some((key) =>
    baseNames
      .placesOf(key)
      .reads.some((read) =>
        gone.some((each) => each.file === read.file && each.start <= read.start && read.end <= each.end),
      ),
  );
}

/** Of a definition only its own name counts: what is inside goes with it. */
function nameGivenBy(node: Syntax): Syntax {
  const definition = node.type === 'decorated_definition' ? (childIn(node, 'definition') ?? node) : node;
  return definition.type.endsWith('_definition') ? (childIn(definition, 'name') ?? node) : node;
}

const BINDINGS = new Set(
  `assignment function_definition class_definition decorated_definition import_statement import_from_statement
  dotted_name aliased_import default_parameter typed_default_parameter typed_parameter identifier string`.split(/\s+/),
);

/** Code that only gives names, conditions and loops around it included; options of the command line are names. */
function isPureBinding(node: Syntax): boolean {
  if (node.type === 'call') return calleeName(node) === 'add_argument';
  if (node.type === 'if_statement' || node.type === 'else_clause' || node.type === 'elif_clause') {
    const blocks = node.children.filter((child) => isBlock(child.type) || child.type.endsWith('_clause'));
    return blocks.every((block) => (isBlock(block.type) ? block.children.every(isPureBinding) : isPureBinding(block)));
  }
  return BINDINGS.has(node.type);
}

function isImport(node: Syntax): boolean {
  return ['import_statement', 'import_from_statement', 'dotted_name', 'aliased_import'].includes(node.type);
}

/** `dropout=args.dropout`, where the parameter `dropout` is gone. */
function isArgumentOfDead(node: Syntax, lost: ReadonlySet<NameKey>): boolean {
  if (node.type !== 'keyword_argument') return false;
  const name = childIn(node, 'name')?.canonical ?? '';
  return [...lost].some((key) => key.endsWith(`: ${name}`));
}

/** `nn.init.zeros_(self.conv2.weight)` and the like are uses, found as such; a bare call of a lost name is one too. */
function isPartOfDeadSetUp(node: Syntax, lost: ReadonlySet<NameKey>): boolean {
  return node.type === 'identifier' && [...lost].some((key) => key.endsWith(`: ${node.canonical}`));
}
