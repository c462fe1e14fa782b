import type { LossChange } from '../core/study-record.js';
import { usesOfAttribute, usesOfName, type Use } from '../source/name-uses.js';
import type { Project } from '../source/project.js';
import type { Node } from '../source/python-parser.js';
import { statementOf } from './statement-of.js';

/** Calls are followed this far up: a loss in a loss in a step. */
const MOST_CALLS = 4;

/** Whether a loss is computed in an evaluation too, or only where the model is trained. By calls and names. */
export function whereLossIsComputed(project: Project, places: readonly Use[]): LossChange {
  const seen = places.flatMap((place) => [...settingsOf(project, place, MOST_CALLS)]);
  if (seen.includes('in-evaluation')) return 'in-evaluation';
  return seen.length > 0 && seen.every((setting) => setting === 'in-training') ? 'in-training' : 'somewhere';
}

function settingsOf(project: Project, place: Use, callsLeft: number): ReadonlySet<LossChange> {
  const criterion = criterionOf(place.node);
  if (criterion !== undefined) return settingsOfCalls(project, { ...place, node: criterion }, callsLeft);
  const setting = settingOf(place.node);
  if (setting !== undefined) return new Set([setting]);
  const name = outerFunction(place.node)?.childForFieldName('name');
  return name ? settingsOfCalls(project, { ...place, node: name }, callsLeft) : new Set(['somewhere']);
}

/** Where the function or object of that name is called. */
function settingsOfCalls(project: Project, { file, node }: Use, callsLeft: number): ReadonlySet<LossChange> {
  const uses =
    node.type === 'attribute' || isMethodName(node)
      ? usesOfAttribute(project, node.childForFieldName('attribute')?.text ?? node.text)
      : usesOfName(project, file, node);
  const calls = callsLeft === 0 ? [] : uses.filter((use) => isCalled(use.node));
  const settings = calls.flatMap((use) => [...settingsOf(project, use, callsLeft - 1)]);
  return settings.length === 0 ? new Set(['somewhere']) : new Set(settings);
}

/** The target of `criterion = Loss(...)`, which is computed where it is called and not where it is made. */
function criterionOf(node: Node): Node | undefined {
  const statement = statementOf(node);
  const assignment = statement.type === 'expression_statement' ? statement.namedChildren[0] : undefined;
  const [target, value] = ['left', 'right'].map((field) => assignment?.childForFieldName(field) ?? undefined);
  const isMade =
    value?.type === 'call' && /^[A-Z]/.test(value.childForFieldName('function')?.text.split('.').at(-1) ?? '');
  return isMade && (target?.type === 'identifier' || target?.type === 'attribute') ? target : undefined;
}

/** What the surroundings of a place inside its function say, the innermost first; undefined where they say nothing. */
function settingOf(node: Node): LossChange | undefined {
  for (let outer = node.parent; outer !== null; outer = outer.parent) {
    if (outer.type === 'with_statement' && NO_GRADIENT.test(headOf(outer))) return 'in-evaluation';
    const isFunction = outer.type === 'function_definition';
    if (isFunction || outer.type === 'for_statement' || outer.type === 'while_statement') {
      if (TRAINS.test(outer.text)) return isNested(outer, node) ? 'somewhere' : 'in-training';
    }
    if (isFunction) return settingOfFunction(outer);
  }
  return undefined;
}

/** Whether a loop of its own without a step lies between: a loop over test data inside the loop over epochs. */
function isNested(outer: Node, node: Node): boolean {
  for (let inner = node.parent; inner !== null && inner.id !== outer.id; inner = inner.parent) {
    if (inner.type === 'for_statement' || inner.type === 'while_statement') return true;
  }
  return false;
}

function settingOfFunction(definition: Node): LossChange | undefined {
  if (NO_GRADIENT.test(definition.parent?.type === 'decorated_definition' ? headOf(definition.parent) : '')) {
    return 'in-evaluation';
  }
  const name = definition.childForFieldName('name')?.text ?? '';
  if (EVALUATES.test(name) || definition.text.includes('.eval()')) return 'in-evaluation';
  return /(^|_)(train|training|fit)(_|$)/.test(name) ? 'in-training' : undefined;
}

const TRAINS = /\.backward\(|\.gradient\(|\bvalue_and_grad\(|\bapply_gradients\(/;
const EVALUATES = /(^|_)(eval|evaluate|evaluation|test|val|valid|validate|validation)(_|$)/;
const NO_GRADIENT = /\b(no_grad|inference_mode)\b/;

/** What stands before the body: the condition of a `with`, the decorators of a function. */
function headOf(node: Node): string {
  const body = node.childForFieldName('body') ?? node.childForFieldName('definition');
  return body === null ? node.text : node.text.slice(0, body.startIndex - node.startIndex);
}

function outerFunction(node: Node): Node | undefined {
  for (let outer = node.parent; outer !== null; outer = outer.parent) {
    if (outer.type === 'function_definition') return outer;
  }
  return undefined;
}

function isMethodName(node: Node): boolean {
  return node.parent?.type === 'function_definition' && node.parent.parent?.parent?.type === 'class_definition';
}

function isCalled(node: Node): boolean {
  const callee = node.parent?.type === 'attribute' ? node.parent : node;
  return callee.parent?.type === 'call' && callee.parent.childForFieldName('function')?.id === callee.id;
}
