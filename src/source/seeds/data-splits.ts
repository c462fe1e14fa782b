import { enclosingFunction, usesInFile } from '../name-uses.js';
import type { Project } from '../project.js';
import type { PythonFile } from '../python-file.js';
import type { Node } from '../python-parser.js';
import { calleeOf, type Callee } from './callee.js';
import { keywordArgument } from './call-arguments.js';
import type { SeedUse } from './seed-uses.js';

/** Functions and classes whose seed decides which rows are for training and which for testing. */
export const SPLITTERS =
  /^(?:train_test_split|random_split|train_valid(?:ation)?_split|split_dataset|\w*KFold|\w*ShuffleSplit|\w*TrainTestSplit|RandomNodeSplit|RandomLinkSplit|SubsetRandomSampler|\w+_dataset_from_directory)$/;
/** Choosing or shuffling rows: what follows may well be a split by position. */
const SELECTORS = /^(?:sample|shuffle|resample)$/;
/** On a generator: what a split by hand does with it. */
const ARRANGEMENTS = /^(?:permutation|permuted|shuffle|choice|choices|sample)$/;
const SPLIT_NAME = /(?:^|_)splits?(?:_|$)/i;
const DATA_NAME = /(?:^|_)(?:data|dataset|datasets|splits?|folds?)(?:_|$)/i;
const DATA_FUNCTION = /^(?:load|make|get|build|create|generate|prepare|read|simulate|synth\w*)_/i;
const DATA_MODULE = /(?:^|\/)(?:data|datasets?|dataloaders?|data_utils|preprocess(?:ing)?|splits?)(?:\/|\.py$)/;

/** Why the seed of a use belongs to the data and not to the training; undefined when it does not. */
export function dataReason(project: Project, use: SeedUse): string | undefined {
  if (isSplitCall(use.callee, use.call)) return 'a data split';
  const { role } = use.argument;
  if (role === 'parameter') return isSelection(use) ? 'it chooses or makes the data' : undefined;
  const names = enclosingFunctionNames(use.call);
  if (names.some((name) => SPLIT_NAME.test(name))) return 'inside a function that splits data';
  if (role === 'global') return undefined;
  if (isInsideSplitCall(project, use.file, use.call)) return 'the generator of a data split';
  if (isArrangedAtOnce(use.call)) return 'a generator that only arranges data';
  const variable = variableOf(use.call);
  if (variable === undefined) return undefined;
  if (DATA_NAME.test(variable.text)) return 'the generator of the data';
  if (names.some((name) => DATA_FUNCTION.test(name) && isAboutData(name, use.file)))
    return 'a function that makes the data';
  return reasonOfVariable(project, use.file, variable);
}

/** Whether a call splits data, by the name of what is called. */
export function isSplitCall(callee: Callee, call: Node): boolean {
  const name = callee.name.split('.').at(-1) ?? '';
  if (callee.kind === 'project') return false;
  return SPLITTERS.test(name) || keywordArgument(call, 'validation_split') !== undefined;
}

function isSelection({ callee }: SeedUse): boolean {
  const name = callee.name.split('.').at(-1) ?? '';
  return SELECTORS.test(name) || (callee.kind === 'library' && callee.name.startsWith('sklearn.datasets.'));
}

function isAboutData(functionName: string, file: PythonFile): boolean {
  return DATA_NAME.test(functionName) || DATA_MODULE.test(file.path);
}

function isInsideSplitCall(project: Project, file: PythonFile, node: Node): boolean {
  for (let outer = node.parent; outer !== null; outer = outer.parent) {
    if (outer.type === 'call' && isSplitCall(calleeOf(project, file, outer), outer)) return true;
    if (/_statement$|_definition$/.test(outer.type)) return false;
  }
  return false;
}

/** `random.Random(0).shuffle(rows)`, outside of a loop. */
function isArrangedAtOnce(call: Node): boolean {
  return isArrangement(call) && !isInLoop(call);
}

/** The variable that holds the generator: `g` of `g = Generator().manual_seed(0)` and of `g.manual_seed(0)`. */
function variableOf(call: Node): Node | undefined {
  const receiver = call.childForFieldName('function')?.childForFieldName('object');
  if (receiver?.type === 'identifier' && /manual_seed|seed/.test(call.childForFieldName('function')?.text ?? '')) {
    if (call.parent?.type !== 'assignment') return receiver;
  }
  const left = call.parent?.type === 'assignment' ? call.parent.childForFieldName('left') : undefined;
  return left?.type === 'identifier' ? left : undefined;
}

function reasonOfVariable(project: Project, file: PythonFile, variable: Node): string | undefined {
  const reads = usesInFile(file, variable)
    .filter(({ role, node }) => role === 'read' && !/manual_seed|\bseed$/.test(node.parent?.text ?? ''))
    .map(({ node }) => node);
  if (reads.some((read) => isInsideSplitCall(project, file, read))) return 'the generator of a data split';
  const onlyArranges = reads.length > 0 && reads.every((read) => isArrangement(read) && !isInLoop(read));
  return onlyArranges ? 'a generator that only arranges data' : undefined;
}

/** `<generator>.permutation(...)` */
function isArrangement(generator: Node): boolean {
  const attribute = generator.parent;
  return (
    attribute?.type === 'attribute' &&
    attribute.childForFieldName('object')?.id === generator.id &&
    ARRANGEMENTS.test(attribute.childForFieldName('attribute')?.text ?? '') &&
    attribute.parent?.type === 'call'
  );
}

function isInLoop(node: Node): boolean {
  for (let outer = node.parent; outer !== null; outer = outer.parent) {
    if (outer.type === 'for_statement' || outer.type === 'while_statement') return true;
    if (outer.type === 'function_definition') return false;
  }
  return false;
}

function enclosingFunctionNames(node: Node): string[] {
  const names: string[] = [];
  for (let outer = enclosingFunction(node); outer !== undefined; outer = enclosingFunction(outer)) {
    names.push(outer.childForFieldName('name')?.text ?? '');
  }
  return names;
}
