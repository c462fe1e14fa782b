import type { Project } from '../source/project.js';
import type { Node } from '../source/python-parser.js';
import { calleeName } from './callee-name.js';
import type { RuleContext } from './rule.js';

/** Whether `target = call` builds the model that is trained, by its class or by the variable's name. */
export function isModelConstructor({ project, file }: RuleContext, target: Node, call: Node): boolean {
  const written = call.childForFieldName('function')?.text ?? '';
  const className = written.split('.').at(-1) ?? '';
  const resolved = calleeName(file, call) ?? '';
  if (/^(model|net|network|clf|classifier|regressor|estimator|pipeline|pipe)$/.test(target.text)) return true;
  if (/^torchvision\.models\.|^timm\.create_model$|^keras\.(Sequential|Model|models\.\w+)$/.test(resolved)) return true;
  return isModelClass(project, className) && isTopLevelBlock(call);
}

/** A class of the project that is a network by its bases. */
function isModelClass(project: Project, name: string): boolean {
  return [...project.pythonFiles.values()].some((file) =>
    file.tree.rootNode
      .descendantsOfType('class_definition')
      .some(
        (definition) =>
          definition.childForFieldName('name')?.text === name &&
          /\b(Module|Model|LightningModule)\b/.test(definition.childForFieldName('superclasses')?.text ?? ''),
      ),
  );
}

/** Outside classes: a network built in another's constructor is a part of that one. */
function isTopLevelBlock(node: Node): boolean {
  for (let outer = node.parent; outer !== null; outer = outer.parent)
    if (outer.type === 'class_definition') return false;
  return true;
}
