import { oneLine } from '../../source/one-line.js';
import type { RuleDecision } from '../../core/variant.js';
import { unreachable } from '../../core/unreachable.js';
import { deleteElements, elementsOf, isElement } from '../../source/delete-element.js';
import type { Node } from '../../source/python-parser.js';
import { isCoefficient } from '../../source/coefficient-names.js';
import { objectionToCallback } from '../callback-element.js';
import { roleOfContainer, type ContainerRole } from '../container-role.js';
import { objectionToLayer } from '../layer-element.js';
import { objectionToListedCallable } from '../listed-callables.js';
import { objectionToListedName } from '../listed-names.js';
import type { Rule, RuleContext } from '../rule.js';
import { objectionToAlternative, objectionToStep } from '../step-element.js';
import { objectionToTransform } from '../transform-element.js';

/** An element of a list, tuple, set, dictionary or call, where what takes the container can do without it. */
export const sequenceElement: Rule = {
  name: 'sequence-element',
  decide(context: RuleContext): RuleDecision {
    const { node, file } = context;
    const container = node.parent;
    if (!isElement(node) || container === null) return { kind: 'not-mine' };
    const role = roleOfContainer(file, container);
    const isOnly = elementsOf(container).length === 1 && role.kind !== 'callbacks';
    const objection =
      isOnly && role.kind !== 'arguments' ? 'it is the only element' : objectionIn(context, container, role);
    if (objection !== undefined) return abstain(objection);
    const deleted = deleteElements(file, [node]);
    if (!deleted.ok) return abstain(deleted.failure);
    const note = `removes the element \`${oneLine(node.text)}\``;
    return { kind: 'edit', rule: 'sequence-element', edits: deleted.value, note };
  },
};

function objectionIn(context: RuleContext, container: Node, role: ContainerRole): string | undefined {
  switch (role.kind) {
    case 'layers':
    case 'module-list':
      return objectionToLayer(context, role.kind);
    case 'steps':
      return objectionToStep(context);
    case 'alternatives':
      return objectionToAlternative(context, role.call);
    case 'transforms':
      return objectionToTransform(context);
    case 'callbacks':
      return objectionToCallback(context);
    case 'summands':
      return elementsOf(container).every((item) => item.id === context.node.id || isCoefficient(item))
        ? 'nothing but numbers would be left of the sum'
        : undefined;
    case 'arguments':
      return objectionToArgument(context.node, role.call);
    case 'data':
      return objectionToData(context, container);
    default:
      return unreachable(role);
  }
}

function objectionToArgument(node: Node, call: Node): string {
  const callee = call.childForFieldName('function')?.text ?? '';
  if (/(^|\.)(cat|concat|concatenate|hstack|vstack|stack|column_stack)$/.test(callee)) {
    return `what \`${callee}\` joins gets another size without it, which what follows may not take`;
  }
  return `\`${node.text}\` is an argument of \`${callee}\` by its position: without it the arguments behind it would shift; say replace=`;
}

function objectionToData(context: RuleContext, container: Node): string | undefined {
  const items = elementsOf(container);
  if (container.type === 'dictionary')
    return 'what looks up this entry of the dictionary would not find it; say replace=';
  if (items.every((item) => item.type === 'string')) return objectionToListedName(context);
  if (items.every((item) => item.type === 'identifier' || item.type === 'lambda'))
    return objectionToListedCallable(context);
  return 'other parts of the script may go by the number or the positions of these elements; say replace=';
}

function abstain(reason: string): RuleDecision {
  return { kind: 'abstain', rule: 'sequence-element', reason };
}
