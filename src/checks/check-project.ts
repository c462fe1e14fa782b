import type { Component } from '../core/component.js';
import type { Evidence } from '../core/verdict.js';
import type { Project } from '../source/project.js';
import { checkSources } from './static/check-sources.js';
export function checkProject(base: Project, variant: Project, components: readonly Component[]): Evidence[] {
  return [
    ...checkSources(
      base,
      variant,
      components.flatMap((component) => (component.kind === 'code' ? [component] : [])),
    ).evidence,
  ];
}
