import { attributeName } from '../name-uses.js';
import type { Project } from '../project.js';
import type { Node } from '../python-parser.js';
import { calleeOf } from './callee.js';
import { keywordArgument, positionalArgument, stringContent } from './call-arguments.js';
import { configValues } from './config-seeds.js';
import { possibleValues } from './possible-values.js';
import { givenValue, scriptOptions } from './script-options.js';
import { syntaxIndex, type Place } from './syntax-index.js';

/**
 * What an expression is, as a seed. `drawn`: it comes out of another call, such as a generator that is
 * seeded itself; shifting it would shift twice.
 */
export type SeedValue = 'integer' | 'may-be-none' | 'not-an-integer' | 'drawn' | 'unknown';

/** The sources and the user's own arguments, which decide what `args.seed` is. */
export interface SeedContext {
  readonly project: Project;
  readonly scriptArguments: readonly string[];
}

const MAXIMUM_DEPTH = 8;
const INTEGER_FUNCTIONS = new Set(['int', 'abs', 'hash', 'len', 'max', 'min', 'round', 'sum', 'ord']);

const judged = new WeakMap<SeedContext, Map<string, SeedValue>>();

/** Judges an expression by all the values it can have in the project. */
export function seedValue(context: SeedContext, place: Place, depth = 0): SeedValue {
  if (depth > MAXIMUM_DEPTH) return 'unknown';
  const known = judged.get(context) ?? new Map<string, SeedValue>();
  judged.set(context, known);
  // Deeper in, the limit on the depth gives less than there is to know.
  const key = `${depth}:${place.file.path}:${place.node.id}`;
  const value = known.get(key) ?? judge(context, place, depth);
  known.set(key, value);
  return value;
}

function judge(context: SeedContext, place: Place, depth: number): SeedValue {
  const { node, file } = place;
  const part = (child: Node | null): SeedValue =>
    child === null ? 'unknown' : seedValue(context, { file, node: child }, depth + 1);
  switch (node.type) {
    case 'integer':
      return 'integer';
    case 'none':
      return 'may-be-none';
    case 'string':
    case 'concatenated_string':
    case 'float':
    case 'list':
    case 'tuple':
    case 'dictionary':
    case 'true':
    case 'false':
    case 'lambda':
      return 'not-an-integer';
    case 'parenthesized_expression':
      return part(node.namedChildren.find(({ type }) => type !== 'comment') ?? null);
    case 'unary_operator':
      return part(node.childForFieldName('argument'));
    case 'binary_operator': {
      const operator = node.childForFieldName('operator')?.text;
      if (operator === '/') return 'not-an-integer';
      return arithmetic(part(node.childForFieldName('left')), part(node.childForFieldName('right')));
    }
    case 'conditional_expression':
      return anyOf([part(node.namedChildren[0] ?? null), part(node.namedChildren[2] ?? null)]);
    case 'boolean_operator': {
      const left = part(node.childForFieldName('left'));
      const right = part(node.childForFieldName('right'));
      const isOr = node.childForFieldName('operator')?.text === 'or';
      return isOr && left === 'may-be-none' ? right : anyOf([left, right]);
    }
    case 'call':
      return valueOfCall(context, place, depth);
    case 'subscript':
      return valueOfKey(context, stringContent(node.childForFieldName('subscript')), depth);
    case 'identifier':
    case 'attribute':
      return valueOfName(context, place, depth);
    default:
      return 'unknown';
  }
}

