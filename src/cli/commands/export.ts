import path from 'node:path';
import { UserError } from '../../core/user-error.js';
import type { FirstSteps } from '../../exported-script/compare-first-steps.js';
import { exportScript } from '../../exported-script/export-script.js';
import { demandPlace, writeExported } from '../../exported-script/write-exported.js';
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
  if (!/^[\w.][\w.-]*\.py$/u.test(fileName)) {
    throw new UserError(`--script ${flags.script}: a name of a Python file is needed, for example ablation_study.py.`);
  }
  // What is known at once is not said after minutes.
  if (flags.force !== true) await demandPlace(target);
  const studyDirectory = await findStudyDirectory(flags);
  const settings = await settingsOf(studyDirectory, flags);
  using signal = interruptionSignal(() => {
    process.stderr.write('Ending the runs; nothing is written.\n');
  }, killEveryRun);
  process.stderr.write('Comparing the first steps of the script with those of the study ...\n');
  const notSeen = new Map<string, string[]>();
  const exported = await exportScript(
    settings,
    target,
    {
      onFirstSteps: (trialId, result) => {
        if (result.kind === 'not-seen') notSeen.set(result.reason, [...(notSeen.get(result.reason) ?? []), trialId]);
        else process.stderr.write(`${trialId}: ${inWords(result)}\n`);
      },
      onWholeRun: ({ trialId, seedIndex }, inWords) => {
        process.stderr.write(`${trialId}, seed ${seedIndex}: ${inWords}\n`);
      },
      onNotCompared: (runs) => {
        process.stderr.write(
          `${runs} runs of the last seed were not compared to their end: they would take more than a minute\n`,
        );
      },
    },
    signal,
  );
  for (const [reason, ids] of notSeen) {
    process.stderr.write(`${ids.join(', ')}: no first steps to compare: ${reason}\n`);
  }
  const written = await writeExported(exported, target, flags.force === true);
  for (const reason of exported.leftOut) process.stderr.write(`not in it: ${reason}\n`);
  process.stdout.write(written.map((file) => `${path.relative('.', file)}\n`).join(''));
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

function inWords(result: Exclude<FirstSteps, { kind: 'not-seen' }>): string {
  switch (result.kind) {
    case 'equal':
      return 'the same first steps as in the study';
    case 'differ':
      return `other first steps than in the study: ${result.in.join(', ')}`;
  }
}
