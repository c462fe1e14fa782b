import { calleeName } from '../syntax/callee.js';
import type { Difference } from '../syntax/difference.js';
import { formOf, isAttribute, type NameKey } from '../syntax/name-key.js';
import { childIn, isBlock, isWithin, syntaxAround, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import { rootsOf, type Comparison } from './comparison.js';
import type { Explanation } from './explanation.js';
import { parameterGiven } from './parameter-given.js';

/**
 * Whether a deletion takes away only what nothing needs any more: definitions, imports, parameters, options and
 * assignments whose names are read nowhere in the variant, though what is explained already read them.
 */
export function isDeadCode(
  comparison: Comparison,
  lost: ReadonlySet<NameKey>,
  explained: ReadonlyMap<Difference, Explanation>,
  difference: Difference,
): boolean {
  if (difference.kind !== 'deleted') return false;
  const { baseNames, variantNames } = comparison;
  const { base } = difference;
  const bound = [...baseNames.boundIn(nameGivenBy(base))];
  if (isImport(base) && bound.length === 0) return isUnusedImport(comparison, base);
  if (bound.length === 0) return isArgumentOfDead(comparison, base, lost) || isPartOfDeadSetUp(base, lost);
  if (!isPureBinding(base)) return false;
  const isElsewhere = (place: Syntax): boolean => isImport(base) && place.file !== base.file;
  const isUnread = bound.every((key) => variantNames.placesOf(key).reads.every(isElsewhere));
  if (!isUnread) return false;
  if (isImport(base)) return true;
  // It was dead before.
  if (childIn(base, 'name')?.canonical === '__init__') return isEmptied(comparison, base);
  if (isOfNoUse(base) && bound.every((key) => baseNames.placesOf(key).reads.length === 0)) return true;
  if (base.parent?.type === 'parameters' && isFedWithLost(comparison, base, lost)) return true;
  if (bound.some((key) => lost.has(key))) return true;
  const gone = [...explained.keys()].flatMap((each) => ('base' in each ? [each.base] : []));
  return bound.some((key) => baseNames.placesOf(key).reads.some((read) => gone.some((each) => isWithin(read, each))));
}

/** A constructor that only set what nothing reads any more. */
function isEmptied({ baseNames, variantNames }: Comparison, definition: Syntax): boolean {
  const statements = childIn(definition, 'body')?.children ?? [];
  return statements.every((statement) => {
    const bound = [...baseNames.boundIn(statement)];
    const isUnread = bound.every((key) => variantNames.placesOf(key).reads.length === 0);
    return statement.type === 'assignment' && bound.length > 0 && isUnread;
  });
}

/** A plain function or class that nothing but its name could reach: no method that a base class calls, nothing registered. */
function isOfNoUse(node: Syntax): boolean {
  if (node.type !== 'function_definition' && node.type !== 'class_definition') return false;
  const name = childIn(node, 'name')?.canonical ?? '';
  const owner = [...syntaxAround(node)].find((outer) => outer !== node && outer.type === 'class_definition');
  return !name.startsWith('__') && (owner === undefined || childIn(owner, 'superclasses') === undefined);
}

/** A parameter that some call gives only what is gone. */
function isFedWithLost(comparison: Comparison, parameter: Syntax, lost: ReadonlySet<NameKey>): boolean {
  for (const root of rootsOf(comparison.base)) {
    for (const argument of syntaxWithin(root)) {
      if (argument.parent?.type !== 'argument_list') continue;
      if (![...comparison.baseNames.readIn(argument)].some((key) => lost.has(key))) continue;
      const target = parameterGiven(comparison, argument);
      if (target?.start === parameter.start && target.file === parameter.file) return true;
    }
  }
  return false;
}

/** Of a definition only its own name counts: what is inside goes with it. */
function nameGivenBy(node: Syntax): Syntax {
  const definition = node.type === 'decorated_definition' ? (childIn(node, 'definition') ?? node) : node;
  return definition.type.endsWith('_definition') ? (childIn(definition, 'name') ?? node) : node;
}

const BINDINGS = new Set(
  `assignment augmented_assignment function_definition class_definition decorated_definition import_statement import_from_statement
  dotted_name aliased_import default_parameter typed_default_parameter typed_parameter identifier string pair`.split(
    /\s+/,
  ),
);

/** Code that only gives names, conditions and loops around it included; options of the command line are names. */
function isPureBinding(node: Syntax): boolean {
  if (node.type === 'call')
    return /^(?:add_argument|register_buffer|register_parameter|add_module)$/.test(calleeName(node) ?? '');
  if (node.type === 'if_statement' || node.type === 'else_clause' || node.type === 'elif_clause') {
    const blocks = node.children.filter((child) => isBlock(child.type) || child.type.endsWith('_clause'));
    return blocks.every((block) => (isBlock(block.type) ? block.children.every(isPureBinding) : isPureBinding(block)));
  }
  return BINDINGS.has(node.type);
}

/** An import from the project's own files only hands names on: they are used where they are read otherwise. */
function isUnusedImport({ baseNames, variantNames }: Comparison, node: Syntax): boolean {
  const names = [...baseNames.readIn(node)];
  const isHandedOn = (place: Syntax): boolean => [...syntaxAround(place)].some(isImport);
  return names.length > 0 && names.every((key) => variantNames.placesOf(key).reads.every(isHandedOn));
}

/** An import, or one of the names that it brings. */
export function isImport(node: Syntax): boolean {
  return ['import_statement', 'import_from_statement', 'dotted_name', 'aliased_import'].includes(node.type);
}

/** `dropout=args.dropout`, where the parameter `dropout` is gone. */
function isArgumentOfDead(comparison: Comparison, node: Syntax, lost: ReadonlySet<NameKey>): boolean {
  const parameter = parameterGiven(comparison, node);
  return parameter !== undefined && [...comparison.baseNames.boundIn(parameter)].some((key) => lost.has(key));
}

/** `nn.init.zeros_(self.conv2.weight)` and the like are uses, found as such; a bare call of a lost name is one too. */
function isPartOfDeadSetUp(node: Syntax, lost: ReadonlySet<NameKey>): boolean {
  return (
    node.type === 'identifier' && [...lost].some((key) => !isAttribute(key) && formOf(key).name === node.canonical)
  );
}
