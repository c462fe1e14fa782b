import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '../core/diagnostic.js';
import { didYouMean } from '../core/near-names.js';

/** Why a script cannot be the script of a study, or undefined where it can. `script` is relative to the root. */
export function explainUnreadableScript(root: string, script: string): Diagnostic | undefined {
  const message = reason(root, script);
  return message === undefined ? undefined : { severity: 'error', message };
}

function reason(root: string, script: string): string | undefined {
  const absolute = path.join(root, script);
  const entry = statSync(absolute, { throwIfNoEntry: false });
  if (entry === undefined) return `${script} does not exist.${nearNames(absolute)}`;
  if (entry.isDirectory())
    return `${script || '.'} is a folder; name the script in it.${nearNames(path.join(absolute, 'train.py'))}`;
  if (script.endsWith('.ipynb')) {
    return (
      `${script} is a notebook. Convert it with \`jupyter nbconvert --to script ${script}\` ` +
      'and name the resulting .py file.'
    );
  }
  if (script.startsWith('../'))
    return `${script} is not inside the project ${root}; name the project with --project DIR.`;
  return undefined;
}

function nearNames(absolute: string): string {
  const hint = didYouMean(path.basename(absolute), pythonNames(path.dirname(absolute)), 'Scripts in that folder:');
  return hint === '' ? '' : ` ${hint}`;
}

function pythonNames(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.py'));
  } catch {
    return [];
  }
}
