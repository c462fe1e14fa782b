import type { KeptEvent } from '../../core/event.js';
import type { GivenUp } from '../../core/given-up.js';
import type { ModelSettings } from '../../core/model-settings.js';
import { failure, type Result } from '../../core/result.js';
import { failureHorizon } from '../../models/failure-horizon.js';
import { modelFailureInWords } from '../../models/failure-in-words.js';
import type { Model, ModelReply, ModelRequest } from '../../models/model.js';
import type { ModelFailure } from '../../models/model-failure.js';
import { openMeteredModel } from '../../models/open-metered-model.js';
import type { Price } from '../../models/price.js';
import type { BilledCall } from '../../models/with-budget.js';
import { withKeptReplies } from '../../models/with-kept-replies.js';
import { readEvents } from '../../store/event-log.js';
import { studyFolderAt } from '../../store/study-folder.js';
import { calledEvent, type PaidCall } from './called-event.js';
import { formerExchanges, lostCall } from './former-exchanges.js';

/** A program fails once for reasons of its own; twice in a row it is broken. */
const MOST_PROGRAM_FAILURES = 2;
/** No byte for this long ends a call. Local models may load for minutes before their first word. */
const IDLE_TIMEOUT_MS = 5 * 60_000;

/** One start's dealings with the model of a study: every call is recorded, paid for from one budget, and told. */
export interface ModelSession {
  readonly label: string;
  readonly settings: ModelSettings;
  readonly price: Price | undefined;
  /** Of the whole study, input and output; undefined where there is no such limit. */
  readonly maxTokens: number | undefined;
  ask(request: ModelRequest): Promise<Result<ModelReply, GivenUp>>;
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
    place.keep(calledEvent(paidCall(call, model.label), price));
  });
  const events = readEvents(studyFolderAt(place.studyDirectory).eventsFile);
  const earlier = events.filter((event) => event.type === 'model-called');
  const { lost, unused } = await formerExchanges(place.studyDirectory, events);
  // A program or a person that was cut off asks for nothing.
  const paid = settings.provider.kind === 'api' ? lost : lost.filter(({ end }) => end !== undefined);
  const found = paid.map((exchange) => calledEvent(lostCall(exchange, model.label), price));
  for (const event of found) place.keep(event);
  // The cap is for the study, not for one start of it.
  for (const { usage, isEstimated, costUsd } of [...earlier, ...found]) {
    budget.book(usage, isEstimated === true ? 'estimated' : 'told', costUsd ?? 0);
  }
  const { maxTokens } = budget;
  return { label: model.label, settings, price, maxTokens, ask: askerOf(withKeptReplies(model, unused), place) };
}

function askerOf(model: Model, { signal }: SessionPlace): ModelSession['ask'] {
  let closed: ModelFailure | undefined;
  let programFailures = 0;
  return async (request) => {
    // What was wrong with the key or the model is wrong for the next call too.
    const answer = closed === undefined ? await model.complete(request, signal) : failure(closed);
    programFailures = !answer.ok && answer.failure.kind === 'program-failed' ? programFailures + 1 : 0;
    if (answer.ok) return answer;
    const horizon = failureHorizon(answer.failure);
    if (horizon === 'next-start' || programFailures === MOST_PROGRAM_FAILURES) closed = answer.failure;
    const reason = modelFailureInWords(answer.failure, model.label);
    return failure({ reason, isPassing: horizon !== 'never' });
  };
}

function paidCall({ request, usage, isEstimated, reply }: BilledCall, label: string): PaidCall {
  const { purpose, trialId } = request;
  return { purpose, trialId, modelId: reply?.modelId ?? label, exchange: reply?.exchange, usage, isEstimated };
}
