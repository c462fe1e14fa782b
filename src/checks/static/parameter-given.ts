import { calleeName } from '../syntax/callee.js';
import { childIn, type Syntax } from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';
import { definitionsOf } from './definitions.js';

/** The parameter of a function or constructor of the project that an argument of a call is given to. */
export function parameterGiven(comparison: Comparison, argument: Syntax): Syntax | undefined {
  const call = argument.parent?.type === 'argument_list' ? argument.parent.parent : undefined;
  if (call?.type !== 'call') return undefined;
  const position = argument.parent?.children.findIndex(({ start }) => start === argument.start) ?? -1;
  const place = argument.type === 'keyword_argument' ? (childIn(argument, 'name')?.canonical ?? '') : position;
  return parameterOf(comparison, calleeName(call) ?? '', place);
}

function parameterOf({ base }: Comparison, callee: string, argument: string | number): Syntax | undefined {
  const { byName, classOfInstance } = definitionsOf(base);
  // `model` of `model = Net(...)` is called through the class's `forward`.
  const instanceOf = classOfInstance.get(callee);
  for (const node of byName.get(instanceOf ?? callee) ?? []) {
    const isClass = node.type === 'class_definition';
    const definition = isClass ? methodIn(node, instanceOf === undefined ? '__init__' : 'forward') : node;
    const parameters = definition && childIn(definition, 'parameters')?.children;
    if (parameters === undefined) continue;
    return typeof argument === 'number'
      ? parameters[argument + (takesSelf(parameters) ? 1 : 0)]
      : parameters.find((parameter) => (childIn(parameter, 'name') ?? parameter).canonical === argument);
  }
  return undefined;
}

function takesSelf(parameters: readonly Syntax[]): boolean {
  return parameters[0]?.canonical === 'self';
}

function methodIn(definition: Syntax, name: string): Syntax | undefined {
  return childIn(definition, 'body')?.children.find(
    (child) => child.type === 'function_definition' && childIn(child, 'name')?.canonical === name,
  );
}
