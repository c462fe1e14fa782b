import type { StudySettings } from '../config/study-settings.js';
import { describeSeedStrategy } from '../source/seeds/describe-seed-strategy.js';
import { wrapHanging } from '../reports/formats/wrap-text.js';
import type { PreparedMachine } from '../study/prepare-machine.js';
import type { MarkedProject } from '../study/read-marked-project.js';
import type { Subject } from '../study/read-subject.js';
import { coloursFor } from './terminal/colours.js';
import { formatDiagnostics } from './terminal/print-diagnostic.js';

const USUAL_COLUMNS = 80;

/** What a person wants to see before anything runs: which Python, which seeds, how many at a time. */
export function describeSubject(subject: Subject, { slots, jobs, threadsPerRun, notes }: PreparedMachine): string[] {
  const { interpreter, settings } = subject;
  const columns = process.stderr.isTTY ? process.stderr.columns : USUAL_COLUMNS;
  const gpus = [...new Set(slots.flatMap((slot) => slot.gpus))];
  const onGpus = gpus.length === 0 ? '' : `, on GPU${gpus.length === 1 ? '' : 's'} ${gpus.join(', ')}`;
  return [
    ...warningsOf(subject),
    ...wrapHanging('Python   ', `${interpreter.path} ${interpreter.version} (${interpreter.reason})`, columns),
    ...wrapHanging(
      'Seeds    ',
      `${settings.seedIndices.length}: ${describeSeedStrategy(subject.seedStrategy).how}`,
      columns,
    ),
    `Runs     ${atATime(settings, jobs)}, ${threadsPerRun} thread${threadsPerRun === 1 ? '' : 's'} each${onGpus}`,
    ...notes,
  ];
}

function atATime({ executor }: StudySettings, jobs: number | undefined): string {
  const many = jobs === undefined ? 'as many at a time as it gives' : `${jobs} at a time`;
  return executor.kind === 'local' ? many : `jobs of Slurm, ${many}`;
}

/** Near misses and the like, with their lines. */
function warningsOf({ diagnostics }: MarkedProject): string[] {
  return diagnostics.length === 0 ? [] : [formatDiagnostics(diagnostics, coloursFor(process.stderr, process.env)), ''];
}
