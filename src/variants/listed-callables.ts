import { usesOfName } from '../source/name-uses.js';
import type { Node } from '../source/python-parser.js';
import type { PythonFile } from '../source/python-file.js';
import { callArguments } from './call-arguments.js';
import { CHANGES_KIND } from './changes-kind.js';
import { projectFunction } from './project-callable.js';
import type { RuleContext } from './rule.js';
import { reasonNotTheSameKind } from './same-kind-returned.js';
import { placeOf } from './statement-of.js';

/**
 * Why a function can't leave a list of functions; undefined where every use of the list applies them one
 * after the other (`for f in STEPS: x = f(x)`) or adds up what they give.
 */
export function objectionToListedCallable(context: RuleContext): string | undefined {
  const { node, file, project } = context;
  const target = node.parent?.parent?.type === 'assignment' ? node.parent.parent.childForFieldName('left') : undefined;
  if (target?.type !== 'identifier') return 'whether the list it stands in can do without it is not known';
  const uses = usesOfName(project, file, target).filter((use) => use.node.id !== target.id && !isImported(use.node));
  if (!uses.some((use) => use.role === 'read')) return `nothing in the project reads ${target.text}`;
  for (const use of uses) {
    const place = placeOf(use.file, use.node);
    if (use.role === 'binding') return `${target.text} is set again at ${place}`;
    const application = use.role === 'mention' ? 'applied' : applicationOf(use.node);
    if (application === undefined) return `what is done with ${target.text} at ${place} may go by position`;
    const objection = application === 'applied' && use.role === 'read' ? objectionToStep(context, node) : undefined;
    if (objection !== undefined) return objection;
  }
  return undefined;
}

/** `applied`: each to the result of the one before; `added`: their values are summed up. */
function applicationOf(read: Node): 'applied' | 'added' | undefined {
  const loop = read.parent;
  const variable = loop?.type === 'for_statement' ? loop.childForFieldName('left') : undefined;
  const body = loop?.childForFieldName('body');
  if (variable?.type !== 'identifier' || !body || loop?.childForFieldName('right')?.id !== read.id) return undefined;
  const calls = body
    .descendantsOfType('call')
    .filter((call) => call.childForFieldName('function')?.text === variable.text);
  const kinds = calls.map((call) => applicationOfCall(call));
  const [kind] = kinds;
  return kinds.every((each) => each === kind) ? kind : undefined;
}

function applicationOfCall(call: Node): 'applied' | 'added' | undefined {
  const { parent } = call;
  const left = parent?.childForFieldName('left');
  if (parent?.type === 'augmented_assignment')
    return /^[+-]=$/.test(parent.childForFieldName('operator')?.text ?? '') ? 'added' : undefined;
  return parent?.type === 'assignment' && left?.text === callArguments(call).positional[0]?.text
    ? 'applied'
    : undefined;
}

/** A function of the project that gives back the kind of thing it is given. */
function objectionToStep(context: RuleContext, node: Node): string | undefined {
  const found = node.type === 'identifier' ? projectFunction(context.project, context.file, node) : undefined;
  if (found === undefined) return `whether \`${node.text}\` keeps the kind of what it is given can't be told`;
  const name = found.definition.childForFieldName('name')?.text ?? '';
  if (CHANGES_KIND.test(name)) return `\`${name}\` may change the kind or size of what it is given`;
  if (isRandom(found)) return undefined;
  return reasonNotTheSameKind({ ...context, file: found.file }, found.definition, found.parameter);
}

/** A random change of the input is an augmentation: what follows works with and without it. */
function isRandom({ definition }: { readonly file: PythonFile; readonly definition: Node }): boolean {
  return /\brandom\b|\brng\b|\brand(n|int|perm|_like|n_like)?\(/.test(definition.childForFieldName('body')?.text ?? '');
}

function isImported(node: Node): boolean {
  return node.parent?.type === 'dotted_name' || node.parent?.type === 'aliased_import';
}
