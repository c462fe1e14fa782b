import { oncePer } from '../../core/once-per.js';
import type { Project } from '../../source/project.js';
import { calleeName } from '../syntax/callee.js';
import { childIn, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import { rootsOf } from './comparison.js';

/** What a project defines, by name; built once, since every argument of every call asks for it. */
export interface Definitions {
  /** Functions, methods and classes. */
  readonly byName: ReadonlyMap<string, readonly Syntax[]>;
  /** `Net` by `model`, of `model = Net(...)`. */
  readonly classOfInstance: ReadonlyMap<string, string>;
}

export const definitionsOf = oncePer((project: Project): Definitions => {
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
  return { byName, classOfInstance };
});
