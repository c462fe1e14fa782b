import { failure, success } from '../../../src/core/result.js';
import type { ModelUsage } from '../../../src/core/model-usage.js';
import type { ModelFailure } from '../../../src/models/model-failure.js';
import type { Model, ModelReply, ModelRequest } from '../../../src/models/model.js';

/** A model whose answers are given, the last one for all further calls; it keeps what it was asked. */
export class ScriptedModel implements Model {
  readonly label = 'anthropic claude-sonnet-4-5';
  readonly asked: ModelRequest[] = [];
  readonly #answers: readonly (string | ModelReply | ModelFailure)[];

  constructor(answers: readonly (string | ModelReply | ModelFailure)[]) {
    this.#answers = answers;
  }

  complete(request: ModelRequest) {
    const answer = this.#answers[Math.min(this.asked.length, this.#answers.length - 1)] ?? '';
    this.asked.push(request);
    if (typeof answer === 'string') return Promise.resolve(success(replyOf(answer)));
    return Promise.resolve('kind' in answer ? failure(answer) : success(answer));
  }
}

export function replyOf(text: string, usage?: ModelUsage): ModelReply {
  const finish = { unified: 'stop', raw: 'end_turn' } as const;
  return { text, finish, modelId: 'claude-sonnet-4-5-20250929', ...(usage === undefined ? {} : { usage }) };
}
