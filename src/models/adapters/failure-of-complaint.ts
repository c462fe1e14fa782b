import type { ModelFailure } from '../model-failure.js';
import { retryAfterMs, type Headers } from './retry-after.js';

/** What a provider answered instead of a reply. */
export interface Complaint {
  /** HTTP status; undefined where an error came inside a stream and says none. */
  readonly status: number | undefined;
  /** For people. */
  readonly message: string;
  /** Everything that was said: message, codes, types. */
  readonly words: string;
  readonly headers: Headers;
}

/** Anthropic, OpenAI, Google, vLLM, llama.cpp, LM Studio, Ollama and Bedrock in their own words. */
const CONTEXT =
  /prompt is too long|context[_ ]length[_ ]exceeded|(?:maximum|exceeds?|than) (?:the |its )?(?:available )?(?:context|model) (?:length|size|limit|window)|exceed_context_size|input token count .* exceeds|exceed context limit|exceeds the (?:maximum number of tokens|context)|context size (?:has been )?exceeded|context the overflows|input is too long|request_too_large|too many (?:input )?tokens in the prompt/i;
const QUOTA =
  /insufficient[_ ]quota|exceeded your current quota|credit balance|billing_(?:error|hard_limit_reached|not_active)|insufficient (?:balance|credits?|funds)|(?:out of|requires? more|not enough|depleted) credits|credits? (?:are|is) depleted|spend(?:ing)? limit|payment required|per[ _-]?day/i;
/** Words of a limit that ends within minutes, whatever else is said beside them. */
const SHORT_LIMIT = /per[ _-]?minute|rate_limit_exceeded|rate_limit_error/i;
const KEY = /API_KEY_INVALID|API key not valid|invalid[_ ]api[_ ]key|incorrect api key|authentication_error/i;
const MODEL =
  /model_not_found|not a valid model|model identifier is invalid|model\b.{0,100}\b(?:does not exist|not found|not supported)/i;
const REFUSAL = /content_filter|content_policy|content management policy|was flagged|ResponsibleAIPolicyViolation/i;

/** Errors inside streams say their kind by name. */
const STATUS_BY_NAME: readonly (readonly [RegExp, number])[] = [
  [/\boverloaded_error\b|\bserver_overloaded\b|\bslow_down\b/i, 529],
  [/\brate_limit_(?:error|exceeded)\b|\bthrottlingException\b/i, 429],
  [/\bauthentication_error\b|\bpermission_error\b/i, 401],
  [/\bbilling_error\b|\binsufficient_quota\b/i, 402],
  [/\bnot_found_error\b/i, 404],
];
const INVALID = /\binvalid_request_error\b|\bvalidationException\b/i;

/** Which of our failures a provider's complaint is; its words decide where the status alone says too little. */
export function failureOfComplaint(complaint: Complaint, now = Date.now()): ModelFailure {
  const { message, words } = complaint;
  const status = statusOf(complaint);
  if (status === 413 || CONTEXT.test(words)) return { kind: 'context-too-long', message };
  if (status === 402) return { kind: 'no-quota', message };
  if (status >= 500) return { kind: 'overloaded', message, ...waitOf(complaint, now) };
  if (status === 408) return { kind: 'network', message };
  if (REFUSAL.test(words)) return { kind: 'refused', message };
  if (QUOTA.test(words) && !SHORT_LIMIT.test(words)) return { kind: 'no-quota', message };
  if (status === 429) return { kind: 'rate-limited', message, ...waitOf(complaint, now) };
  if (status === 404 || MODEL.test(words)) return { kind: 'unknown-model', message };
  if (status === 401 || status === 403 || KEY.test(words)) return { kind: 'bad-key', message };
  return { kind: 'bad-request', message };
}

/** An error without a status, and the 500 that stands for it where the library has to name one, go by their name. */
function statusOf({ status, words }: Complaint): number {
  if (status !== undefined && status !== 500) return status;
  const named = STATUS_BY_NAME.find(([name]) => name.test(words))?.[1];
  return named ?? status ?? (INVALID.test(words) ? 400 : 500);
}

function waitOf({ headers, words }: Complaint, now: number): { readonly retryAfterMs?: number } {
  // Google says it in the body: `"retryDelay": "27s"`.
  const inBody = /^(\d+(?:\.\d+)?)s$/m.exec(words)?.[1];
  const ms = retryAfterMs(headers, now) ?? (inBody === undefined ? undefined : Math.ceil(Number(inBody) * 1000));
  return ms === undefined ? {} : { retryAfterMs: ms };
}
