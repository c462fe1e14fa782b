import type { Result } from '../core/result.js';
import type { ModelUsage } from '../core/model-usage.js';
import type { ModelFailure } from './model-failure.js';

/** Something that answers a prompt with text: an API, a program, a person with a web chat, a recording. */
export interface Model {
  /** For people: `anthropic claude-sonnet-4-5`, `command claude -p`. */
  readonly label: string;
  /** Of an API: where the calls go. */
  readonly address?: string;
  /** Resolves with a failure for everything expected: keys, quotas, limits, network, abort. Throws only on bugs. */
  complete(request: ModelRequest, signal: AbortSignal): Promise<Result<ModelReply, ModelFailure>>;
}

/** One exchange. What is the same for all trials of a study comes first, so that providers can cache it. */
export interface ModelRequest {
  /** What the call is for, for names of files and for people: `conv2`, `conv2 again 1`. */
  readonly purpose: string;
  /** Whose variant it is about, for the costs in the report; absent where it serves all. */
  readonly trialId?: string;
  /** Role, rules and format of the reply. */
  readonly system: string;
  /** The part of the first user message that all trials share: files, versions, module tree. May be empty. */
  readonly shared: string;
  /** The rest of the conversation; the first turn is the user's and follows `shared` in one message. */
  readonly turns: readonly ModelTurn[];
  /** The reply may be this long; longer ones end with `length`. Tokens, reasoning included. */
  readonly maxOutputTokens: number;
}

export interface ModelTurn {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

export interface ModelReply {
  readonly text: string;
  readonly finish: {
    readonly unified: 'stop' | 'length' | 'refused' | 'other';
    /** As the provider names it. */
    readonly raw: string;
  };
  /** Absent where the provider does not tell (programs, people). */
  readonly usage?: ModelUsage;
  /** As the provider names the model that answered. */
  readonly modelId: string;
  /** The folder of the recording, where the exchange was recorded. */
  readonly exchange?: string;
}
