import type { Colors } from 'picocolors/types.js';
import type { StudyEvent } from '../../core/event.js';
import { failureInWords } from '../../core/failure-in-words.js';
import type { CompletedOutcome } from '../../core/outcome.js';
import { unreachable } from '../../core/unreachable.js';
import { formatDuration } from '../../reports/formats/format-duration.js';
import { decimalsWithoutSpread, formatNumber } from '../../reports/formats/format-number.js';
import { printable } from '../../reports/formats/printable.js';
import type { StudyProgress } from './progress.js';

/** What an event is worth in a log: a line, or nothing. `progress` is the state after it. */
export function eventLine(event: StudyEvent, progress: StudyProgress, colours: Colors): string | undefined {
  switch (event.type) {
    case 'run-ended': {
      const { run, outcome } = event;
      const ended = progress.runs.filter(({ state }) => state !== 'waiting' && state !== 'running').length;
      const what = `${printable(run.trialId)}, seed ${run.seedIndex}:`;
      const result =
        outcome.kind === 'completed'
          ? completedInWords(outcome, progress)
          : colours.red(`failed: ${printable(failureInWords(outcome.reason))}`);
      const count = colours.dim(`[${ended}/${progress.runs.length}]`);
      return `${count} ${what} ${result} ${colours.dim(`(${formatDuration(outcome.durationMs)})`)}`;
    }
    case 'note-made':
      return event.severity === 'warning'
        ? colours.yellow(`warning: ${printable(event.message)}`)
        : colours.dim(`note: ${printable(event.message)}`);
    case 'variant-judged':
    case 'study-started':
    case 'study-planned':
    case 'metric-chosen':
    case 'reproducibility-checked':
    case 'run-started':
    case 'run-progressed':
    case 'run-kept':
    case 'study-ended':
      return undefined;
    default:
      return unreachable(event);
  }
}

function completedInWords(outcome: CompletedOutcome, progress: StudyProgress): string {
  const name = progress.metric.kind === 'none' ? undefined : progress.metric.name;
  const metric = outcome.metrics.find((candidate) => candidate.name === name);
  if (metric === undefined) return 'completed';
  return `${printable(metric.name)} ${formatNumber(metric.value, decimalsWithoutSpread(metric.value))}`;
}
