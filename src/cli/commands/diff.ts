import { UserError } from '../../core/user-error.js';
import { renderDiff } from '../../reports/formats/diff.js';
import { readEvents } from '../../store/event-log.js';
import { studyFolderAt } from '../../store/study-folder.js';
import { readSketch } from '../../store/study-sketch.js';
import { foldVerdicts, withVerdicts } from '../../store/variant-verdicts.js';
import { findStudyDirectory } from '../find-study.js';
import type { StudyFolderFlags } from '../study-folder-flags.js';
import { coloursFor } from '../terminal/colours.js';

/** `ablationmage diff conv2`: what a variant changes and how it was judged; without a name, all of them. Reads only. */
export async function diffCommand(trialId: string | undefined, flags: StudyFolderFlags): Promise<void> {
  const directory = await findStudyDirectory(flags);
  const sketch = await readSketch(directory);
  const events = readEvents(studyFolderAt(directory).eventsFile);
  const trials = withVerdicts(sketch.trials, foldVerdicts(events, sketch.runs, sketch.seeds.indices));
  const variants = trials.filter(({ trial }) => trial.change !== 'none');
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
