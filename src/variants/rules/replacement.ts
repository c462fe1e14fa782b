import { oneLine } from '../../source/one-line.js';
import type { RuleDecision } from '../../core/variant.js';
import { parsePython, type Node } from '../../source/python-parser.js';
import { textInPlaceOf } from '../argument-text.js';
import type { Rule, RuleContext } from '../rule.js';
import { unknownNames } from '../unknown-names.js';

/** `replace=EXPR`: what the user wrote takes the place of the value that is marked. */
export const replacement: Rule = {
  name: 'replacement',
  decide(context: RuleContext): RuleDecision {
    const { replace } = context.component.options;
    if (replace === undefined) return { kind: 'not-mine' };
    const tree = parsePython(replace);
    const expression = onlyExpression(tree.rootNode);
    if (expression === undefined) return error(`replace=${replace} is not one Python expression`);
    const target = replacedNode(context.node);
    if (target === undefined) {
      return abstain(`replace= gives a value, and this has none: mark the value, argument or assignment that is meant`);
    }
    if (target.text === replace) return abstain(`it is \`${replace}\` already`);
    const [unknown] = unknownNames(context.file, target, expression);
    if (unknown !== undefined) {
      return error(
        `replace=${replace} uses \`${unknown}\`, which ${context.file.path} neither defines nor imports here`,
      );
    }
    const text = textInPlaceOf(target, expression);
    const { file, component } = context;
    const edit = { file: file.path, start: target.startIndex, end: target.endIndex, text };
    return {
      kind: 'edit',
      rule: 'replacement',
      edits: [edit],
      note: `replaces \`${oneLine(target.text)}\` by \`${component.options.replace ?? ''}\``,
    };
  },
};

/** The part of the marked code that has a value of its own. */
function replacedNode(node: Node): Node | undefined {
  switch (node.type) {
    case 'expression_statement': {
      const [only] = node.namedChildren;
      return node.namedChildCount === 1 && only ? replacedNode(only) : undefined;
    }
    case 'assignment':
    case 'augmented_assignment': {
      const right = node.childForFieldName('right');
      return right?.type === 'assignment' ? replacedNode(right) : (right ?? undefined);
    }
    case 'keyword_argument':
    case 'pair':
    case 'default_parameter':
    case 'typed_default_parameter':
      return node.childForFieldName('value') ?? undefined;
    case 'return_statement':
      return node.namedChildCount === 1 ? (node.namedChildren[0] ?? undefined) : undefined;
    default:
      return EXPRESSIONS.test(node.type) ? node : undefined;
  }
}

const EXPRESSIONS =
  /^(identifier|attribute|call|subscript|integer|float|true|false|none|(concatenated_)?string|list|tuple|dictionary|set|\w+_comprehension|lambda|(binary|boolean|unary|not|comparison)_operator|conditional_expression|parenthesized_expression|await)$/;

function onlyExpression(root: Node): Node | undefined {
  const [statement] = root.namedChildren;
  const [expression] = statement?.namedChildren ?? [];
  if (root.hasError || root.namedChildCount !== 1 || statement?.type !== 'expression_statement') return undefined;
  return statement.namedChildCount === 1 && expression && EXPRESSIONS.test(expression.type) ? expression : undefined;
}

function abstain(reason: string): RuleDecision {
  return { kind: 'abstain', rule: 'replacement', reason };
}

function error(reason: string): RuleDecision {
  return { kind: 'meaningless', reason };
}
