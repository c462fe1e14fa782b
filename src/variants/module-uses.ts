import { classFamily } from '../source/name-uses-class-family.js';
import { attributeName, enclosingClass, usesOfAttribute, type Use } from '../source/name-uses.js';
import type { Project } from '../source/project.js';
import type { Node } from '../source/python-parser.js';
import { onlyArgument } from './call-arguments.js';
import { calleeName } from './callee-name.js';
import { inPlaceHazard } from './in-place-hazard.js';
import { isOfSomethingElse, isSettings } from './other-objects.js';
import { placeOf } from './statement-of.js';

/** How a module object is used in the project: only by applying it to one tensor, or in some other way. */
export type ModuleUses =
  { readonly kind: 'applied'; readonly count: number } | { readonly kind: 'otherwise'; readonly reason: string };

/** What one use says: it applies the module to a tensor, does not touch it, or stands in the way. */
export type Judgement = 'applied' | 'harmless' | { readonly reason: string };

/** Looks at every use of the attribute that `own` (`self.NAME` on the left of its assignment) defines. */
export function usesOfModuleAttribute(project: Project, own: Node, classNode: Node): ModuleUses {
  const name = attributeName(own);
  const family = classFamily(project, classNode);
  const isOwn = (use: Use): boolean =>
    family.has(enclosingClass(use.node)?.childForFieldName('name')?.text ?? '') &&
    use.node.childForFieldName('object')?.text === 'self';
  const dynamic = dynamicAccess(project, family);
  if (dynamic !== undefined) return otherwise(dynamic);
  return tally(
    usesOfAttribute(project, name).map((use): Judgement => {
      if (use.node.id === own.id) return 'harmless';
      if (use.role === 'mention') return judgeMention(use, name);
      if (isOwn(use)) return use.role === 'binding' ? judgeRebinding(use, name) : judgeModuleRead(project, use);
      if (use.node.childForFieldName('object')?.text === 'self' || isOfSomethingElse(project, use)) return 'harmless';
      if (use.role === 'binding') return { reason: `${name} is set again at ${placeOf(use.file, use.node)}` };
      return isCalled(use.node) ? 'harmless' : { reason: `${use.node.text} is read at ${placeOf(use.file, use.node)}` };
    }),
    name,
  );
}

/** Sums up judgements of single uses; the first that is not harmless decides. */
export function tally(judgements: readonly Judgement[], name: string): ModuleUses {
  const bad = judgements.find((judgement) => typeof judgement === 'object');
  if (bad !== undefined) return otherwise(bad.reason);
  const count = judgements.filter((judgement) => judgement === 'applied').length;
  return count === 0
    ? otherwise(`${name} is never used, so removing it would change nothing`)
    : { kind: 'applied', count };
}

/** A read of the module: applied to one tensor, put into an `nn.Sequential`, or compared with None. */
export function judgeModuleRead(project: Project, use: Use): Judgement {
  const { node, file } = use;
  const { parent } = node;
  const at = placeOf(file, node);
  if (parent?.type === 'call' && isCalled(node)) {
    const input = onlyArgument(parent);
    if (input === undefined) return { reason: `${node.text} is called with more than one argument at ${at}` };
    if (
      parent.parent?.type === 'assignment' &&
      /list|tuple/.test(parent.parent.childForFieldName('left')?.type ?? '')
    ) {
      return { reason: `the result of ${node.text} is unpacked at ${at}` };
    }
    if (parent.parent?.type === 'attribute' || parent.parent?.type === 'subscript') {
      return { reason: `what ${node.text} returns is taken apart at ${at}` };
    }
    const hazard = inPlaceHazard(project, file, parent, input);
    return hazard === undefined ? 'applied' : { reason: hazard };
  }
  if (parent?.type === 'argument_list' && parent.parent && calleeName(file, parent.parent) === 'torch.nn.Sequential') {
    const next = node.nextNamedSibling;
    const first = parent.namedChildren.find((child) => child.type !== 'comment');
    return first?.id === node.id && next
      ? { reason: `${node.text} is the first step of an nn.Sequential at ${at}` }
      : 'applied';
  }
  if (parent?.type === 'comparison_operator' && /\bis\s+(not\s+)?None$/.test(parent.text)) return 'harmless';
  return {
    reason: `${node.text} is used otherwise than by calling it at ${at}: \`${(parent ?? node).text.split('\n')[0] ?? ''}\``,
  };
}

