import path from 'node:path';
import { readStudyFile } from '../config/read-study-file.js';
import { resolveModelSettings, type ModelFlags } from '../config/resolve-model.js';
import { OUTPUT_FOLDER } from '../config/resolve-settings.js';
import type { ModelSettings } from '../core/model-settings.js';
import { UserError } from '../core/user-error.js';
import { killEveryRun } from '../execution/process/live-runs.js';
import { askForScript } from '../whole-script/ask-for-script.js';
import { findChatTemplate } from '../whole-script/find-chat-template.js';
import { isUsable, outcomeInWords } from '../whole-script/outcome-in-words.js';
import type { WholeScriptTask } from '../whole-script/task.js';
import { EXIT_CODES } from './exit-codes.js';
import { interruptionSignal } from './interruption.js';

/** The flags that `first-call` and `followup-call` share. */
export interface WholeScriptFlags extends ModelFlags {
  /** `-d`, files and folders. */
  readonly docs?: readonly string[];
}

/** Calls the model of the flags (or of an `ablation.yaml` here) and prints what came of it. */
export async function callForScript(
  task: WholeScriptTask,
  template: string | undefined,
  settings: ModelSettings,
): Promise<void> {
  const currentDirectory = process.cwd();
  using signal = interruptionSignal(() => undefined, killEveryRun);
  const surroundings = { currentDirectory, environment: process.env, say };
  const found = template === undefined ? undefined : await findChatTemplate(template, surroundings, signal);
  const outputFolder = path.join(currentDirectory, OUTPUT_FOLDER);
  const outcome = await askForScript(task, found, settings, { ...surroundings, outputFolder }, signal);
  process.stdout.write(outcomeInWords(outcome, currentDirectory));
  if (signal.aborted) process.exitCode = EXIT_CODES.interrupted;
  else process.exitCode = isUsable(outcome) ? EXIT_CODES.done : EXIT_CODES.doneWithFailedTrials;
}

/** Throws a UserError where nobody says whom to ask. */
export async function modelSettingsOf(flags: ModelFlags): Promise<ModelSettings> {
  const currentDirectory = process.cwd();
  const studyFile = await readStudyFile(undefined, [currentDirectory]);
  const studyDirectory = path.join(currentDirectory, OUTPUT_FOLDER);
  const settings = resolveModelSettings(flags, studyFile, { currentDirectory, studyDirectory });
  if (settings !== undefined) return settings;
  throw new UserError('Say which model is asked: --api PROVIDER --model MODEL, for example -a anthropic -m MODEL.');
}

export function say(message: string): void {
  process.stderr.write(`${message}\n`);
}
