import { attributeName, usesOfAttribute, usesOfName, type Use } from '../source/name-uses.js';
import { elementsOf } from '../source/delete-element.js';
import type { Node } from '../source/python-parser.js';
import { overwrittenWithout } from './in-place-layers.js';
import type { RuleContext } from './rule.js';
import { shapeOfModule } from './shape-keeping-modules.js';
import { placeOf, statementOf } from './statement-of.js';

/** Why a layer can't leave its `nn.Sequential` (or `nn.ModuleList`); undefined where it can. */
export function objectionToLayer(context: RuleContext, kind: 'layers' | 'module-list'): string | undefined {
  const { node, file, project } = context;
  const layer = layerIn(node);
  if (layer.type !== 'call')
    return `which layer \`${layer.text}\` is can't be told here, so its output shape isn't known`;
  const shape = shapeOfModule(project, file, layer);
  if (shape.kind === 'nothing') return `\`${layer.text}\` does nothing already`;
  if (shape.kind === 'unsure') return shape.reason;
  return (
    overwrittenWithout(node.parent ? elementsOf(node.parent) : [], new Set([node.id])) ??
    positionalUse(context, kind) ??
    partialLoading(context)
  );
}

/** The layer in `("relu", nn.ReLU())` and `"relu": nn.ReLU()`. */
function layerIn(element: Node): Node {
  if (element.type === 'pair') return element.childForFieldName('value') ?? element;
  const last = element.type === 'tuple' ? elementsOf(element).at(-1) : undefined;
  return last ?? element;
}

/** Layers behind a removed one get other numbers: nothing may use the numbers. */
function positionalUse({ node, file, project }: RuleContext, kind: 'layers' | 'module-list'): string | undefined {
  const statement = statementOf(node);
  const assignment = statement.type === 'expression_statement' ? statement.namedChildren[0] : undefined;
  const target = assignment?.type === 'assignment' ? assignment.childForFieldName('left') : undefined;
  if (!target) return undefined;
  const uses =
    target.type === 'attribute'
      ? usesOfAttribute(project, attributeName(target))
      : target.type === 'identifier'
        ? usesOfName(project, file, target)
        : [];
  const found = uses.find((use) => use.node.id !== target.id && isPositional(use, kind));
  return (
    found && `layers are reached by their position or name at ${placeOf(found.file, found.node)}, which would shift`
  );
}

const WHOLE_MODULE_METHODS =
  /^(to|cuda|cpu|train|eval|half|float|double|parameters|named_parameters|state_dict|apply|zero_grad|requires_grad_|forward|modules|named_modules|compile|fit|evaluate|predict|summary|add|load_state_dict)$/;

function isPositional({ node, role }: Use, kind: 'layers' | 'module-list'): boolean {
  const { parent } = node;
  // Of strings only keys of saved weights (`net.3.weight`) and getattr are about a part of the module.
  if (role === 'mention')
    return (
      /\w\./.test(node.text) || /^(getattr|setattr)$/.test(parent?.parent?.childForFieldName('function')?.text ?? '')
    );
  if (parent?.type === 'subscript') return parent.childForFieldName('value')?.id === node.id;
  if (parent?.type === 'attribute') return !WHOLE_MODULE_METHODS.test(attributeName(parent));
  const callee = parent?.parent?.type === 'call' ? (parent.parent.childForFieldName('function')?.text ?? '') : '';
  if (parent?.type === 'argument_list' && /^(enumerate|zip|len|list|range)$/.test(callee)) return true;
  return (
    kind === 'module-list' && role === 'read' && parent?.type !== 'for_statement' && parent?.type !== 'for_in_clause'
  );
}

/** Weights saved for the unchanged numbers would be skipped in silence. */
function partialLoading({ project }: RuleContext): string | undefined {
  const file = [...project.pythonFiles.values()].find(({ text }) =>
    /load_state_dict\([^)]*strict\s*=\s*False/.test(text),
  );
  return (
    file && `${file.path} loads saved weights with strict=False, which would skip the layers that get another number`
  );
}
