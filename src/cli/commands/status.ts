import path from 'node:path';
import { unreachable } from '../../core/unreachable.js';
import type { ControllingJobView, JobsView } from '../../execution/slurm/read-jobs-view.js';
import { nextStep, readStatus, type StudyStatus } from '../../study/study-status.js';
import { EXIT_CODES } from '../exit-codes.js';
import { findStudyDirectory } from '../find-study.js';
import { interruptionSignal } from '../interruption.js';
import type { StudyFolderFlags } from '../study-folder-flags.js';
import { terminalText } from '../terminal/terminal-text.js';

/** `ablationmage status`: how far a study is, and what Slurm has of it. */
export async function statusCommand(flags: StudyFolderFlags & { readonly json?: true }): Promise<void> {
  using signal = interruptionSignal(ignored, ignored);
  const status = await readStatus(await findStudyDirectory(flags), process.env, signal);
  if (signal.aborted) {
    process.exitCode = EXIT_CODES.interrupted;
    return;
  }
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify(status, undefined, 2)}\n`);
    return;
  }
  process.stdout.write(
    linesOf(status)
      .map((line) => `${terminalText(line)}\n`)
      .join(''),
  );
}

/** Nothing is under way but a question, which the signal ends. */
function ignored(): void {
  return;
}

function linesOf(status: StudyStatus): string[] {
  const { name, directory, runs, completed, failed, cancelled, jobs } = status;
  const failures = failed === 0 ? '' : `, ${failed} failed`;
  const cancellations = cancelled === 0 ? '' : `, ${cancelled} cancelled`;
  return [
    `Study    ${name} (${path.relative('.', directory) || '.'}): ${STATES[status.state]}`,
    `Runs     ${completed} of ${runs} completed${failures}${cancellations}`,
    ...(jobs === undefined ? [] : jobLines(jobs)),
    nextStep(status),
  ];
}

const STATES: Readonly<Record<StudyStatus['state'], string>> = {
  running: 'running',
  'left-running': 'left with Slurm',
  finished: 'finished',
  interrupted: 'interrupted',
  'broken-off': 'broken off',
};

function jobLines({
  jobIds,
  openRuns,
  takenRuns,
  goneRuns,
  endedRuns,
  tasks,
  controllingJob,
  obstacle,
}: JobsView): string[] {
  const ended = endedRuns === 0 ? '' : `; ${endedRuns} ended, not taken in yet`;
  const gone =
    goneRuns === 0 ? '' : `; ${goneRuns} whose task has ended without ${goneRuns === 1 ? 'its' : 'their'} result`;
  const runs = `${takenRuns} under way, ${openRuns - takenRuns - goneRuns} waiting${gone}${ended}`;
  return [
    `Slurm    job${jobIds.length === 1 ? '' : 's'} ${jobIds.join(', ') || '(not submitted)'}: ${runs}`,
    `Tasks    ${tasks === undefined ? 'Slurm does not answer' : tasksInWords(tasks)}`,
    ...controllingJobLines(controllingJob),
    ...(obstacle === undefined ? [] : [obstacle]),
  ];
}

function controllingJobLines(job: ControllingJobView): string[] {
  switch (job.kind) {
    case 'none':
      return [];
    case 'unknown':
      return ['Table    whether a job sees to it, Slurm does not say'];
    case 'live':
      return [`Table    job ${job.task.id} sees to it: ${tasksInWords([job.task])}`];
    default:
      return unreachable(job);
  }
}

function tasksInWords(tasks: NonNullable<JobsView['tasks']>): string {
  const running = tasks.filter(({ phase }) => phase === 'running');
  const waiting = tasks.filter(({ phase }) => phase === 'waiting');
  const nodes = [...new Set(running.map(({ node }) => node))].filter((node) => node !== '').sort();
  const reasons = [...new Set(waiting.map(({ reason }) => reason))].filter((reason) => reason !== 'None').sort();
  return [
    `${running.length} running${nodes.length === 0 ? '' : ` on ${nodes.join(', ')}`}`,
    `${waiting.length} waiting${reasons.length === 0 ? '' : ` (${reasons.join(', ')})`}`,
  ].join(', ');
}
