import type { Use } from '../source/name-uses.js';
import type { Project } from '../source/project.js';
import type { Node } from '../source/python-parser.js';
import { dottedName } from './callee-name.js';

/** Objects that hold settings by common custom: `args.dropout` is a number, not the module `self.dropout`. */
export function isSettings(object: Node): boolean {
  const last = object.text.split('.').at(-1) ?? '';
  return /^(\w*_)?(args?|opts?|options?|cfg|conf|config|configs|configuration|hparams?|hyperparameters|hp|params|flags?|settings?|kwargs)$/i.test(
    last,
  );
}

/** Whether `object.NAME` is surely not an attribute of a module of the project: a setting, or an installed library. */
export function isOfSomethingElse(
  project: Project,
  use: Use,
  object: Node | null = use.node.childForFieldName('object'),
): boolean {
  if (object === null) return false;
  if (isSettings(object)) return true;
  const library = dottedName(use.file, object);
  if (library === undefined || library.startsWith('.')) return false;
  const top = library.split('.')[0] ?? '';
  return ![...project.pythonFiles.keys()].some((path) =>
    path.split('/').some((part) => part === top || part === `${top}.py`),
  );
}
