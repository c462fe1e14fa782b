import { applyEdits } from '../../../../src/core/edit.js';
import { readMarkedComponents } from '../../../../src/source/read-marks.js';
import { decideChange } from '../../../../src/variants/decide-change.js';
import { projectOf } from './marked-project.js';

/**
 * What all rules together make of the one mark in a project: `kind: reason`, or the lines of the file that go
 * (`-`) and come (`+`), each without its indentation and comment.
 */
export function changeOfMark(script: string, others: Readonly<Record<string, string>> = {}): string[] {
  const project = projectOf({ 'train.py': script, ...others });
  for (const file of project.pythonFiles.values()) {
    const { components, diagnostics } = readMarkedComponents(file);
    const [component] = components;
    if (component?.kind !== 'code') {
      if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
      continue;
    }
    const decision = decideChange(component, project);
    if (decision.kind !== 'edit') return [`${decision.kind}: ${decision.reason}`];
    return lineChanges(file.text, applyEdits(file.text, decision.edits));
  }
  throw new Error('no mark');
}

function lineChanges(before: string, after: string): string[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  while (old.length > 0 && old[0] === fresh[0]) {
    old.shift();
    fresh.shift();
  }
  while (old.length > 0 && old.at(-1) === fresh.at(-1)) {
    old.pop();
    fresh.pop();
  }
  const clean = (line: string): string => line.replace(/\s*#.*$/, '').trim();
  return [...old.map((line) => `- ${clean(line)}`), ...fresh.map((line) => `+ ${clean(line)}`)];
}
