import { UserError } from '../../core/user-error.js';
import { REDACTED } from '../../models/redact.js';
import { readSketch } from '../../store/study-sketch.js';
import { sourcesOfOpenRuns } from '../../study/places/keep-sources.js';
import { findStudyDirectory } from '../find-study.js';
import { loadSettings } from '../load-settings.js';
import { parseRunWords } from '../parse-run-words.js';
import type { StudyFolderFlags } from '../study-folder-flags.js';
import { runCommand, type RunFlags } from './run.js';

/** The flags of `resume`. */
export type ResumeFlags = StudyFolderFlags &
  Pick<RunFlags, 'quiet' | 'json' | 'detach' | 'retryFailed' | 'rerun' | 'keepResults'>;

/** `ablationmage resume`: the command that started a study, once more: it goes on where it was, on a cluster or here. */
export async function resumeCommand(flags: ResumeFlags): Promise<void> {
  const studyDirectory = await findStudyDirectory(flags);
  const { study, startedIn } = await readSketch(studyDirectory);
  const words = study.typedWords;
  const hidden = words.find((word) => word.includes(REDACTED));
  if (hidden !== undefined) {
    throw new UserError(
      `The study was started with a key in its words (\`${hidden}\`), which its folder does not keep. ` +
        'Give the command that started it once more.',
    );
  }
  if (startedIn !== undefined) enter(startedIn);
  const { script, flags: recorded } = parseRunWords(words);
  const lasting = withoutDecisions(recorded);
  const { name: _name, out: _out, ...own } = flags;
  const sources = flags.rerun === true ? undefined : sourcesOfOpenRuns(studyDirectory);
  const settings = await loadSettings(script, lasting, sources);
  if (settings.studyDirectory !== studyDirectory) {
    throw new UserError(
      `The study in ${studyDirectory} was started in another folder. Call \`ablationmage ${words.join(' ')}\` there.`,
    );
  }
  await runCommand(
    script,
    { ...lasting, ...own },
    { typedWords: words, ...(sources === undefined ? {} : { sources }) },
  );
}

/** What was decided for one start is not decided for the next. */
function withoutDecisions({
  detach: _detach,
  controllerJob: _controllerJob,
  rerun: _rerun,
  keepResults: _keepResults,
  retryFailed: _retryFailed,
  ...lasting
}: RunFlags): RunFlags {
  return lasting;
}

function enter(folder: string): void {
  try {
    process.chdir(folder);
  } catch {
    throw new UserError(`The study was started in ${folder}, where there is no folder any more.`);
  }
}
