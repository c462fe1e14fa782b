import type { SeedPlace, SplitPolicy } from '../../core/seed-strategy.js';
import { unreachable } from '../../core/unreachable.js';
import { oneLine } from '../one-line.js';
import type { Project } from '../project.js';
import type { Node } from '../python-parser.js';
import { calleeOf } from './callee.js';
import { argumentNodes, integerLiteral, keywordArgument } from './call-arguments.js';
import { dataReason, isSplitCall } from './data-splits.js';
import { seedUses, type SeedUse } from './seed-uses.js';
import { seedValue, type SeedContext } from './seed-value.js';
import { callsThatMayBe, syntaxIndex } from './syntax-index.js';

/** Where seeds can be shifted, and what was seen and left alone, as sentences for the report. */
export interface ShiftPlaces {
  readonly places: readonly SeedPlace[];
  readonly notes: readonly string[];
}

/** numpy takes seeds below 2^32; further seeds must still fit. */
const LARGEST_LITERAL = 2 ** 32 - 100_001;

/** The seeds of the project, at the calls that consume them. What is not sure is left alone, and said. */
export function shiftPlaces(context: SeedContext, policy: SplitPolicy): ShiftPlaces {
  const places = new Map<string, SeedPlace>();
  const notes: string[] = [];
  let seedsGlobally = false;
  for (const use of seedUses(context.project)) {
    const reason = reasonToLeave(context, use, policy);
    if (reason === undefined) {
      const place = placeOf(use);
      places.set(`${place.file}:${place.start}`, place);
      seedsGlobally ||= use.argument.role === 'global';
    } else if (reason !== '') {
      notes.push(`${placeText(use.file.path, use.call)} \`${oneLine(use.call.text)}\` keeps its seed: ${reason}.`);
    }
  }
  if (seedsGlobally && policy === 'keep-splits') notes.push(...unseededSplits(context.project));
  notes.push(...seedsInDictionaries(context.project));
  return { places: [...places.values()], notes };
}

/** Undefined to shift it; an empty reason where there is nothing to say, as for `seed=None`. */
function reasonToLeave(context: SeedContext, use: SeedUse, policy: SplitPolicy): string | undefined {
  const { expression, refusesNone } = use.argument;
  if (expression.type === 'none' || expression.type === 'true' || expression.type === 'false') return '';
  const data = policy === 'keep-splits' ? dataReason(context.project, use) : undefined;
  if (data !== undefined) return data;
  const literal = integerLiteral(expression);
  if (literal !== undefined && literal > LARGEST_LITERAL) return 'it is too large to be raised';
  const value = seedValue(context, { file: use.file, node: expression });
  switch (value) {
    case 'integer':
      return undefined;
    case 'drawn':
      return 'its value comes out of another call';
    case 'not-an-integer':
      return 'it is no integer';
    case 'may-be-none':
      return refusesNone || isKnownNumber(use) ? undefined : 'it may be None';
    case 'unknown':
      return refusesNone || use.argument.role === 'global' || isKnownNumber(use)
        ? undefined
        : 'its value is not seen in the sources';
    default:
      return unreachable(value);
  }
}

/** The same expression, in the same function, goes into a call that refuses None, or a check excludes None. */
function isKnownNumber(use: SeedUse): boolean {
  const text = use.argument.expression.text;
  for (let outer = use.call.parent; outer !== null; outer = outer.parent) {
    if (outer.type === 'if_statement' && isInConsequence(outer, use.call)) {
      const condition = outer.childForFieldName('condition')?.text ?? '';
      if (condition === text || condition.includes(`${text} is not None`)) return true;
    }
    if (outer.type !== 'function_definition' && outer.type !== 'module') continue;
    return outer.descendantsOfType('call').some((call) => {
      const name = call.childForFieldName('function')?.text.split('.').at(-1) ?? '';
      const takesIt = argumentNodes(call)[0]?.text === text;
      return takesIt && /^(?:manual_seed|manual_seed_all|set_random_seed|PRNGKey)$/.test(name);
    });
  }
  return false;
}

function isInConsequence(statement: Node, node: Node): boolean {
  const block = statement.childForFieldName('consequence');
  return block !== null && block.startIndex <= node.startIndex && node.endIndex <= block.endIndex;
}

function placeOf({ file, argument: { expression } }: SeedUse): SeedPlace {
  const { startIndex: start, endIndex: end, text, startPosition } = expression;
  return { file: file.path, line: startPosition.row + 1, start, end, text };
}

const RANDOM_SPLITS = /^(?:train_test_split|random_split|ShuffleSplit|StratifiedShuffleSplit)$/;

/** Splits without a seed of their own draw from the global generator, and move with it. */
export function unseededSplits(project: Project): string[] {
  return callsThatMayBe(project, RANDOM_SPLITS).flatMap(({ file, node: call }) => {
    const callee = calleeOf(project, file, call);
    const name = callee.name.split('.').at(-1) ?? '';
    if (!RANDOM_SPLITS.test(name)) return [];
    if (!isSplitCall(callee, call) || hasOwnSeed(call)) return [];
    return [`${placeText(file.path, call)} \`${name}\` has no seed of its own: the split moves with the seed.`];
  });
}

function hasOwnSeed(call: Node): boolean {
  if (keywordArgument(call, 'shuffle')?.type === 'false') return true;
  return ['random_state', 'seed', 'generator'].some((name) => {
    const value = keywordArgument(call, name);
    return value !== undefined && value.type !== 'none';
  });
}

/** `params = {"random_state": 0}`: who reads it is not followed. */
function seedsInDictionaries(project: Project): string[] {
  return [...syntaxIndex(project).entriesByKey].flatMap(([key, entries]) => {
    if (!/^(?:\w+__)?(?:random_state|seed|random_seed)$/.test(key)) return [];
    return entries.flatMap(({ file, node }) => {
      const value = integerLiteral(node.childForFieldName('value'));
      const isReadByKey = file.text.includes(`["${key}"]`) || file.text.includes(`['${key}']`);
      if (value === undefined || isReadByKey) return [];
      return [`${placeText(file.path, node)} "${key}": ${value} in a dictionary keeps its value.`];
    });
  });
}

function placeText(path: string, node: Node): string {
  return `${path}:${node.startPosition.row + 1}`;
}
