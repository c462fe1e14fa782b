import type { Node } from '../../source/python-parser.js';

/** Nodes that are an expression by themselves. */
const EXPRESSIONS: ReadonlySet<string> = new Set([
  'identifier',
  'attribute',
  'subscript',
  'call',
  'integer',
  'float',
  'string',
  'concatenated_string',
  'true',
  'false',
  'none',
  'list',
  'tuple',
  'set',
  'dictionary',
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
  'parenthesized_expression',
  'binary_operator',
  'unary_operator',
  'boolean_operator',
  'not_operator',
  'comparison_operator',
  'conditional_expression',
  'lambda',
  'await',
]);

/** What holds names or targets instead of values, with the field it holds them in; without one: everywhere. */
const NO_VALUES: readonly (readonly [parent: string, field?: string])[] = [
  ['assignment', 'left'],
  ['assignment', 'type'],
  ['augmented_assignment', 'left'],
  ['named_expression', 'name'],
  ['keyword_argument', 'name'],
  ['attribute', 'attribute'],
  ['function_definition', 'name'],
  ['class_definition', 'name'],
  ['for_statement', 'left'],
  ['for_in_clause', 'left'],
  ['default_parameter', 'name'],
  ['typed_default_parameter', 'name'],
  ['typed_default_parameter', 'type'],
  ['parameters'],
  ['lambda_parameters'],
  ['typed_parameter'],
  ['type'],
  ['pattern_list'],
  ['tuple_pattern'],
  ['list_pattern'],
  ['as_pattern_target'],
  ['global_statement'],
  ['nonlocal_statement'],
  ['delete_statement'],
  ['expression_list'],
  ['dotted_name'],
  ['aliased_import'],
];

export function isExpression({ type }: Node): boolean {
  return EXPRESSIONS.has(type);
}

/** Whether a conditional expression may stand in a node's place. */
export function isValue(node: Node): boolean {
  const { parent } = node;
  if (!isExpression(node) || parent === null) return false;
  return NO_VALUES.every(
    ([type, field]) => parent.type !== type || (field !== undefined && parent.childForFieldName(field)?.id !== node.id),
  );
}
