import type { KeptEvent } from '../../core/event.js';
import type { ModelSettings } from '../../core/model-settings.js';
import { failure, success, type Result } from '../../core/result.js';
import { estimateUsage } from '../../models/estimate-tokens.js';
import { modelFailureInWords } from '../../models/failure-in-words.js';
import type { Model, ModelReply, ModelRequest } from '../../models/model.js';
import type { ModelFailure } from '../../models/model-failure.js';
import { openMeteredModel } from '../../models/open-metered-model.js';
import type { Price } from '../../models/price.js';
import { readEvents } from '../../store/event-log.js';
import { studyFolderAt } from '../../store/study-folder.js';

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
  /** `trialId`: whose call it is, for the costs in the report. */
  ask(request: ModelRequest, trialId?: string): Promise<Result<ModelReply, AskFailure>>;
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
  const { model, budget, price } = await openMeteredModel(settings, place.studyDirectory, {
    environment: process.env,
    idleTimeoutMs: IDLE_TIMEOUT_MS,
    say: place.say,
  });
  // The cap is for the study, not for one start of it.
  for (const { usage, isEstimated } of callsBefore(place.studyDirectory)) {
    budget.book(usage, isEstimated === true ? 'estimated' : 'told');
  }
  return { label: model.label, settings, price, ask: askerOf(model, price, place) };
}

function askerOf(model: Model, price: Price | undefined, place: SessionPlace): ModelSession['ask'] {
  let closed: ModelFailure | undefined;
  return async (request, trialId) => {
    // What was wrong with the key or the model is wrong for the next call too.
    const answer = closed === undefined ? await model.complete(request, place.signal) : failure(closed);
    if (!answer.ok) {
      if (isLasting(answer.failure)) closed = answer.failure;
      const reason = modelFailureInWords(answer.failure, model.label);
      return failure({ reason, isPassing: answer.failure.kind !== 'refused' });
    }
    const { modelId } = answer.value;
    const isEstimated = answer.value.usage === undefined;
    const usage = answer.value.usage ?? estimateUsage(request, answer.value.text);
    place.keep({
      type: 'model-called',
      at: new Date().toISOString(),
      purpose: request.purpose,
      ...(trialId === undefined ? {} : { trialId }),
      modelId,
      usage,
      ...(isEstimated ? { isEstimated } : {}),
      ...(price === undefined ? {} : { costUsd: price.costUsd(usage) }),
    });
    return success(answer.value);
  };
}

/** Failures that the next call of the same session would meet again. */
function isLasting({ kind }: ModelFailure): boolean {
  return ['bad-key', 'no-key', 'no-quota', 'unknown-model', 'program-failed', 'aborted'].includes(kind);
}

function callsBefore(studyDirectory: string): Extract<KeptEvent, { type: 'model-called' }>[] {
  return readEvents(studyFolderAt(studyDirectory).eventsFile).filter((event) => event.type === 'model-called');
}
