import { existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { readStudyFile } from '../config/read-study-file.js';
import { resolveSettings } from '../config/resolve-settings.js';
import type { FileDifference } from '../checks/static/check-other-files.js';
import type { Component } from '../core/component.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { pathBelow } from '../core/paths-below.js';
import { UserError } from '../core/user-error.js';
import { differingFiles } from './other-files.js';
import { componentsMeant, isMeant } from '../planning/select-components.js';
import type { Project } from '../source/project.js';
import { loadPythonParser } from '../source/python-parser.js';
import { readComponents } from '../source/read-components.js';
import { readProject } from '../source/read-project.js';

/** Which two folders are compared, and what is the difference between them meant to be. */
export interface PairRequest {
  /** Absolute, as is `variant`. */
  readonly base: string;
  readonly variant: string;
  /** An id, a group, or FILE:LINE of the mark, in the base. */
  readonly component: string;
  /** Relative to the folders; looked for where absent. */
  readonly script: string | undefined;
}

/** Two versions of a project, read. */
export interface Pair {
  readonly base: Project;
  /** A failure: the variant cannot be read as the base can (its script is missing, or is no Python). */
  readonly variant: Project | readonly Diagnostic[];
  readonly components: readonly Component[];
  /** Data and the like in which the folders differ. */
  readonly otherFiles: readonly FileDifference[];
}

/** Reads both folders. Throws a UserError where the base is no marked project, or a folder is missing. */
export async function readPair(request: PairRequest): Promise<Pair> {
  for (const folder of [request.base, request.variant]) {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new UserError(`There is no folder ${folder}. Say two project folders: ablationmage check BASE VARIANT.`);
    }
  }
  await loadPythonParser();
  const studyFile = await readStudyFile(undefined, [request.base]);
  const named = request.script ?? studyFile?.content.script ?? (await findScript(request));
  const script = pathBelow(request.base, path.resolve(request.base, named));
  if (script === undefined) {
    throw new UserError(
      `--script ${named} lies outside of ${request.base}; both folders need the script at the same place.`,
    );
  }
  if (!existsSync(path.join(request.base, script))) {
    throw new UserError(`There is no ${script} in ${request.base}. Say which script with --script FILE.`);
  }
  const declared =
    studyFile === undefined ? [] : resolveSettings(script, { afterDashes: [] }, studyFile, request.base).components;
  const configFiles = declared.flatMap((component) => (component.kind === 'config' ? [component.file] : []));
  const base = await readProject({ root: request.base, script: path.join(request.base, script), configFiles });
  if (!base.ok) throw new UserError(`Cannot read ${script} of ${request.base}.`, base.failure);
  const { components, diagnostics } = readComponents(base.value, declared);
  if (diagnostics.some(({ severity }) => severity === 'error')) {
    throw new UserError(
      `The files of ${request.base} have mistakes; nothing was guessed and nothing was run.`,
      diagnostics,
    );
  }
  const variant = await readProject({ root: request.variant, script: path.join(request.variant, script), configFiles });
  const isMarked = (each: Component): boolean => isMeant(each, request.component);
  if (variant.ok && !components.some(isMarked) && readComponents(variant.value, declared).components.some(isMarked)) {
    throw swapped(request);
  }
  if (components.length === 0) {
    throw new UserError(`No components are marked in ${script} of ${request.base}.`, diagnostics);
  }
  return {
    base: base.value,
    variant: variant.ok ? variant.value : variant.failure,
    components: inFiles(componentsMeant(components, '--component', request.component)),
    otherFiles: variant.ok ? await differingFiles(base.value, variant.value) : [],
  };
}

/** Only the second folder has the mark. */
function swapped({ component, base, variant }: PairRequest): UserError {
  return new UserError(
    `${component} is marked in ${variant} and not in ${base}. Say the baseline first: ablationmage check BASE VARIANT.`,
  );
}

/** Two folders cannot show what stands on a command line. */
function inFiles(components: readonly Component[]): readonly Component[] {
  const argument = components.find(({ kind }) => kind === 'argument');
  if (argument === undefined) return components;
  throw new UserError(
    `${argument.id} is an argument of the script, and no edit of its files: two folders cannot show it. ` +
      'ablationmage run checks such a trial before its runs.',
  );
}

/** The file of `FILE:LINE`; else the only script, or the one with the usual name. */
async function findScript({ base, component }: PairRequest): Promise<string> {
  const scripts = (await readdir(base)).filter((name) => name.endsWith('.py')).sort();
  const [only, ...more] = scripts;
  if (only !== undefined && more.length === 0) return only;
  const usual = ['train.py', 'main.py', 'run.py'].find((name) => scripts.includes(name));
  const named = /^(.+\.py):\d+$/.exec(component)?.[1];
  const script = usual ?? (named !== undefined && existsSync(path.join(base, named)) ? named : undefined);
  if (script !== undefined) return script;
  throw new UserError(`Which script of ${base} is run? Say it with --script FILE.`);
}
