import { inFence } from '../../core/fence.js';
import { unreachable } from '../../core/unreachable.js';
import type { EditFormat } from './system-prompt.js';

/** Sent back when a reply could not be used at all: `problem` says what is wrong with its form. */
export function formatRequest(problem: string, next: EditFormat): string {
  return `Your reply could not be used.\n\n${problem}\n\n${howToReply(next)}\n\nIf the change cannot be made, reply with one line: CANNOT: the reason`;
}

function howToReply(format: EditFormat): string {
  switch (format) {
    case 'blocks':
      return BLOCKS_AGAIN;
    case 'whole':
      return WHOLE_AGAIN;
    default:
      return unreachable(format);
  }
}

const BLOCKS_AGAIN = `Send the whole change again, also what was fine, against the original files; for each place to change:

path/of/file.py
\`\`\`python
<<<<<<< SEARCH
whole lines of the file, exactly as they stand there, without line numbers
=======
the lines that take their place
>>>>>>> REPLACE
\`\`\``;

const WHOLE_AGAIN = `Send the whole change again, as the new text of every file that changes, from its first to its last line, without placeholders and
without SEARCH/REPLACE blocks; for each file:

path/of/file.py
\`\`\`python
the whole file
\`\`\``;

/** What became of a variant that was applied: what the checks say, or how it failed. */
export interface RepairReason {
  /** One clause each, with its place. */
  readonly findings: readonly string[];
  /** Of a run that failed: its last traceback, cleaned. */
  readonly trace?: string;
}

/** Sent back when a variant was applied and is not right. */
export function repairRequest({ findings, trace }: RepairReason): string {
  return [
    'Your change was applied to the original files, and it is not right yet.',
    ...(findings.length === 0
      ? []
      : [
          `What was found against it (places are those of the changed files):\n${findings.map((finding) => `- ${finding}`).join('\n')}`,
        ]),
    ...(trace === undefined
      ? []
      : [`How it failed (line numbers are those of the changed files):\n${inFence('', trace)}`]),
    'Correct the cause within the rules: still the smallest change that does exactly what the task asks. What is called changed outside of the ' +
      'component has to stay as it is in the original, even where it becomes unused, unless the task itself asks for that very change: where ' +
      'all that is said here is just what the task asks for, send the same change again. Do not work around a failure.',
    'Send the whole corrected change again, in the format above, against the ORIGINAL files (your last change is not in them). ' +
      'If it cannot be done, reply with CANNOT: and the reason.',
  ].join('\n\n');
}
