import { bindingsOf, enclosingFunction, usesInFile } from '../source/name-uses.js';
import type { PythonFile } from '../source/python-file.js';
import type { Node } from '../source/python-parser.js';
import { blockStatements } from './statement-of.js';

/**
 * Why the decorator `expression` (`noisy` or `noisy(0.1)`), defined in the same file, cannot simply go from
 * `definition`; undefined if it only wraps the function: the wrapper takes the same arguments, calls the
 * function, and returns its value or arithmetic on it.
 */
export function wrapsTransparently(file: PythonFile, expression: Node, definition: Node): string | undefined {
  const callee = expression.type === 'call' ? expression.childForFieldName('function') : expression;
  const unknown = `what \`@${callee?.text ?? ''}\` does to the function isn't known`;
  if (definition.type !== 'function_definition' || callee?.type !== 'identifier') return unknown;
  const [binding, ...others] = bindingsOf(file, callee);
  const maker = binding?.parent;
  if (others.length > 0 || maker?.type !== 'function_definition' || maker.parent?.type === 'decorated_definition')
    return unknown;
  const wrapping = expression.type === 'call' ? returnedFunction(maker) : maker;
  const wrapper = wrapping && returnedFunction(wrapping);
  const wrapped = wrapping?.childForFieldName('parameters')?.namedChildren;
  if (!wrapping || !wrapper || wrapped?.length !== 1 || wrapped[0]?.type !== 'identifier') return unknown;
  if (!takesTheSame(wrapper, definition))
    return `the wrapper of \`@${callee.text}\` takes other arguments than the function`;
  const calls = usesInFile(file, wrapped[0]).filter(({ node }) => enclosingFunction(node)?.id === wrapper.id);
  const isOnlyCalled = calls.every(({ node }) => node.parent?.childForFieldName('function')?.id === node.id);
  const decoratesBesides = blockStatements(wrapping).some((statement) => !isHarmlessIn(statement));
  if (calls.length === 0 || !isOnlyCalled || decoratesBesides)
    return `\`@${callee.text}\` does more than wrap the function`;
  const results = calls.map(({ node }) => node.parent?.id);
  const returns = wrapper.descendantsOfType('return_statement');
  const isTransparent =
    returns.length > 0 && returns.every((statement) => isResult(file, statement.namedChildren[0], results));
  return isTransparent ? undefined : `the wrapper of \`@${callee.text}\` returns something else than the function does`;
}

/** The function defined in `maker` that it returns, if its last statement says so. */
function returnedFunction(maker: Node): Node | undefined {
  const statements = blockStatements(maker);
  const last = statements.at(-1);
  const returned = last?.type === 'return_statement' ? last.namedChildren[0]?.text : undefined;
  for (const statement of statements) {
    const inner = statement.type === 'decorated_definition' ? statement.childForFieldName('definition') : statement;
    if (inner?.type === 'function_definition' && inner.childForFieldName('name')?.text === returned) {
      return inner;
    }
  }
  return undefined;
}

function isHarmlessIn(statement: Node): boolean {
  if (statement.type === 'expression_statement') return statement.namedChildren[0]?.type === 'string';
  if (statement.type === 'decorated_definition') return /^@(functools\.)?wraps\b/.test(statement.text);
  return statement.type === 'function_definition' || statement.type === 'return_statement';
}

function takesTheSame(wrapper: Node, definition: Node): boolean {
  const parameters = (node: Node): string => (node.childForFieldName('parameters')?.text ?? '').replace(/\s+/g, '');
  return /^\(\*\w+,\*\*\w+\)$/.test(parameters(wrapper)) || parameters(wrapper) === parameters(definition);
}

/** The call of the function, a name that only ever holds such, or arithmetic of one of these with a number. */
function isResult(
  file: PythonFile,
  value: Node | undefined,
  calls: readonly (number | undefined)[],
  within: readonly string[] = [],
): boolean {
  if (value === undefined) return false;
  if (value.type === 'call') return calls.includes(value.id);
  if (value.type === 'parenthesized_expression') return isResult(file, value.namedChildren[0], calls, within);
  if (value.type === 'identifier') {
    // `total = total + f(x)`: what it adds up is more than one result.
    if (within.includes(value.text)) return false;
    const bindings = bindingsOf(file, value).filter((binding) => binding.id !== value.id);
    return (
      bindings.length > 0 &&
      bindings.every(
        ({ parent }) =>
          parent?.type === 'assignment' &&
          isResult(file, parent.childForFieldName('right') ?? undefined, calls, [...within, value.text]),
      )
    );
  }
  if (value.type !== 'binary_operator') return false;
  const sides = value.namedChildren;
  return (
    sides.some((side) => isResult(file, side, calls, within)) &&
    sides.some((side) => /^(integer|float)$/.test(side.type))
  );
}
