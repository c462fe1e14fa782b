import type { Component } from '../../core/component.js';
import type { ModelSettings } from '../../core/model-settings.js';
import type { Project } from '../../source/project.js';
import { unreachable } from '../../core/unreachable.js';
import type { EditFormat } from './system-prompt.js';

/** Below this a whole file costs hardly more than its edits, and small models get it right more often. */
const SHORT_FILE_LINES = 60;
/** What a model on this machine, usually a small one, may be asked to write whole. */
const LOCAL_FILE_LINES = 300;

/** Edits, or whole files: as the user said, else by the length of the files and where the model is. */
export function chooseFormat(
  { editFormat, provider }: Pick<ModelSettings, 'editFormat' | 'provider'>,
  project: Project,
  members: readonly Component[],
): EditFormat {
  if (editFormat !== 'auto') return editFormat;
  const isLocal =
    provider.kind === 'api' && provider.api === 'openai-compatible' && isOnThisMachine(provider.baseUrl ?? '');
  return longestFile(project, members).lines <= (isLocal ? LOCAL_FILE_LINES : SHORT_FILE_LINES) ? 'whole' : 'blocks';
}

/** Room for the reply and for some thinking; generous, as a reply that is cut is worth nothing. */
export function maxOutputTokens(format: EditFormat, project: Project, members: readonly Component[]): number {
  switch (format) {
    case 'blocks':
      return 8000;
    case 'whole':
      // Code has three to four characters per token.
      return 8000 + Math.ceil((longestFile(project, members).characters / 3) * 1.5);
    default:
      return unreachable(format);
  }
}

function longestFile(project: Project, members: readonly Component[]): { lines: number; characters: number } {
  const names = members.flatMap((component) => (component.kind === 'argument' ? [] : [component.file]));
  const texts = [...new Set([project.script, ...names])].map((name) => project.pythonFiles.get(name)?.text ?? '');
  return {
    lines: Math.max(...texts.map((text) => text.split('\n').length)),
    characters: Math.max(...texts.map(({ length }) => length)),
  };
}

function isOnThisMachine(baseUrl: string): boolean {
  return URL.canParse(baseUrl) && /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(baseUrl).hostname);
}
