import { existsSync } from 'node:fs';
import { readFile, realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeNamedFolder } from '../../core/make-folder.js';
import { UserError } from '../../core/user-error.js';
import type { FirstSteps } from '../../exported-script/compare-first-steps.js';
import { exportScript } from '../../exported-script/export-script.js';
import type { Invocation } from '../../config/study-settings.js';
import { killEveryRun } from '../../execution/process/live-runs.js';
import { commandRedactorFor } from '../../models/redact-command.js';
import { REDACTED } from '../../models/redact.js';
import { readSketch } from '../../store/study-sketch.js';
import { findStudyDirectory } from '../find-study.js';
import { interruptionSignal } from '../interruption.js';
import { loadSettings } from '../load-settings.js';
import { parseRunWords } from '../parse-run-words.js';
import type { StudyFolderFlags } from '../study-folder-flags.js';

export interface ExportFlags extends StudyFolderFlags {
  readonly script: string;
  readonly python?: string;
  readonly force?: true;
}

/** `ablationmage export --script FILE`: the study as one script, checked against the study before it is written. */
export async function exportCommand(flags: ExportFlags): Promise<void> {
  const target = path.resolve(flags.script);
  const fileName = path.basename(target);
  if (!/^[\w.-]+\.py$/u.test(fileName)) {
    throw new UserError(`--script ${flags.script}: a name of a Python file is needed, for example ablation_study.py.`);
  }
  // What is known at once is not said after minutes.
  await demandFree(target, undefined, flags.force);
  const studyDirectory = await findStudyDirectory(flags);
  const settings = await settingsOf(studyDirectory, flags);
  using signal = interruptionSignal(() => {
    process.stderr.write('Ending the runs; nothing is written.\n');
  }, killEveryRun);
  process.stderr.write('Comparing the first steps of the script with those of the study ...\n');
  const exported = await exportScript(
    settings,
    fileName,
    (trialId, result) => {
      process.stderr.write(`${trialId}: ${inWords(result)}\n`);
    },
    signal,
  );
  const folder = exported.kind === 'one-file' ? path.dirname(target) : target.replace(/\.py$/u, '');
  for (const [name, text] of exported.files) {
    await demandOther(path.join(folder, name), exported.originals);
    await demandFree(path.join(folder, name), text, flags.force);
  }
  for (const [name, text] of exported.files) {
    const file = path.join(folder, name);
    await makeNamedFolder(path.dirname(file), 'Name another place with --script FILE.');
    await writeFile(file, text);
  }
  for (const reason of exported.leftOut) process.stderr.write(`not in it: ${reason}\n`);
  process.stdout.write(
    [...exported.files.keys()].map((name) => `${path.relative('.', path.join(folder, name))}\n`).join(''),
  );
}

/** As the study was started. Throws a UserError where its script is not found from here. */
async function settingsOf(studyDirectory: string, { python }: ExportFlags): ReturnType<typeof loadSettings> {
  const { study } = await readSketch(studyDirectory);
  const { script, flags } = parseRunWords(study.typedWords);
  const settings = await loadSettings(script, { ...flags, ...(python === undefined ? {} : { python }) });
  if (settings.studyDirectory !== studyDirectory && flags.out === undefined) {
    throw new UserError(
      `The study in ${studyDirectory} was started in another folder. Call export where \`ablationmage ${study.typedWords.join(' ')}\` was called.`,
    );
  }
  demandWholeArguments(settings.invocation);
  return { ...settings, studyDirectory };
}

/** A study's folder keeps no keys, and a script that is handed on should have none either. */
function demandWholeArguments(invocation: Invocation): void {
  const words = invocation.kind === 'script' ? invocation.arguments : invocation.command;
  // Those of the study's file are whole here, those of its folder are not.
  const hidden = commandRedactorFor(process.env)(words).find((word) => word.includes(REDACTED));
  if (hidden === undefined) return;
  throw new UserError(
    `The study was run with a key among the script's arguments (\`${hidden}\`), which neither its folder nor a script keeps. ` +
      'Let the script read the key from an environment variable or a file, run the study so, and export that.',
  );
}

function inWords(result: FirstSteps): string {
  switch (result.kind) {
    case 'equal':
      return 'the same first steps as in the study';
    case 'differ':
      return `other first steps than in the study: ${result.in.join(', ')}`;
    case 'not-seen':
      return `by its syntax alone, since ${result.reason}`;
  }
}

/** Not even with `--force`: the study would be gone. */
async function demandOther(file: string, originals: readonly string[]): Promise<void> {
  if (!existsSync(file)) return;
  const target = await realpath(file);
  const taken = await Promise.all(originals.map((original) => realpath(original).catch(() => original)));
  if (!taken.includes(target)) return;
  throw new UserError(`${path.relative('.', file)} is a file of the study itself. Choose another --script.`);
}

/** What this tool did not make is not written over, unless it says the same. */
async function demandFree(file: string, text: string | undefined, force: true | undefined): Promise<void> {
  if (force === true || !existsSync(file)) return;
  const there = (await stat(file)).isFile() ? await readFile(file, 'utf8') : '';
  if (there === text || /^# Made by AblationMage \d/mu.test(there)) return;
  throw new UserError(`${path.relative('.', file)} exists already. Choose another --script, or say --force.`);
}
