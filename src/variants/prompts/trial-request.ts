import { inFence } from '../../core/fence.js';
import type { CodeComponent, Component } from '../../core/component.js';
import { lineChangeInWords } from '../../core/line-change-in-words.js';
import type { LineChange } from '../../core/hint-trial.js';
import { unreachable } from '../../core/unreachable.js';
import { lineEndAfter, lineStartBefore } from '../../source/text-lines.js';
import type { PythonFile } from '../../source/python-file.js';
import type { Project } from '../../source/project.js';
import { numberedLines } from './numbered-lines.js';

/** The trial's part of the request, last: which component, where it stands, and why no rule was sure. */
export function trialRequest(project: Project, members: readonly Component[], ruleReasons: readonly string[]): string {
  const background = ruleReasons.flatMap((reason) => withoutAdvice(reason) ?? []);
  const tasks = members.flatMap((component) => taskOf(project, component) ?? []);
  return [
    '## The task',
    ...(tasks.length > 1 ? ['All of these are to be removed together, in one change:'] : []),
    ...tasks,
    ...(background.length === 0
      ? []
      : [
          `Background, why a program did not do it by rule (nothing to answer to):\n${background.map((reason) => `- ${reason}`).join('\n')}`,
        ]),
    'Reply in the format above.',
  ].join('\n\n');
}

/** Rules advise the author of the marks (`; say replace=`), which is nothing for a model; of a hint they know nothing. */
function withoutAdvice(reason: string): string | undefined {
  if (reason.includes(' is a hint, ')) return undefined;
  return reason.replace(/[;,] (?:say|mark|name|and say) .*$/s, '');
}

/** The lines that hold the component, whole, so that their indentation is right; and which part of them is meant. */
function quoted({ text }: PythonFile, { start, end, line }: CodeComponent): string {
  const lines = text.slice(lineStartBefore(text, start), lineEndAfter(text, end)).trimEnd();
  const code = text.slice(start, end);
  const isWhole = lines.replace(/\s*#[^\n]*$/, '').trim() === code.trim();
  const part = isWhole ? '' : `\nOf this the part \`${code}\`.`;
  return `${inFence('python', numberedLines(lines, line))}${part}`;
}

/** Lines as they are and as they are to be. */
function diffOf(changes: readonly LineChange[]): string {
  return changes.map(lineChangeInWords).join('\n');
}

function taskOf(project: Project, component: Component): string | undefined {
  switch (component.kind) {
    case 'code': {
      const { options } = component;
      const file = project.pythonFiles.get(component.file);
      const what =
        options.replace === undefined
          ? `Remove the component "${component.id}"`
          : `Replace the component "${component.id}" by \`${options.replace}\``;
      return `${what}: in ${component.file}, line ${component.line},\n${file === undefined ? '' : quoted(file, component)}`;
    }
    case 'hint': {
      const { trial } = component;
      const place = `the hint in ${component.file}, lines ${component.line} to ${component.endLine}`;
      const words = component.hint.split('\n').map((line) => `> ${line}`);
      if (trial === undefined) return `Do what ${place}, asks for, as one change:\n${words.join('\n')}`;
      const isOneOfSeveral = component.id.endsWith(`.${trial.id}`);
      return (
        `The trial "${component.id}" (${trial.title}):\n${trial.instruction}\n` +
        `Approved: these lines become just this. Whatever has to follow anywhere is left to you and the rules above:\n${inFence('diff', diffOf(trial.changes))}\n` +
        (isOneOfSeveral
          ? `It is one of the changes that ${place}, asks for. Do this one only. The whole hint:`
          : `So ${place}, asks:`) +
        `\n${words.join('\n')}`
      );
    }
    case 'argument':
    case 'config':
      return undefined;
    default:
      return unreachable(component);
  }
}
