import { createHash } from 'node:crypto';
import type { Component } from '../core/component.js';
import type { Project } from '../source/project.js';
import { configurationValues } from '../source/configuration-values.js';
import { executedTokens, tokensBefore } from '../source/run-identity-tokens.js';
import { PROMPT_VERSION } from './prompts/prompt-version.js';

/**
 * By what a model's task is known again: what the files execute, the components, and the words it is asked in.
 * Other marks, comments and white space are no part of it, so adding a mark asks nobody again.
 */
export function taskKey(project: Project, members: readonly Component[]): string {
  const task = [
    PROMPT_VERSION,
    [...project.pythonFiles].map(([path, file]) => [path, executedTokens(file)]),
    [...project.configFiles].map(([path, file]) => [path, configurationValues(file, [])]),
    members.map((component) => memberOf(project, component)),
  ];
  return createHash('sha256').update(JSON.stringify(task)).digest('hex').slice(0, 24);
}

function memberOf(project: Project, component: Component): unknown {
  if (component.kind === 'argument') return component.arguments;
  if (component.kind === 'config') return [component.file, component.change];
  const file = project.pythonFiles.get(component.file);
  if (component.kind === 'hint') return [component.file, component.anchor, component.hint, component.trial ?? null];
  const place = file === undefined ? component.start : tokensBefore(file, component.start);
  return [component.file, place, file?.text.slice(component.start, component.end), component.options.replace ?? null];
}
