import path from 'node:path';
import type { KeptEvent } from '../../core/event.js';
import type { ModelSettings } from '../../core/model-settings.js';
import { NO_USAGE } from '../../core/model-usage.js';
import { failure, type Result } from '../../core/result.js';
import { estimateTokens } from '../../models/estimate-tokens.js';
import { modelFailureInWords } from '../../models/failure-in-words.js';
import type { Model, ModelReply, ModelRequest } from '../../models/model.js';
import type { ModelFailure } from '../../models/model-failure.js';
import { openMeteredModel } from '../../models/open-metered-model.js';
import type { Price } from '../../models/price.js';
import { readRecordedExchanges, type RecordedExchange } from '../../models/recorded-exchanges.js';
import type { BilledCall } from '../../models/with-budget.js';
import { withKeptReplies } from '../../models/with-kept-replies.js';
import { readEvents } from '../../store/event-log.js';
import { studyFolderAt } from '../../store/study-folder.js';

type CalledEvent = Extract<KeptEvent, { type: 'model-called' }>;

/** No byte for this long ends a call. Local models may load for minutes before their first word. */
const IDLE_TIMEOUT_MS = 5 * 60_000;

/** Why nobody answered, in words for the report. */
export interface AskFailure {
  readonly reason: string;
  /** Another start may have more luck: network, quota, budget, key. */
  readonly isPassing: boolean;
}

/** One start's dealings with the model of a study: every call is recorded, paid for from one budget, and told. */
export interface ModelSession {
  readonly label: string;
  readonly settings: ModelSettings;
  readonly price: Price | undefined;
  /** Of the whole study, input and output; undefined where there is no such limit. */
  readonly maxTokens: number | undefined;
  ask(request: ModelRequest): Promise<Result<ModelReply, AskFailure>>;
}

/** Who is told of what happens, and where it is kept. */
export interface SessionPlace {
  readonly studyDirectory: string;
  readonly signal: AbortSignal;
  keep(event: KeptEvent): void;
  readonly say: (message: string) => void;
}

/** Throws a UserError where the provider cannot be used at all: no key, no program, no recordings. */
export async function openModelSession(settings: ModelSettings, place: SessionPlace): Promise<ModelSession> {
  const surroundings = { environment: process.env, idleTimeoutMs: IDLE_TIMEOUT_MS, say: place.say };
  const { model, budget, price } = await openMeteredModel(settings, place.studyDirectory, surroundings, (call) => {
    place.keep(calledEvent(call, model.label, price));
  });
  const earlier = callsBefore(place.studyDirectory);
  const lost = await lostExchanges(place.studyDirectory, earlier);
  const found = settings.provider.kind === 'api' ? lost.map((exchange) => lostCall(exchange, model.label, price)) : [];
  for (const event of found) place.keep(event);
  // The cap is for the study, not for one start of it.
  for (const { usage, isEstimated, costUsd } of [...earlier, ...found]) {
    budget.book(usage, isEstimated === true ? 'estimated' : 'told', costUsd ?? 0);
  }
  const { maxTokens } = budget;
  return { label: model.label, settings, price, maxTokens, ask: askerOf(withKeptReplies(model, lost), place) };
}

function askerOf(model: Model, { signal }: SessionPlace): ModelSession['ask'] {
  let closed: ModelFailure | undefined;
  return async (request) => {
    // What was wrong with the key or the model is wrong for the next call too.
    const answer = closed === undefined ? await model.complete(request, signal) : failure(closed);
    if (answer.ok) return answer;
    if (isLasting(answer.failure)) closed = answer.failure;
    const reason = modelFailureInWords(answer.failure, model.label);
    return failure({ reason, isPassing: answer.failure.kind !== 'refused' });
  };
}

function calledEvent(
  { request, usage, isEstimated, reply }: BilledCall,
  label: string,
  price: Price | undefined,
): CalledEvent {
  return {
    type: 'model-called',
    at: new Date().toISOString(),
    purpose: request.purpose,
    ...(request.trialId === undefined ? {} : { trialId: request.trialId }),
    modelId: reply?.modelId ?? label,
    ...(reply?.exchange === undefined ? {} : { exchange: reply.exchange }),
    usage,
    ...(isEstimated ? { isEstimated } : {}),
    ...(price === undefined ? {} : { costUsd: price.costUsd(usage) }),
  };
}

/** Failures that the next call of the same session would meet again. */
function isLasting({ kind }: ModelFailure): boolean {
  return ['bad-key', 'no-key', 'no-quota', 'unknown-model', 'program-failed', 'aborted'].includes(kind);
}

function callsBefore(studyDirectory: string): CalledEvent[] {
  return readEvents(studyFolderAt(studyDirectory).eventsFile).filter((event) => event.type === 'model-called');
}

/** Exchanges that a crash kept out of the log: those with a reply, and those it cut off. */
async function lostExchanges(studyDirectory: string, calls: readonly CalledEvent[]): Promise<RecordedExchange[]> {
  const known = new Set(calls.map(({ exchange }) => exchange));
  const recorded = await readRecordedExchanges(path.join(studyDirectory, 'exchanges'));
  return recorded.filter(({ name, end }) => !known.has(name) && (end === undefined || end.reply !== undefined));
}

function lostCall({ name, prompt, end }: RecordedExchange, label: string, price: Price | undefined): CalledEvent {
  const { reply, trialId } = end ?? {};
  const estimate = {
    ...NO_USAGE,
    inputTokens: estimateTokens(prompt),
    outputTokens: estimateTokens(reply?.text ?? ''),
  };
  const usage = reply?.usage ?? estimate;
  return {
    type: 'model-called',
    at: new Date().toISOString(),
    purpose: end?.purpose ?? name,
    ...(trialId === undefined ? {} : { trialId }),
    modelId: reply?.modelId ?? end?.label ?? label,
    exchange: name,
    usage,
    ...(reply?.usage === undefined ? { isEstimated: true } : {}),
    ...(price === undefined ? {} : { costUsd: price.costUsd(usage) }),
  };
}
