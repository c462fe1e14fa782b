import { estimateTokens } from '../../models/estimate-tokens.js';
import { chooseFormat } from '../../variants/prompts/edit-format.js';
import { systemPrompt } from '../../variants/prompts/system-prompt.js';
import { trialRequest } from '../../variants/prompts/trial-request.js';
import { formatDollars } from '../../reports/formats/format-dollars.js';
import type { ModelSession } from './model-session.js';
import type { WritingDesk } from './writing-desk.js';
import type { WritingTask } from './writing-task.js';

/** A usual reply in blocks; some variants need one more. Tokens. */
const USUAL_REPLY_TOKENS = 900;

/** Says before the first call who is asked for how many variants, and what that may cost. */
export function announceWriting(desk: WritingDesk, tasks: readonly WritingTask[]): void {
  const { session, bench, shared } = desk;
  const { project } = bench.subject;
  let inputTokens = 0;
  let outputTokens = 0;
  for (const { open } of tasks) {
    const format = chooseFormat(session.settings, project, open.members);
    inputTokens += estimateTokens(systemPrompt(format) + shared + trialRequest(project, open.members, open.reasons));
    outputTokens += format === 'whole' ? USUAL_REPLY_TOKENS + estimateTokens(shared) : USUAL_REPLY_TOKENS;
  }
  const names = tasks.map(({ open }) => open.trial.id).join(', ');
  bench.observer.onEvent({
    type: 'note-made',
    at: new Date().toISOString(),
    severity: 'note',
    message:
      `${session.label} is asked for ${tasks.length === 1 ? 'the variant' : `${tasks.length} variants`} no rule was sure of (${names}): ` +
      `about ${thousands(inputTokens)} tokens in, ${thousands(outputTokens)} out${expectedCost(session, inputTokens, outputTokens)}.`,
  });
}

function expectedCost({ price, settings, maxTokens }: ModelSession, inputTokens: number, outputTokens: number): string {
  if (settings.provider.kind !== 'api') return '';
  if (price === undefined) {
    const limit = maxTokens === undefined ? 'no limit is set' : `at most ${thousands(maxTokens)} tokens: --max-tokens`;
    return `; its price is not known (${limit})`;
  }
  const cost = price.costUsd({ inputTokens, outputTokens, cacheReadTokens: 0, cacheWriteTokens: 0 });
  const cap = settings.maxCostUsd === 0 ? 'no limit' : `at most ${formatDollars(settings.maxCostUsd)}`;
  return `, about ${formatDollars(cost)} without repairs (${cap}: --max-cost)`;
}

function thousands(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}
