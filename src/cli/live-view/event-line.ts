import type { Colors } from 'picocolors/types.js';
import type { StudyEvent } from '../../core/event.js';
import { hintTrialInWords } from '../../core/hint-trial-in-words.js';
import type { HintTrial } from '../../core/hint-trial.js';
import { failureInWords } from '../../core/failure-in-words.js';
import type { CompletedOutcome } from '../../core/outcome.js';
import { unreachable } from '../../core/unreachable.js';
import type { Verdict } from '../../core/verdict.js';
import { reasonsInWords, verdictInWords } from '../../core/verdict-in-words.js';
import { forkingInWords } from '../../reports/forking-in-words.js';
import { formatDuration } from '../../reports/formats/format-duration.js';
import { decimalsWithoutSpread, formatNumber } from '../../reports/formats/format-number.js';
import { formatDollars } from '../../reports/formats/format-dollars.js';
import { printable } from '../../reports/formats/printable.js';
import { verdictPaint } from '../../reports/formats/verdict-paint.js';
import { awaitedRuns, hasEnded, isRefused, type StudyProgress } from './progress.js';

/** What an event is worth in a log: a line, or nothing. `progress` is the state after it. */
export function eventLine(event: StudyEvent, progress: StudyProgress, colours: Colors): string | undefined {
  switch (event.type) {
    case 'run-ended': {
      const { run, outcome } = event;
      if (isRefused(progress, run.trialId)) return undefined;
      const awaited = awaitedRuns(progress);
      const what = `${printable(run.trialId)}, seed ${run.seedIndex}:`;
      const result =
        outcome.kind === 'completed'
          ? completedInWords(outcome, progress)
          : colours.red(`failed: ${printable(failureInWords(outcome.reason))}`);
      // Runs that ended on a cluster meanwhile are told before it is known how many there are.
      const count = awaited.length === 0 ? '' : colours.dim(`[${awaited.filter(hasEnded).length}/${awaited.length}] `);
      // One that never began has no duration.
      const duration = outcome.durationMs === 0 ? '' : colours.dim(` (${formatDuration(outcome.durationMs)})`);
      return `${count}${what} ${result}${duration}`;
    }
    case 'note-made':
      return event.severity === 'warning'
        ? colours.yellow(`warning: ${printable(event.message)}`)
        : colours.dim(`note: ${printable(event.message)}`);
    case 'variant-judged':
      return judgementLine(event.trialId, event.verdict, colours);
    case 'variant-asked':
      return event.attempt === 1
        ? undefined
        : colours.dim(`${printable(event.trialId)}: asked again (${event.attempt - 1})`);
    case 'model-called':
      return colours.dim(`${printable(event.purpose)}: ${callInWords(event, progress)}`);
    case 'variant-given-up':
      return colours.yellow(`${printable(event.trialId)} has no variant: ${printable(event.reason)}`);
    case 'forking-decided':
      return event.use.kind === 'off' ? undefined : colours.dim(printable(forkingInWords(event.use)));
    case 'hint-read':
      return event.isApproved ? approvalLines(event.trials).map(colours.dim).join('\n') : undefined;
    case 'commentary-written':
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

/** Whoever said --yes sees here for the first time what to. */
function approvalLines(trials: readonly HintTrial[]): string[] {
  return trials.flatMap((trial) => {
    const [name, ...rest] = hintTrialInWords(trial, printable);
    return [`approved ${name}`, ...rest];
  });
}

/** `claude-sonnet-4-5, 5,120 tokens in, 410 out, $0.021, $0.064 so far` */
function callInWords(
  { modelId, usage, isEstimated, costUsd }: Extract<StudyEvent, { type: 'model-called' }>,
  { modelCostUsd }: StudyProgress,
): string {
  const about = isEstimated === true ? 'about ' : '';
  const tokens = `${about}${usage.inputTokens.toLocaleString('en-US')} tokens in, ${usage.outputTokens.toLocaleString('en-US')} out`;
  return `${printable(modelId)}, ${tokens}${costUsd === undefined ? '' : `, ${formatDollars(costUsd)}, ${formatDollars(modelCostUsd)} so far`}`;
}

/** `conv2 rejected: lr is 0.01 where the baseline has 0.001 (train.py:31)` */
function judgementLine(trialId: string, verdict: Verdict, colours: Colors): string {
  const id = printable(trialId);
  if (verdict.kind === 'faithful') return colours.dim(`${id}: faithful`);
  const reasons = printable(reasonsInWords(verdict));
  const words = `${id} ${verdictInWords(verdict)}${reasons === '' ? '' : `: ${reasons}`}`;
  return verdictPaint(verdict.kind, colours)(words);
}

function completedInWords(outcome: CompletedOutcome, progress: StudyProgress): string {
  const name = progress.metric.kind === 'none' ? undefined : progress.metric.name;
  const metric = outcome.metrics.find((candidate) => candidate.name === name);
  if (metric === undefined) return 'completed';
  return `${printable(metric.name)} ${formatNumber(metric.value, decimalsWithoutSpread(metric.value))}`;
}
