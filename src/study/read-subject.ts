import path from 'node:path';
import type { StudySettings } from '../config/study-settings.js';
import type { SeedStrategy } from '../core/seed-strategy.js';
import { UserError } from '../core/user-error.js';
import { findInterpreter, type Interpreter } from '../execution/interpreter/find-interpreter.js';
import { findSeedStrategy } from '../source/seeds/find-seed-strategy.js';
import { readMarkedProject, type MarkedProject } from './read-marked-project.js';

/** What a study is about: the script with its project, its components, and how it is started. */
export interface Subject extends MarkedProject {
  readonly settings: StudySettings;
  readonly interpreter: Interpreter;
  /** The whole command, ready to be spawned; the interpreter is absolute. */
  readonly command: readonly string[];
  /** The same for people and for identities: `python train.py --epochs 5`. */
  readonly portableCommand: readonly string[];
  readonly seedStrategy: SeedStrategy;
}

/** Reads the marks, finds the interpreter and decides how seeds reach the script. Throws UserErrors. */
export async function readSubject(settings: StudySettings): Promise<Subject> {
  const marked = await readMarkedProject(settings);
  const { invocation } = settings;
  const found = await findInterpreter({
    ...(settings.python === undefined ? {} : { explicit: settings.python }),
    commandPrefix: invocation.kind === 'command' ? invocation.command : [],
    projectRoot: marked.project.root,
    script: invocation.script,
    externalImports: marked.project.externalImports,
    environment: process.env,
  });
  if (!found.ok) throw new UserError(found.failure.message);
  const interpreter = found.value;
  const scriptArguments = invocation.kind === 'script' ? invocation.arguments : invocation.command;
  return {
    ...marked,
    settings,
    interpreter,
    command: wholeCommand(settings, interpreter.path),
    portableCommand: wholeCommand(settings, 'python').map((word) => portablePath(word, marked.project.root)),
    seedStrategy: findSeedStrategy(marked.project, scriptArguments, settings.splitPolicy),
  };
}

function wholeCommand(settings: StudySettings, interpreter: string): readonly string[] {
  const { invocation } = settings;
  if (invocation.kind === 'script') return [interpreter, invocation.script, ...invocation.arguments];
  const [program = '', ...rest] = invocation.command;
  return /^python[\d.]*$/.test(program) ? [interpreter, ...rest] : invocation.command;
}

function portablePath(word: string, projectRoot: string): string {
  return word.startsWith(`${projectRoot}${path.sep}`) ? path.relative(projectRoot, word) : word;
}