function judgeRebinding(use: Use, name: string): Judgement {
  const value = use.node.parent?.type === 'assignment' ? use.node.parent.childForFieldName('right') : undefined;
  const isEmpty =
    value?.type === 'none' || (value?.type === 'call' && calleeName(use.file, value) === 'torch.nn.Identity');
  return isEmpty ? 'harmless' : { reason: `self.${name} is set again at ${placeOf(use.file, use.node)}` };
}

/** A string matters where it reaches attributes or parameters; as a setting's name or a plain value it does not. */
function judgeMention(use: Use, name: string): Judgement {
  const { node, file } = use;
  const list = callThatTakes(node);
  const callee = list?.childForFieldName('function')?.text ?? '';
  const key = node.parent?.type === 'subscript' ? node.parent.childForFieldName('value') : undefined;
  const isPath = node.text.includes('.');
  const reaches =
    /(^|\.)(getattr|setattr|hasattr|delattr|attrgetter|get_submodule|get_parameter|add_module|register_\w+|pop|__\w+__)$/.test(
      callee,
    ) ||
    (key !== undefined && key !== null && !isSettings(key)) ||
    (isPath && !/\.(py|pt|pth|json|ya?ml|txt|csv|png|pdf|log|ckpt|npz?|pkl)\b/.test(node.text));
  const first = list?.childForFieldName('arguments')?.namedChildren[0];
  if (!reaches || (/^(get|set|has|del)attr$/.test(callee) && first && isSettings(first))) return 'harmless';
  return { reason: `the string ${node.text} at ${placeOf(file, node)} may mean ${name}` };
}

/** The call a string is an argument of, also as the template of `%` or `.format`. */
function callThatTakes(string: Node): Node | undefined {
  let value = string;
  for (; value.parent !== null; value = value.parent) {
    const { parent } = value;
    if (parent.type === 'argument_list') return parent.parent ?? undefined;
    const formats = parent.type === 'attribute' && parent.childForFieldName('object')?.id === value.id;
    const formatted = parent.type === 'call' && parent.childForFieldName('function')?.id === value.id;
    if (!formats && !formatted && parent.type !== 'binary_operator' && parent.type !== 'parenthesized_expression')
      break;
  }
  return undefined;
}

/** `getattr(self, name)` in the family, or on an object that may be of it, can mean any attribute. */
function dynamicAccess(project: Project, family: ReadonlySet<string>): string | undefined {
  for (const file of project.pythonFiles.values()) {
    for (const call of file.tree.rootNode.descendantsOfType('call')) {
      if (!/^(get|set|del)attr$/.test(call.childForFieldName('function')?.text ?? '')) continue;
      const [object, key] = call.childForFieldName('arguments')?.namedChildren ?? [];
      if (!object || !key || key.namedChildren.some((part) => part.type === 'string_content')) continue;
      const inFamily = family.has(enclosingClass(call)?.childForFieldName('name')?.text ?? '');
      const harmless =
        object.text === 'self' ? !inFamily : isOfSomethingElse(project, { file, node: call, role: 'read' }, object);
      if (!harmless) return `${call.text} at ${placeOf(file, call)} may reach any attribute`;
    }
  }
  return undefined;
}

function isCalled(node: Node): boolean {
  return node.parent?.type === 'call' && node.parent.childForFieldName('function')?.id === node.id;
}

function otherwise(reason: string): ModuleUses {
  return { kind: 'otherwise', reason };
}
