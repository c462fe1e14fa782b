import type { ChangedRunsQuestion } from '../study/observer.js';
import { formatDuration } from '../reports/formats/format-duration.js';

/** Asks a person; without one (no terminal) the study stops and says which flag decides. */
export async function askAboutChangedRuns(question: ChangedRunsQuestion): Promise<'keep' | 'rerun' | 'stop'> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return 'stop';
  const { isCancel, select } = await import('@clack/prompts');
  const answer = await select({
    message: `${question.runs} finished runs no longer match. Changed: ${question.changes.join(', ')}.`,
    options: [
      { value: 'rerun' as const, label: `Run them again (they took ${formatDuration(question.costMs)} in all)` },
      { value: 'keep' as const, label: 'Count them all the same' },
      { value: 'stop' as const, label: 'Stop' },
    ],
    output: process.stderr,
  });
  return isCancel(answer) ? 'stop' : answer;
}
