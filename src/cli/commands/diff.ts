import { BASELINE_ID } from '../../core/trial.js';
import { UserError } from '../../core/user-error.js';
import { renderDiff } from '../../reports/formats/diff.js';
import { readSketch } from '../../store/study-sketch.js';
import { findStudyDirectory } from '../find-study.js';
import type { StudyFolderFlags } from '../study-folder-flags.js';
import { coloursFor } from '../terminal/colours.js';

/** `ablationmage diff conv2`: what a variant changes; without a name, all of them. */
export async function diffCommand(trialId: string | undefined, flags: StudyFolderFlags): Promise<void> {
  const sketch = await readSketch(await findStudyDirectory(flags));
  const variants = sketch.trials.filter(({ trial }) => trial.id !== BASELINE_ID);
  const wanted = trialId === undefined ? variants : variants.filter(({ trial }) => trial.id === trialId);
  if (trialId !== undefined && wanted.length === 0) {
    throw new UserError(
      `There is no trial "${trialId}" in this study. Its trials: ${variants.map(({ trial }) => trial.id).join(', ')}.`,
    );
  }
  const colours = coloursFor(process.stdout, process.env);
  process.stdout.write(
    wanted.map((recorded) => renderDiff({ ...recorded, id: recorded.trial.id }, colours)).join('\n'),
  );
}
