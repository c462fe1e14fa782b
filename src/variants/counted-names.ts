import type { Node } from '../source/python-parser.js';

const COUNTED_NAME =
  /^([ijn]|(\w*_)?dims?(_\w+)?|heads|(n|num|in|out|last|cur)_\w+|\w*_(idx|index|id|len|size|count|num|time|steps?|iters?|epoch|seed|flops|planes|channels|filters|dims?)|idx|index|indices|epochs?|steps?|iters?|iterations?|counts?|num|sizes?|length|rank|world_size|ngpus\w*|gpu|workers|batch|\w*time|seconds\w*|minutes|hours|days|start|end|offset|pos|position|total|it|dt|t[0-9]|tic|toc|seed|flops|mfu|peak\w*|planes|channels|filters|dims?|depth|width|height|kernel\w*|stride|padding|dilation|expansion|expand_ratio|growth_rate|groups|level)$/i;

const COUNTING_CALL =
  /^(len|range|ord|int|round|time\.\w+|datetime\.\w+)\(|\.(size|numel|dim|count|time|shape)\(?[^()]*\)?$/;

/** Whether a number is, by how it is named or got, a count, a size, a position or a time. */
export function isCounted(node: Node): boolean {
  switch (node.type) {
    case 'identifier':
      return COUNTED_NAME.test(node.text);
    case 'attribute':
      return COUNTED_NAME.test(node.childForFieldName('attribute')?.text ?? '') || COUNTING_CALL.test(node.text);
    case 'call':
      return COUNTING_CALL.test(node.text);
    case 'subscript':
      return /\.shape\[[^[\]]*\]$/.test(node.text);
    case 'parenthesized_expression':
    case 'unary_operator':
    case 'binary_operator': {
      const parts = node.namedChildren.filter((child) => !child.isExtra);
      return parts.some(isCounted) && parts.every((part) => isCounted(part) || /^(integer|float)$/.test(part.type));
    }
    default:
      return false;
  }
}

/** Whether an expression is, as far as it shows, text or a list, which `+` joins and `*` repeats. */
export function isJoined(node: Node): boolean {
  if (/string$|^(list|tuple|list_comprehension)$/.test(node.type)) return true;
  if (node.type === 'conditional_expression') return node.namedChildren.some(isJoined);
  if (node.type === 'call') {
    return /(^(str|list|tuple|sorted|repr)|\.(format|join|keys|values|items|strip|lower|replace))$/.test(
      node.childForFieldName('function')?.text ?? '',
    );
  }
  return /^(binary_operator|parenthesized_expression)$/.test(node.type) && node.namedChildren.some(isJoined);
}
