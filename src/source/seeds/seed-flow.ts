import { attributeName, bindingsOf, enclosingFunction } from '../name-uses.js';
import type { Project } from '../project.js';
import { calleeOf } from './callee.js';
import { argumentNodes, keywordArgument, stringContent } from './call-arguments.js';
import { isSplitCall, SPLITTERS } from './data-splits.js';
import { possibleValues } from './possible-values.js';
import { seedUses } from './seed-uses.js';
import { unseededSplits } from './shift-places.js';
import { callsThatMayBe, type Place } from './syntax-index.js';

/** A value that comes from outside under a name: `args.seed`, `config["seed"]`, the parameter of `main(seed)`. */
export interface SeedOrigin {
  readonly name: string;
  /** Functions that get it as a parameter of this name. */
  readonly entryFunctions: readonly string[];
}

/** What the seed from outside reaches. */
export interface SeedReach {
  readonly reachesSeed: boolean;
  readonly movesSplit: boolean;
}

/** Follows a seed from where it enters the script to the calls that consume it. */
export function seedReach(project: Project, origin: SeedOrigin): SeedReach {
  const reached = seedUses(project).filter((use) =>
    comesFrom(project, origin, { file: use.file, node: use.argument.expression }, new Set()),
  );
  const reachesGlobal = reached.some(({ argument }) => argument.role === 'global');
  const movesSplit =
    reached.some(({ callee, call }) => isSplitCall(callee, call)) ||
    splitGenerators(project).some((place) => comesFrom(project, origin, place, new Set())) ||
    (reachesGlobal && unseededSplits(project).length > 0);
  return { reachesSeed: reached.length > 0, movesSplit };
}

/** The generators given to split calls. */
function splitGenerators(project: Project): Place[] {
  return callsThatMayBe(project, SPLITTERS).flatMap(({ file, node: call }): Place[] => {
    if (!isSplitCall(calleeOf(project, file, call), call)) return [];
    return ['generator', 'random_state', 'seed'].flatMap((name) => {
      const node = keywordArgument(call, name);
      return node === undefined ? [] : [{ file, node }];
    });
  });
}

/** Whether an expression contains the seed from outside, or a name that gets its value from it. */
function comesFrom(project: Project, origin: SeedOrigin, { file, node }: Place, visited: Set<string>): boolean {
  const key = `${file.path}:${node.startIndex}:${node.endIndex}`;
  if (visited.has(key)) return false;
  visited.add(key);
  return node
    .descendantsOfType(['identifier', 'attribute', 'subscript', 'call'])
    .some(
      (part) =>
        isOrigin(project, origin, { file, node: part }) || isFed(project, origin, { file, node: part }, visited),
    );
}

function isOrigin(project: Project, origin: SeedOrigin, { file, node }: Place): boolean {
  switch (node.type) {
    case 'attribute':
      return attributeName(node) === origin.name;
    case 'subscript':
      return stringContent(node.childForFieldName('subscript')) === origin.name;
    case 'call':
      // `config.get("seed")`, `getattr(args, "seed")`
      return argumentNodes(node).some((argument) => stringContent(argument) === origin.name);
    default:
      return node.text === origin.name && isVariable(node) && isEntryParameter(project, origin, { file, node });
  }
}

/** The parameter of a function that the command line fills: by click, typer, fire, or `main(**vars(args))`. */
function isEntryParameter(project: Project, origin: SeedOrigin, place: Place): boolean {
  const functions = bindingsOf(place.file, place.node).map((binding) => enclosingFunction(binding));
  const names = functions.map((definition) => definition?.childForFieldName('name')?.text ?? '');
  return names.some((name) => origin.entryFunctions.includes(name)) || possibleValues(project, place).isSplatted;
}

/** Whether a name or an attribute is given a value that comes from the origin. */
function isFed(project: Project, origin: SeedOrigin, { file, node }: Place, visited: Set<string>): boolean {
  if (node.type !== 'attribute' && !(node.type === 'identifier' && isVariable(node))) return false;
  const { values, elementsOf } = possibleValues(project, { file, node });
  return [...values, ...elementsOf].some((value) => comesFrom(project, origin, value, visited));
}

/** Neither the name after a dot nor the name of a keyword argument. */
function isVariable(node: Place['node']): boolean {
  const { parent } = node;
  if (parent?.type === 'attribute') return parent.childForFieldName('attribute')?.id !== node.id;
  return parent?.type !== 'keyword_argument' || parent.childForFieldName('name')?.id !== node.id;
}
