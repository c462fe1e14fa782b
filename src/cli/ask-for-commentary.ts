import { readStudyFile } from '../config/read-study-file.js';
import { resolveModelSettings, type ModelFlags } from '../config/resolve-model.js';
import type { StudyEvent } from '../core/event.js';
import type { Report } from '../core/report.js';
import { UserError } from '../core/user-error.js';
import { killEveryRun } from '../execution/process/live-runs.js';
import { writeCommentary } from '../study/commentary/write-commentary.js';
import { EXIT_CODES } from './exit-codes.js';
import { interruptionSignal } from './interruption.js';
import { createLineView } from './live-view/line-view.js';
import { coloursFor } from './terminal/colours.js';

/**
 * `report --commentary`: asks the model of the flags, or of an `ablation.yaml` here, says on stderr how it goes, and sets the
 * exit code where nothing came of it.
 */
export async function askForCommentary(
  report: Report,
  studyDirectory: string,
  flags: ModelFlags,
): Promise<'written' | 'none' | 'interrupted'> {
  const currentDirectory = process.cwd();
  const studyFile = await readStudyFile(undefined, [currentDirectory]);
  const settings = resolveModelSettings(flags, studyFile, { currentDirectory, studyDirectory });
  if (settings === undefined) {
    throw new UserError(
      '--commentary needs a model: --api PROVIDER --model MODEL, for example -a anthropic -m MODEL. ' +
        'Without one, report.md has a summary of the findings.',
    );
  }
  const view = createLineView(process.stderr, coloursFor(process.stderr), 'lenient');
  const onEvent = (event: StudyEvent): void => {
    view.onEvent(event);
  };
  using signal = interruptionSignal(() => undefined, killEveryRun);
  const end = await writeCommentary(report, settings, { studyDirectory, signal, onEvent });
  if (end.kind === 'written') return 'written';
  process.stderr.write(`There is no new commentary: ${end.reason}\n`);
  process.exitCode = signal.aborted ? EXIT_CODES.interrupted : EXIT_CODES.doneWithFailedTrials;
  return signal.aborted ? 'interrupted' : 'none';
}