function valueOfCall(context: SeedContext, { file, node }: Place, depth: number): SeedValue {
  const callee = calleeOf(context.project, file, node);
  const part = (child: Node | undefined): SeedValue =>
    child === undefined ? 'unknown' : seedValue(context, { file, node: child }, depth + 1);
  if (callee.kind === 'other' && INTEGER_FUNCTIONS.has(callee.name)) {
    return part(positionalArgument(node, 0)) === 'drawn' ? 'drawn' : 'integer';
  }
  if (callee.kind === 'other' && callee.name === 'getattr') {
    const name = stringContent(positionalArgument(node, 1));
    const fallback = part(positionalArgument(node, 2));
    return name === undefined ? 'unknown' : anyOf([valueOfKey(context, name, depth), fallback]);
  }
  // The environment's texts are no numbers, and no draws either.
  if (callee.kind === 'library' && /^os\.(?:getenv|environ\.get)$/.test(callee.name)) return 'unknown';
  const key =
    callee.kind === 'method' && callee.name === 'get' ? stringContent(positionalArgument(node, 0)) : undefined;
  if (key === undefined) return 'drawn';
  const fallback = positionalArgument(node, 1) ?? keywordArgument(node, 'default');
  const value = valueOfKey(context, key, depth);
  if (fallback === undefined) return value === 'integer' ? 'integer' : 'may-be-none';
  return value === 'unknown' ? part(fallback) : anyOf([value, part(fallback)]);
}

/** `config["seed"]`: by the configuration files, and by the dictionaries in the sources. */
function valueOfKey(context: SeedContext, key: string | undefined, depth: number): SeedValue {
  if (key === undefined) return 'unknown';
  const configured = configuredValues(context.project, key);
  const entries = (syntaxIndex(context.project).entriesByKey.get(key) ?? []).flatMap(({ file, node }): Place[] => {
    const value = node.childForFieldName('value');
    return value === null ? [] : [{ file, node: value }];
  });
  const options = valuesOfOptions(context, key, depth);
  const written = entries.map((entry) => seedValue(context, entry, depth + 1));
  return anyOf([...configured, ...options, ...written]);
}

function configuredValues(project: Project, key: string): SeedValue[] {
  return [...project.configFiles.values()].flatMap((config) =>
    configValues(config, key).map(({ value }): SeedValue => (value === undefined ? 'may-be-none' : 'integer')),
  );
}

function valueOfName(context: SeedContext, place: Place, depth: number): SeedValue {
  const found = possibleValues(context.project, place);
  const values = found.values.map((value) => seedValue(context, value, depth + 1));
  const elements = found.elementsOf.map((iterable) => valueOfElement(context, iterable, depth));
  const byName = place.node.type === 'attribute' ? attributeName(place.node) : undefined;
  const outside =
    byName === undefined
      ? []
      : [...valuesOfOptions(context, byName, depth), ...configuredValues(context.project, byName)];
  const isUnexplained = found.isOpen && outside.length === 0;
  return anyOf([...values, ...elements, ...outside, ...(isUnexplained ? ['unknown' as const] : [])]);
}

/** What the loop variable over an iterable is. */
function valueOfElement(context: SeedContext, { file, node }: Place, depth: number): SeedValue {
  if (node.type === 'call' && calleeOf(context.project, file, node).name === 'range') return 'integer';
  if (node.type === 'list' || node.type === 'tuple') {
    return anyOf(node.namedChildren.map((element) => seedValue(context, { file, node: element }, depth + 1)));
  }
  return node.type === 'call' ? 'drawn' : 'unknown';
}

function valuesOfOptions(context: SeedContext, destination: string, depth: number): SeedValue[] {
  return scriptOptions(context.project)
    .filter((option) => option.destination === destination)
    .map((option) => {
      const given = givenValue(option.flags, context.scriptArguments);
      if (given !== undefined || option.isRequired) return option.takesInteger ? 'integer' : 'not-an-integer';
      if (option.default === undefined) return 'may-be-none';
      return seedValue(context, { file: option.file, node: option.default }, depth + 1);
    });
}

function arithmetic(left: SeedValue, right: SeedValue): SeedValue {
  if (left === 'not-an-integer' || right === 'not-an-integer') return 'not-an-integer';
  return left === 'drawn' || right === 'drawn' ? 'drawn' : 'integer';
}

/** The judgement that is safe for every one of the values. A draw beside a given seed is the fallback for none. */
function anyOf(values: readonly SeedValue[]): SeedValue {
  if (values.length === 0) return 'unknown';
  for (const verdict of ['not-an-integer', 'may-be-none', 'unknown', 'integer', 'drawn'] as const) {
    if (values.includes(verdict)) return verdict;
  }
  return 'unknown';
}
