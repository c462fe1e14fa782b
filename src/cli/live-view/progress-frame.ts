import type { Colors } from 'picocolors/types.js';
import stringWidth from 'string-width';
import { failureInWords } from '../../core/failure-in-words.js';
import { reasonsInWords } from '../../core/verdict-in-words.js';
import { decimalsWithoutSpread, formatNumber } from '../../reports/formats/format-number.js';
import { formatDuration } from '../../reports/formats/format-duration.js';
import { printable } from '../../reports/formats/printable.js';
import { paintedCell, type TextCell } from '../../reports/formats/text-cell.js';
import { verdictSign } from '../../reports/formats/row-note.js';
import { awaitedRuns, hasEnded, type StudyProgress } from './progress.js';
import { timeLeft, type TimeLeft } from './time-left.js';
import { trialProgresses, type TrialProgress } from './trial-progress.js';
import { truncateText } from './truncate-text.js';

export interface FrameSize {
  readonly columns: number;
  readonly rows: number;
}

const WIDEST_TRIAL = 28;
const LEFT_WIDTH = 14;

/** One picture of the study: a line for the whole and one per trial, none wider or more than fit. */
export function progressFrame(progress: StudyProgress, nowMs: number, size: FrameSize, colours: Colors): string[] {
  const left = timeLeft(progress, nowMs);
  const trials = trialProgresses(progress);
  const shown = mostInteresting(trials, Math.max(1, size.rows - 3));
  const idWidth = Math.min(WIDEST_TRIAL, Math.max(0, ...shown.map((trial) => stringWidth(signedId(trial)))));
  const hidden = trials.length - shown.length;
  const lines = [
    headline(progress, left, colours),
    ...shown.map((trial) => trialLine(trial, progress, left, idWidth, colours)),
    ...(hidden > 0 ? [[{ text: `  and ${hidden} more`, paint: colours.dim }]] : []),
  ];
  // The last column stays free: some terminals wrap when it is written.
  return lines.map((cells) => fittedLine(cells, size.columns - 1));
}

function headline(progress: StudyProgress, left: TimeLeft | undefined, colours: Colors): TextCell[] {
  const awaited = awaitedRuns(progress);
  const ended = awaited.filter(hasEnded).length;
  const failed = awaited.filter(({ state }) => state === 'failed').length;
  const isRunning = ended < awaited.length;
  return [
    { text: `${ended} of ${awaited.length} runs`, paint: colours.bold },
    ...(failed > 0 ? [{ text: ` · ${failed} failed`, paint: colours.red }] : []),
    ...(left && isRunning ? [{ text: ` · about ${formatDuration(left.studyMs)} left` }] : []),
  ];
}

function trialLine(
  trial: TrialProgress,
  progress: StudyProgress,
  left: TimeLeft | undefined,
  idWidth: number,
  colours: Colors,
): TextCell[] {
  const id = truncateText(signedId(trial), idWidth);
  if (trial.state === 'rejected') {
    const reasons = trial.verdict === undefined ? '' : printable(reasonsInWords(trial.verdict));
    return [
      { text: `  ${id}${' '.repeat(idWidth - stringWidth(id))}` },
      { text: `  rejected  ${reasons}`, paint: colours.red },
    ];
  }
  const leftMs = trial.state === 'ended' ? undefined : left?.byTrialMs.get(trial.trialId);
  const paint = trial.state === 'running' ? colours.cyan : colours.dim;
  return [
    { text: `  ${id}${' '.repeat(idWidth - stringWidth(id))}` },
    { text: `  ${stateInWords(trial).padEnd(7)}`, paint: trial.failed === trial.planned ? colours.red : paint },
    { text: `  ${`${trial.ended}/${trial.planned}`.padStart(5)}` },
    {
      text: `  ${(leftMs === undefined ? '' : `${formatDuration(leftMs)} left`).padEnd(LEFT_WIDTH)}`,
      paint: colours.dim,
    },
    { text: currentValue(trial, progress) },
    { text: failureOf(trial), paint: colours.red },
  ];
}

/** `conv2 †` where its variant is suspicious, as in the table of the report. */
function signedId({ trialId, verdict, state }: TrialProgress): string {
  const sign = verdict === undefined || state === 'rejected' ? undefined : verdictSign({ verdict });
  return sign === undefined ? printable(trialId) : `${printable(trialId)} ${sign}`;
}

function failureOf(trial: TrialProgress): string {
  if (trial.lastFailure === undefined) return '';
  return `  ${trial.failed} failed: ${printable(failureInWords(trial.lastFailure))}`;
}

function stateInWords(trial: TrialProgress): string {
  if (trial.failed === trial.planned) return 'failed';
  return { waiting: 'waiting', running: 'running', pausing: 'waiting', ended: 'done', rejected: 'rejected' }[
    trial.state
  ];
}

function currentValue(trial: TrialProgress, progress: StudyProgress): string {
  if (trial.value === undefined || progress.metric.kind === 'none') return '';
  const value = formatNumber(trial.value, decimalsWithoutSpread(trial.value));
  return `  ${truncateText(printable(progress.metric.name), 12)} ${value}`;
}

/** In their order; where not all fit, those that run, then those that failed, then those to come. */
function mostInteresting(trials: readonly TrialProgress[], most: number): readonly TrialProgress[] {
  if (trials.length <= most) return trials;
  const rank = (trial: TrialProgress) => {
    if (trial.state === 'running') return 0;
    if (trial.failed > 0 || trial.state === 'rejected') return 1;
    return trial.state === 'ended' ? 3 : 2;
  };
  const chosen = new Set(trials.toSorted((a, b) => rank(a) - rank(b)).slice(0, most));
  return trials.filter((trial) => chosen.has(trial));
}

function fittedLine(cells: readonly TextCell[], columns: number): string {
  let room = columns;
  const parts: string[] = [];
  for (const cell of cells) {
    const text = truncateText(cell.text, room);
    parts.push(paintedCell({ ...cell, text }));
    room -= stringWidth(cell.text);
    if (room <= 0) break;
  }
  return parts.join('').trimEnd();
}
