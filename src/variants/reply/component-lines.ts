import type { Component } from '../../core/component.js';
import type { Project } from '../../source/project.js';

/** Lines of a file, counted from 1, both ends included. */
export interface LineRange {
  readonly file: string;
  readonly first: number;
  readonly last: number;
}

/** The lines of Python that components stand on: a hint's comments, a mark's code from its first to its last line. */
export function componentLines(project: Project, components: readonly Component[]): LineRange[] {
  return components.flatMap((component) => {
    if (component.kind === 'hint') return [{ file: component.file, first: component.line, last: component.endLine }];
    if (component.kind !== 'code') return [];
    const text = project.pythonFiles.get(component.file)?.text.slice(component.start, component.end) ?? '';
    return [{ file: component.file, first: component.line, last: component.line + text.split('\n').length - 1 }];
  });
}
