import { attributeName, bindingsOf, usesOfAttribute } from '../name-uses.js';
import type { Project } from '../project.js';
import type { Node } from '../python-parser.js';
import { calleeOf, importedAs } from './callee.js';
import { argumentNodes, hasDictionarySplat, keywordArgument, positionalArgument } from './call-arguments.js';
import { syntaxIndex, type Place } from './syntax-index.js';

/** What a name or an attribute can be. */
export interface PossibleValues {
  readonly values: readonly Place[];
  /** The elements of these are its values: `for seed in range(3)`. */
  readonly elementsOf: readonly Place[];
  /** It is a parameter that some call gives through `**options`. */
  readonly isSplatted: boolean;
  /** Some of its values are not seen. */
  readonly isOpen: boolean;
}

const NOTHING: PossibleValues = { values: [], elementsOf: [], isSplatted: false, isOpen: false };
const UNSEEN: PossibleValues = { ...NOTHING, isOpen: true };

/** The values an identifier or an attribute is given anywhere it is bound, order and branches disregarded. */
export function possibleValues(project: Project, { file, node }: Place): PossibleValues {
  if (node.type === 'attribute') {
    const object = node.childForFieldName('object');
    const isModule = object?.type === 'identifier' && importedAs(file, object) !== undefined;
    return isModule ? valuesOfImported(project, attributeName(node)) : valuesOfAttribute(project, attributeName(node));
  }
  const bindings = bindingsOf(file, node);
  if (bindings.length === 0) return UNSEEN;
  const origin = importedAs(file, node);
  if (origin !== undefined) return valuesOfImported(project, origin.split('.').at(-1) ?? origin);
  return merge(bindings.map((binding) => valuesOfBinding(project, { file, node: binding })));
}

function merge(parts: readonly PossibleValues[]): PossibleValues {
  return {
    values: parts.flatMap((part) => part.values),
    elementsOf: parts.flatMap((part) => part.elementsOf),
    isSplatted: parts.some((part) => part.isSplatted),
    isOpen: parts.some((part) => part.isOpen),
  };
}

function valuesOfBinding(project: Project, { file, node }: Place): PossibleValues {
  const parent = node.parent;
  if (parent === null) return UNSEEN;
  const right = parent.childForFieldName('right');
  switch (parent.type) {
    case 'assignment':
      if (right !== null) return { ...NOTHING, values: [{ file, node: right }] };
      return parent.childForFieldName('type') === null ? UNSEEN : NOTHING;
    case 'augmented_assignment':
      return NOTHING;
    case 'named_expression': {
      const value = parent.childForFieldName('value');
      return value === null ? UNSEEN : { ...NOTHING, values: [{ file, node: value }] };
    }
    case 'for_statement':
    case 'for_in_clause':
      return right === null ? UNSEEN : { ...NOTHING, elementsOf: [{ file, node: right }] };
    case 'parameters':
    case 'typed_parameter':
    case 'default_parameter':
    case 'typed_default_parameter':
      return valuesOfParameter(project, { file, node });
    default:
      return UNSEEN;
  }
}

function valuesOfParameter(project: Project, { file, node }: Place): PossibleValues {
  const parameter = node.parent?.type === 'parameters' ? node : node.parent;
  const definition = parameter?.parent?.parent;
  if (!parameter || definition?.type !== 'function_definition') return UNSEEN;
  const defaultValue = parameter.childForFieldName('value');
  const name = definition.childForFieldName('name')?.text ?? '';
  const parameters = (parameter.parent?.namedChildren ?? []).filter(({ type }) => type !== 'comment');
  const isMethod = /^(?:self|cls)$/.test(parameters[0]?.text ?? '');
  const position = parameters.findIndex(({ id }) => id === parameter.id) - (isMethod ? 1 : 0);
  const className = definition.parent?.parent?.childForFieldName('name')?.text;
  const callee = name === '__init__' && className !== undefined ? className : name;
  const calls = callsOf(project, callee).map(({ file: caller, node: call }): PossibleValues => {
    const given = keywordArgument(call, node.text) ?? positionalArgument(call, position);
    if (given !== undefined && given.type !== 'keyword_argument') {
      return { ...NOTHING, values: [{ file: caller, node: given }] };
    }
    if (hasDictionarySplat(call)) return { ...UNSEEN, isSplatted: true };
    if (argumentNodes(call).some(({ type }) => type === 'list_splat')) return UNSEEN;
    return defaultValue === null ? UNSEEN : { ...NOTHING, values: [{ file, node: defaultValue }] };
  });
  if (calls.length > 0) return merge(calls);
  return defaultValue === null ? UNSEEN : { ...UNSEEN, values: [{ file, node: defaultValue }] };
}

function callsOf(project: Project, name: string): Place[] {
  return (syntaxIndex(project).callsByName.get(name) ?? []).filter(({ file, node }) => {
    const callee = calleeOf(project, file, node);
    return callee.kind === 'project' || callee.kind === 'method';
  });
}

function valuesOfAttribute(project: Project, name: string): PossibleValues {
  const assigned = usesOfAttribute(project, name)
    .filter((use) => use.role === 'binding')
    .map(({ file, node }) => valuesOfBinding(project, { file, node }));
  const values = [...assigned, ...fieldsOfClasses(project, name)];
  return values.length === 0 ? UNSEEN : merge(values);
}

/** `seed: int = 42` in a class body, dataclasses included. */
function fieldsOfClasses(project: Project, name: string): PossibleValues[] {
  return assignmentsTo(project, name, (block) => block?.type === 'block' && block.parent?.type === 'class_definition');
}

function valuesOfImported(project: Project, name: string): PossibleValues {
  const assigned = assignmentsTo(project, name, (block) => block?.type === 'module');
  return assigned.length === 0 ? UNSEEN : merge(assigned);
}

function assignmentsTo(
  project: Project,
  name: string,
  isIn: (block: Node | null | undefined) => boolean,
): PossibleValues[] {
  return (syntaxIndex(project).assignmentsByName.get(name) ?? [])
    .filter(({ node }) => isIn(node.parent?.parent))
    .map(({ file, node }): PossibleValues => {
      const right = node.childForFieldName('right');
      return right === null ? UNSEEN : { ...NOTHING, values: [{ file, node: right }] };
    });
}
