import type { JobsQuestion } from '../study/observer.js';

/** Asks a person what becomes of the jobs in Slurm; without one (no terminal) they go on, as a cluster's jobs do. */
export async function askAboutJobs({ jobIds, runs, allEnded }: JobsQuestion): Promise<'cancel' | 'leave'> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return 'leave';
  const { isCancel, select } = await import('@clack/prompts');
  const jobs = jobIds.length === 0 ? 'being submitted' : `job${jobIds.length === 1 ? '' : 's'} ${jobIds.join(', ')}`;
  const answer = await select({
    message: `${runs === 1 ? '1 run of this study is' : `${runs} runs of this study are`} with Slurm (${jobs}).`,
    signal: allEnded,
    options: [
      { value: 'leave' as const, label: 'Let them go on; `ablationmage resume` takes them up' },
      { value: 'cancel' as const, label: 'Cancel them' },
    ],
    output: process.stderr,
  });
  return isCancel(answer) ? 'leave' : answer;
}
