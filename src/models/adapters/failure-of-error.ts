import { AISDKError, APICallError } from 'ai';
import type { ModelFailure } from '../model-failure.js';
import { failureOfComplaint, type Complaint } from './failure-of-complaint.js';
import { networkTrouble } from './network-trouble.js';
import { wordsOfBody } from './words-of-body.js';

/** The server's answer was cut, or is not in the protocol the model was chosen for. */
const UNREADABLE: ReadonlySet<string> = new Set([
  'AI_EmptyResponseBodyError',
  'AI_InvalidResponseDataError',
  'AI_JSONParseError',
  'AI_NoOutputGeneratedError',
  'AI_TypeValidationError',
]);

/**
 * The failure behind what the AI SDK threw, or sent as an `error` part of a stream: its own errors, those of the
 * connection, or the provider's words as they were. Throws what is none of these: a bug.
 */
export function failureOfError(error: unknown): ModelFailure {
  // One of 200 is a stream that broke.
  if (APICallError.isInstance(error) && (error.statusCode ?? 0) >= 400) return failureOfComplaint(complaintOf(error));
  const trouble = networkTrouble(error);
  if (trouble !== undefined) return { kind: 'network', message: trouble };
  if (APICallError.isInstance(error)) return { kind: 'network', message: error.message };
  if (AISDKError.isInstance(error)) {
    return { kind: UNREADABLE.has(error.name) ? 'network' : 'bad-request', message: error.message };
  }
  if (error instanceof Error && error.name === 'AbortError') return { kind: 'network', message: error.message };
  if (error instanceof Error) throw error;
  return failureOfComplaint(complaintInStream(error));
}

function complaintOf({ statusCode, message, responseBody, responseHeaders }: APICallError): Complaint {
  const body = wordsOfBody(responseBody ?? '');
  const words = `${message}\n${body}`;
  // The library names only the HTTP status where it does not know the shape of the body.
  const isTold = body === '' || body.includes(message);
  const told = isTold ? message : `${message}: ${body.replaceAll('\n', ' ')}`;
  return { status: statusCode, message: told, words, headers: responseHeaders ?? {} };
}

/** `{ type: 'overloaded_error', message }`, `{ code: 429, message }`, or whatever a server makes of it. */
function complaintInStream(error: unknown): Complaint {
  const words = typeof error === 'string' ? error : wordsOfBody(JSON.stringify(error));
  const fields = typeof error === 'object' && error !== null ? error : {};
  const message = 'message' in fields && typeof fields.message === 'string' ? fields.message : words;
  const status = 'statusCode' in fields ? fields.statusCode : 'code' in fields ? fields.code : undefined;
  return { status: httpStatus(status), message, words, headers: {} };
}

function httpStatus(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 400 && value < 600 ? value : undefined;
}
