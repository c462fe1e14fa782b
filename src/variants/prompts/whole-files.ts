import type { Component } from '../../core/component.js';
import type { Project } from '../../source/project.js';

/** About 25,000 tokens; beyond that models begin to lose the instructions. */
const MOST_CHARACTERS = 80_000;

/** The files a prompt shows whole: those with marks and the script always, the others, short ones first, as long as there is room. */
export function wholeFilesOf(project: Project, components: readonly Component[]): Set<string> {
  const marked = components.flatMap((component) => (component.kind === 'argument' ? [] : [component.file]));
  const chosen = new Set([project.script, ...marked].filter((file) => project.pythonFiles.has(file)));
  let characters = [...chosen].reduce((sum, file) => sum + lengthOf(project, file), 0);
  const others = [...project.pythonFiles.keys()].filter((file) => !chosen.has(file));
  for (const file of others.sort((a, b) => lengthOf(project, a) - lengthOf(project, b))) {
    characters += lengthOf(project, file);
    if (characters > MOST_CHARACTERS) break;
    chosen.add(file);
  }
  return chosen;
}

function lengthOf({ pythonFiles }: Project, file: string): number {
  return pythonFiles.get(file)?.text.length ?? 0;
}
