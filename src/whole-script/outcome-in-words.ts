import path from 'node:path';
import { unreachable } from '../core/unreachable.js';
import { modelFailureInWords } from '../models/failure-in-words.js';
import type { Spending } from '../models/budget.js';
import type { CallOutcome } from './ask-for-script.js';

/** What a call came to, for people: files, tokens, cost, what is wrong, what to do next. */
export function outcomeInWords(outcome: CallOutcome, currentDirectory: string): string {
  const { answer, folder, label, spending } = outcome;
  const shown = (file: string): string => path.relative(currentDirectory, file).split(path.sep).join('/');
  const used = `Used:   ${spendingInWords(spending)} (${label})`;
  switch (answer.kind) {
    case 'none':
      return lines(modelFailureInWords(answer.failure, label), `Prompt: ${shown(folder)}/prompt.md`, used);
    case 'reply': {
      const { replyFile, scriptFile, problems, notes, failure } = answer;
      return lines(
        ...(scriptFile === undefined ? [] : [`Script: ${shown(scriptFile)}`]),
        `Reply:  ${shown(replyFile)}`,
        used,
        ...notes.map((note) => `Note: ${note}.`),
        ...problems.map((problem) => `Problem: ${problem}.`),
        ...(failure === undefined ? [] : [modelFailureInWords(failure, label)]),
        ...nextSteps(scriptFile && shown(scriptFile), problems),
      );
    }
    default:
      return unreachable(answer);
  }
}

/** Whether the script is there and can be run. */
export function isUsable({ answer }: CallOutcome): boolean {
  return answer.kind === 'reply' && answer.scriptFile !== undefined && answer.problems.length === 0;
}

function nextSteps(script: string | undefined, problems: readonly string[]): readonly string[] {
  if (script === undefined || problems.length > 0) return ['Nothing here can be run as it is: see reply.md.'];
  return [
    '',
    'Only its syntax was checked. Read it, then run it from this folder:',
    `  python ${script} 2>&1 | tee error_output.txt`,
    'If something fails:',
    `  ablationmage followup-call -o error_output.txt -d ${script}   (and the model as before)`,
    'ablationmage run proves each variant and measures it itself.',
  ];
}

function spendingInWords({ usage, costUsd, estimatedCalls }: Spending): string {
  const about = estimatedCalls > 0 ? 'about ' : '';
  const tokens = `${about}${usage.inputTokens} tokens in, ${usage.outputTokens} out`;
  return costUsd === undefined ? `${tokens}, price not known` : `${tokens}, ${about}${costUsd.toFixed(4)} USD`;
}

function lines(...all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
