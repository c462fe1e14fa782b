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
  const fromFile = (name: string): string =>
    studyFile === undefined ? name : path.resolve(path.dirname(studyFile.path), name);
  const after = flags.afterDashes;
  const fileCommand = words(studyFile?.content.command, 'command');

  if (flags.script !== undefined) {
    const command = after.length > 0 ? after : fileCommand;
    const script = path.resolve(currentDirectory, flags.script);
    return command.length > 0
      ? { kind: 'command', script, command }
      : { kind: 'script', script, arguments: words(studyFile?.content.args, 'args') };
  }
  if (positional !== undefined) {
    return {
      kind: 'script',
      script: path.resolve(currentDirectory, positional),
      arguments: after.length > 0 ? after : words(studyFile?.content.args, 'args'),
    };
  }
  if (after.length > 0 && studyFile?.content.script === undefined) return commandWithScript(after, currentDirectory);
  if (studyFile?.content.script !== undefined) {
    const script = fromFile(studyFile.content.script);
    if (fileCommand.length > 0) return { kind: 'command', script, command: fileCommand };
    return { kind: 'script', script, arguments: after.length > 0 ? after : words(studyFile.content.args, 'args') };
  }
  if (fileCommand.length > 0) return commandWithScript(fileCommand, currentDirectory);
  throw new UserError(
    'Which script? Say `ablationmage run train.py`, or give the whole command: `ablationmage run -- python train.py --epochs 5`.',
  );
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
