import type { Project } from '../../source/project.js';
import { childIn, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import { rootsOf } from './comparison.js';
import { calleeName } from './target.js';

/** What a project defines, by name; built once, since every argument of every call asks for it. */
export interface Definitions {
  /** Functions, methods and classes. */
  readonly byName: ReadonlyMap<string, readonly Syntax[]>;
  /** `Net` by `model`, of `model = Net(...)`. */
  readonly classOfInstance: ReadonlyMap<string, string>;
}

const known = new WeakMap<Project, Definitions>();

export function definitionsOf(project: Project): Definitions {
  const former = known.get(project);
  if (former !== undefined) return former;
  const byName = new Map<string, Syntax[]>();
  const classOfInstance = new Map<string, string>();
  for (const root of rootsOf(project)) {
    for (const node of syntaxWithin(root)) {
      if (node.type === 'class_definition' || node.type === 'function_definition') {
        const name = childIn(node, 'name')?.canonical ?? '';
        byName.set(name, [...(byName.get(name) ?? []), node]);
      }
      const value = node.type === 'assignment' ? childIn(node, 'right') : undefined;
      const made = value?.type === 'call' ? calleeName(value) : undefined;
      const name = childIn(node, 'left')?.canonical;
      if (made !== undefined && name !== undefined && /^[A-Z]/.test(made) && !classOfInstance.has(name)) {
        classOfInstance.set(name, made);
      }
    }
  }
  const definitions = { byName, classOfInstance };
  known.set(project, definitions);
  return definitions;
}
