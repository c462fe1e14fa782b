import type { EditFormat } from './system-prompt.js';

/** Sent back when a reply could not be used at all: `problem` says what is wrong with its form. */
export function formatRequest(problem: string, next: EditFormat): string {
  const how =
    next === 'whole'
      ? 'Send the change again, this time as the whole new text of every file that changes: its path on a line of its own, then the file in a ```python fence. Every line, no placeholders.'
      : 'Send the whole change again in the format above: every block, also those that were fine.';
  return `Your reply could not be used.\n\n${problem}\n\n${how}`;
}

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
      : [`How it failed (line numbers are those of the changed files):\n\`\`\`\n${trace}\n\`\`\``]),
    'Correct the cause within the rules: still the smallest change that removes exactly the component. What is called changed outside of it ' +
      'has to stay as it is in the original, even where it becomes unused. Do not work around a failure.',
    'Send the whole corrected change again, in the format above, against the ORIGINAL files (your last change is not in them). ' +
      'If it cannot be done, reply with CANNOT: and the reason.',
  ].join('\n\n');
}
