import { unreachable } from '../../core/unreachable.js';
import type { FileFailure } from './apply-files.js';
import type { BlockFailure, BlockProblem } from './block-failure.js';
import type { NumberedLine } from './nearest-lines.js';
import type { EditBlock } from './parsed-reply.js';

const MOST_CANDIDATES = 12;

/** What the model has to know to send blocks that fit: which failed, why, what stands there, what would fit. */
export function explainBlockFailures(failures: readonly BlockFailure[], blocks: readonly EditBlock[]): string {
  const failed = new Set(failures.map(({ number }) => number));
  const fitting = blocks.map((_, index) => index + 1).filter((number) => !failed.has(number));
  const count = `${failures.length} of the ${blocks.length} blocks`;
  return [
    `${blocks.length === 1 ? 'The block' : count} could not be applied, so nothing was changed.`,
    ...failures.map(explainFailure),
    ...(fitting.length === 0 ? [] : [`What fits: ${fitting.length === 1 ? 'block' : 'blocks'} ${fitting.join(', ')}.`]),
  ].join('\n\n');
}

/** The same for whole files. */
export function explainFileFailures(failures: readonly FileFailure[]): string {
  return ['The files could not be taken over, so nothing was changed.', ...failures.map(explainFileFailure)].join(
    '\n\n',
  );
}

function explainFailure({ number, block, problem }: BlockFailure): string {
  return `Block ${number} (${block.file}): ${explainProblem(block, problem)}`;
}

function explainProblem(block: EditBlock, problem: BlockProblem): string {
  switch (problem.kind) {
    case 'unknown-file':
      return `there is no such file; the files are ${problem.known.join(', ')}.`;
    case 'empty-search':
      return 'its SEARCH part is empty. To insert lines, search for the line beside them and repeat it.';
    case 'no-op':
      return 'it changes nothing: both parts say the same. Leave it out, or write what is to change.';
    case 'ambiguous':
      return (
        `its SEARCH lines stand ${problem.lines.length} times in the file, at lines ${listed(problem.lines)}. ` +
        'Repeat enough of the lines above or below that they stand there once.'
      );
    case 'overlap':
      return `it changes lines that block ${problem.other} changes, too. Make them one block.`;
    case 'not-found':
      return explainNotFound(block, problem);
    default:
      return unreachable(problem);
  }
}

function explainNotFound(block: EditBlock, problem: Extract<BlockProblem, { kind: 'not-found' }>): string {
  const parts = [`its SEARCH lines do not stand in the file:\n${block.search.replace(/\n$/, '')}`];
  if (problem.nearest.length > 0) {
    parts.push(`Nearest are these lines of the file (the numbers are for reading only):\n${numbered(problem.nearest)}`);
  } else parts.push('Nothing in the file resembles them.');
  if (problem.elsewhere.length > 0) parts.push(`They stand in ${problem.elsewhere.join(', ')}.`);
  if (problem.isReplacementThere) {
    parts.push('Its REPLACE lines stand in the file already. Blocks are applied to the original files only.');
  }
  return parts.join('\n');
}

function explainFileFailure(problem: FileFailure): string {
  switch (problem.kind) {
    case 'unknown-file':
      return `${problem.file}: there is no such file; the files are ${problem.known.join(', ')}.`;
    case 'elided':
      return [
        `${problem.file}: code is left out. These lines stand in for it:`,
        ...problem.elisions.map(({ line, text }) => `${line}| ${text}`),
      ].join('\n');
    case 'shrunk':
      return `${problem.file}: only ${Math.round(problem.kept * 100)} % of the file is left; much of it is missing.`;
    case 'no-op':
      return 'The code is the same as in the original files: nothing was removed.';
    default:
      return unreachable(problem);
  }
}

function numbered(lines: readonly NumberedLine[]): string {
  const width = String(lines.at(-1)?.number ?? '').length;
  return lines.map(({ number, text }) => `${String(number).padStart(width)}| ${text}`.trimEnd()).join('\n');
}

function listed(numbers: readonly number[]): string {
  const shown = numbers.slice(0, MOST_CANDIDATES).join(', ');
  return numbers.length > MOST_CANDIDATES ? `${shown} and more` : shown;
}
