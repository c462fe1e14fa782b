import { estimateRequestTokens, estimateTokens } from '../../models/estimate-tokens.js';
import type { ModelRequest } from '../../models/model.js';
import { formatDollars } from '../../reports/formats/format-dollars.js';
import type { EditFormat } from '../../variants/prompts/system-prompt.js';
import type { Bench } from '../bench.js';
import type { ModelSession } from './model-session.js';

/** A call to come, as far as its cost can be told. Tokens. */
export interface ExpectedCall {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** A usual reply in blocks, or the reading of a hint; some need one more. */
const USUAL_REPLY_TOKENS = 900;

/** `format`: of a variant's reply; whole files are as long as the part that all requests share. */
export function expectedCall(request: ModelRequest, format: EditFormat | undefined): ExpectedCall {
  const files = format === 'whole' ? estimateTokens(request.shared) : 0;
  return { inputTokens: estimateRequestTokens(request), outputTokens: USUAL_REPLY_TOKENS + files };
}

/** Says before calls are made who is asked `what`, and what that may cost. */
export function announceCalls(
  { observer }: Bench,
  session: ModelSession,
  what: string,
  calls: readonly ExpectedCall[],
): void {
  const message = announcement(session, what, calls);
  observer.onEvent({ type: 'note-made', at: new Date().toISOString(), severity: 'note', message });
}

/** `anthropic MODEL is asked for 2 variants: about 12,040 tokens in, 1,800 out, about $0.050 without repairs ...` */
export function announcement(session: ModelSession, what: string, calls: readonly ExpectedCall[]): string {
  const inputTokens = calls.reduce((sum, call) => sum + call.inputTokens, 0);
  const outputTokens = calls.reduce((sum, call) => sum + call.outputTokens, 0);
  return (
    `${session.label} is asked ${what}: ` +
    `about ${thousands(inputTokens)} tokens in, ${thousands(outputTokens)} out${expectedCost(session, inputTokens, outputTokens)}.`
  );
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
