import type { CodeComponent } from '../../core/component.js';
import type { Project } from '../../source/project.js';
import type { Difference } from '../syntax/difference.js';
import { oncePer } from '../../core/once-per.js';
import { findDifferences } from '../syntax/find-differences.js';
import { Names } from '../syntax/names.js';
import { syntaxOf, type Syntax } from '../syntax/plain-syntax.js';

/** Two versions of a project's Python sources and all that differs between them. */
export interface Comparison {
  readonly base: Project;
  readonly variant: Project;
  readonly baseNames: Names;
  readonly variantNames: Names;
  readonly differences: readonly Difference[];
  /** Python files that only one side has. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export function compareSources(base: Project, variant: Project, components: readonly CodeComponent[]): Comparison {
  const isMarked = (unit: Syntax): boolean =>
    components.some(({ file, start, end }) => unit.file === file && start <= unit.start && unit.end <= end);
  const differences: Difference[] = [];
  for (const [name, file] of base.pythonFiles) {
    const other = variant.pythonFiles.get(name);
    if (other !== undefined && other.text !== file.text) {
      differences.push(...findDifferences(syntaxOf(file), syntaxOf(other), isMarked));
    }
  }
  return {
    base,
    variant,
    baseNames: namesOf(base),
    variantNames: new Names(variant),
    differences,
    added: [...variant.pythonFiles.keys()].filter((name) => !base.pythonFiles.has(name)),
    removed: [...base.pythonFiles.keys()].filter((name) => !variant.pythonFiles.has(name)),
  };
}

/** All trials are compared with one baseline. */
const namesOf = oncePer((base: Project) => new Names(base));

/** The syntax of each file of a side. */
export function* rootsOf(project: Project): Generator<Syntax> {
  for (const file of project.pythonFiles.values()) yield syntaxOf(file);
}
