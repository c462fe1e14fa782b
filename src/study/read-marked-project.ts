import { existsSync } from 'node:fs';
import path from 'node:path';
import type { StudySettings } from '../config/study-settings.js';
import type { Component } from '../core/component.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { UserError } from '../core/user-error.js';
import { findProjectRoot } from '../source/find-project-root.js';
import type { Project } from '../source/project.js';
import { readEvents } from '../store/event-log.js';
import { studyFolderAt } from '../store/study-folder.js';
import { loadPythonParser } from '../source/python-parser.js';
import { readComponents } from '../source/read-components.js';
import { readProject } from '../source/read-project.js';
import { selectMarked, type SelectedComponents } from './select-marked.js';

/** The files of a project and the components marked in them. */
export interface MarkedProject extends SelectedComponents {
  readonly project: Project;
  /** All that is marked or declared, each hint as one component. */
  readonly marked: readonly Component[];
  /** Warnings and notes; errors never come this far. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the marks. Throws a UserError with every mistake found in the files. */
export async function readMarkedProject(settings: StudySettings): Promise<MarkedProject> {
  await loadPythonParser();
  const { script } = settings.invocation;
  const root = settings.projectRoot ?? (await findProjectRoot(script));
  const configFiles = [
    ...settings.components.flatMap((component) => (component.kind === 'config' ? [component.file] : [])),
    ...configFilesOf(settings, root),
  ];
  const place = settings.sourcesFrom ?? root;
  const scriptThere = place === root ? script : path.join(place, path.relative(root, script));
  const read = await readProject({ root: place, script: scriptThere, configFiles });
  if (!read.ok) throw new UserError(`Cannot read ${path.relative(settings.currentDirectory, script)}.`, read.failure);
  const project: Project = place === root ? read.value : { ...read.value, root: path.resolve(root) };
  const { components: marked, diagnostics } = readComponents(project, settings.components);
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  if (errors.length > 0)
    throw new UserError('The files have mistakes; nothing was guessed and nothing was run.', diagnostics);
  if (marked.length === 0) {
    throw new UserError(
      `No components are marked in ${project.script} or the local modules it imports. ` +
        'Put #ABLATABLE_COMPONENT at the end of a line whose part you want to see removed.',
      diagnostics,
    );
  }
  const selected = selectMarked(marked, settings, readEvents(studyFolderAt(settings.studyDirectory).eventsFile));
  return { project, marked, ...selected, diagnostics };
}

/** `--config configs/small.yaml`: files of the project that the command names, relative to its root. */
function configFilesOf({ invocation, currentDirectory }: StudySettings, root: string): string[] {
  const words = invocation.kind === 'script' ? invocation.arguments : invocation.command;
  return words.flatMap((word) => {
    const name = word.slice(word.indexOf('=') + 1);
    if (!/\.(?:ya?ml|toml|json)$/.test(name)) return [];
    const file = path.resolve(currentDirectory, name);
    return existsSync(file) && file.startsWith(`${root}${path.sep}`) ? [path.relative(root, file)] : [];
  });
}
