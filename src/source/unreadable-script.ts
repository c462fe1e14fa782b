import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { distance } from 'fastest-levenshtein';
import type { Diagnostic } from '../core/diagnostic.js';

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
  const wanted = path.basename(absolute).toLowerCase();
  const scripts = pythonNames(path.dirname(absolute));
  const near = scripts.filter((name) => distance(name.toLowerCase(), wanted) <= Math.max(2, wanted.length / 3));
  if (near.length > 0) return ` Did you mean ${near.slice(0, 3).join(' or ')}?`;
  return scripts.length === 0 ? '' : ` Scripts in that folder: ${scripts.slice(0, 8).join(', ')}.`;
}

function pythonNames(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.py'));
  } catch {
    return [];
  }
}
