import { hintTrialInWords } from '../core/hint-trial-in-words.js';
import { printable } from '../reports/formats/printable.js';
import type { HintProposal } from '../study/observer.js';

/** Asks a person whether the trials that a model read out of hints are right; without a terminal the study stops. */
export async function askAboutHints(proposals: readonly HintProposal[]): Promise<'approve' | 'skip' | 'stop'> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return 'stop';
  const { isCancel, select } = await import('@clack/prompts');
  for (const { hint, trials } of proposals) {
    process.stderr.write(
      `\nThe hint of ${hint.file}:${hint.line} asks for ${trials.length === 1 ? 'one trial' : `${trials.length} trials`}:\n`,
    );
    for (const trial of trials) {
      for (const line of hintTrialInWords(trial, printable)) process.stderr.write(`  ${line}\n`);
    }
  }
  const answer = await select({
    message: 'Are these the trials you mean? They stay the same from now on.',
    options: [
      { value: 'approve' as const, label: 'Yes, take them' },
      { value: 'skip' as const, label: 'No, go on without the hints' },
      { value: 'stop' as const, label: 'Stop, I will reword the hint' },
    ],
    output: process.stderr,
  });
  return isCancel(answer) ? 'stop' : answer;
}
