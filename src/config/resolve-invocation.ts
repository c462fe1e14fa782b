import { existsSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../core/user-error.js';
import { splitCommandLine } from '../core/split-command-line.js';
import type { LoadedStudyFile } from './read-study-file.js';
import type { StudyFlags } from './study-flags.js';
import type { Invocation } from './study-settings.js';

/**
 * Which script, and how it is started: `run train.py -- --epochs 5`, `run -- python train.py`,
 * `run --script train.py -- bash run.sh`, or what `ablation.yaml` says.
 * `positional` is the argument before `--`, `flags.script` is `--script`.
 */
export function resolveInvocation(
  positional: string | undefined,
  flags: StudyFlags,
  studyFile: LoadedStudyFile | undefined,
  currentDirectory: string,
): Invocation {
  const fromFile = (name: string | undefined): string | undefined =>
    studyFile === undefined || name === undefined ? undefined : path.resolve(path.dirname(studyFile.path), name);
  const after = flags.afterDashes;
  const file = studyFile?.content;
  const ownArguments = words(file?.args, 'args');
  const fileCommand = words(file?.command, 'command');
  const named = flags.script ?? positional;
  const script = named === undefined ? fromFile(file?.script) : path.resolve(currentDirectory, named);

  if (script === undefined) {
    if (after.length > 0 && isCommand(after)) return commandWithScript(after, currentDirectory);
    if (fileCommand.length > 0) return commandWithScript([...fileCommand, ...after], currentDirectory);
    throw new UserError(
      'Which script? Say `ablationmage run train.py`, or give the whole command: `ablationmage run -- python train.py --epochs 5`.',
    );
  }
  // Beside a positional script only its arguments can follow; else what follows may be a whole command.
  if (after.length > 0 && positional === undefined && (flags.script !== undefined || isCommand(after))) {
    return { kind: 'command', script, command: after };
  }
  if (fileCommand.length > 0) return { kind: 'command', script, command: [...fileCommand, ...after] };
  return { kind: 'script', script, arguments: after.length > 0 ? after : ownArguments };
}

/** `--epochs 5` and `model.attn=false` are arguments, `torchrun train.py` is a command. */
function isCommand(after: readonly string[]): boolean {
  return !/^-|=/.test(after[0] ?? '');
}

function commandWithScript(command: readonly string[], currentDirectory: string): Invocation {
  const named = command.find((word) => word.endsWith('.py') && existsSync(path.resolve(currentDirectory, word)));
  const script = named ?? moduleScript(command, currentDirectory);
  if (script === undefined) {
    throw new UserError(
      `No script of yours is named in the command \`${command.join(' ')}\`. Say which file has the marks: ` +
        `\`ablationmage run --script train.py -- ${command.join(' ')}\`.`,
    );
  }
  return { kind: 'command', script: path.resolve(currentDirectory, script), command };
}

/** `python -m package.train` runs `package/train.py`, or `package/train/__main__.py`. */
function moduleScript(command: readonly string[], currentDirectory: string): string | undefined {
  const moduleName = command[command.indexOf('-m') + 1];
  if (!command.includes('-m') || moduleName === undefined) return undefined;
  const stem = moduleName.replaceAll('.', '/');
  return [`${stem}.py`, `${stem}/__main__.py`, `src/${stem}.py`, `src/${stem}/__main__.py`].find((candidate) =>
    existsSync(path.resolve(currentDirectory, candidate)),
  );
}

function words(value: string | readonly string[] | undefined, key: string): readonly string[] {
  if (value === undefined) return [];
  if (typeof value !== 'string') return value;
  const split = splitCommandLine(value);
  if (split === undefined) throw new UserError(`ablation.yaml: ${key}: a quote is not closed.`);
  return split;
}
