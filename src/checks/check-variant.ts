import type { Component } from '../core/component.js';
import type { Edit } from '../core/edit.js';
import type { Evidence } from '../core/verdict.js';
import type { Project } from '../source/project.js';
import { editedProject } from './edited-project.js';
import type { ComparisonTarget } from './fingerprint/comparison-target.js';
import { checkConfig } from './static/check-config.js';
import { checkSources } from './static/check-sources.js';

/** What the sources alone say of a variant. */
export interface StaticCheck {
  readonly evidence: readonly Evidence[];
  /** By what the component is recognised in a running script. */
  readonly target: ComparisonTarget;
}

/**
 * Compares the sources and configuration of two versions of a project. `components`: those of the trial; `others`: what
 * else is marked.
 */
export function checkProjects(
  base: Project,
  variant: Project,
  components: readonly Component[],
  others: readonly Component[] = [],
): StaticCheck {
  const sources = checkSources(base, variant, components, others);
  const config = checkConfig(
    base,
    variant,
    components.filter((component) => component.kind === 'config'),
  );
  const { declaredChange, ...target } = sources.target;
  const isDeclared = declaredChange !== undefined && config.length === 0;
  return { evidence: [...sources.evidence, ...config], target: isDeclared ? sources.target : target };
}

/** The same for a variant that is edits of the project. */
export function checkVariant(
  base: Project,
  edits: readonly Edit[],
  components: readonly Component[],
  others: readonly Component[],
): StaticCheck {
  return checkProjects(base, editedProject(base, edits), components, others);
}
