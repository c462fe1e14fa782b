import type { Component } from '../../core/component.js';
import { unreachable } from '../../core/unreachable.js';
import type { Project } from '../../source/project.js';
import { numberedLines } from './numbered-lines.js';

/** The trial's part of the request, last: which component, where it stands, and why no rule was sure. */
export function trialRequest(project: Project, members: readonly Component[], ruleReasons: readonly string[]): string {
  const tasks = members.flatMap((component) => taskOf(project, component) ?? []);
  return [
    '## The task',
    ...(tasks.length > 1 ? ['All of these are to be removed together, in one change:'] : []),
    ...tasks,
    ...(ruleReasons.length === 0
      ? []
      : [
          `What makes it more than deleting a line, as far as a program saw:\n${ruleReasons.map((reason) => `- ${reason}`).join('\n')}`,
        ]),
    'Reply in the format above.',
  ].join('\n\n');
}

function taskOf(project: Project, component: Component): string | undefined {
  switch (component.kind) {
    case 'code': {
      const { options } = component;
      const file = project.pythonFiles.get(component.file);
      const code = file?.text.slice(component.start, component.end) ?? '';
      const what =
        options.replace === undefined
          ? `Remove the component "${component.id}"`
          : `Replace the component "${component.id}" by \`${options.replace}\``;
      return `${what}: in ${component.file}, line ${component.line},\n\`\`\`python\n${numberedLines(code, component.line)}\n\`\`\``;
    }
    case 'hint': {
      const { trial } = component;
      const place = `the hint in ${component.file}, lines ${component.line} to ${component.endLine}`;
      const words = component.hint.split('\n').map((line) => `> ${line}`);
      if (trial === undefined) return `Do what ${place}, asks for, as one change:\n${words.join('\n')}`;
      return (
        `${trial.change === 'remove' ? 'Remove' : 'Replace'} the component "${component.id}" (${trial.title}):\n` +
        `${trial.instruction}\nIt is one of the changes that ${place}, asks for. Do this one only. The whole hint:\n${words.join('\n')}`
      );
    }
    case 'argument':
    case 'config':
      return undefined;
    default:
      return unreachable(component);
  }
}
