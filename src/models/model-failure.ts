/**
 * Why a model gave no reply. `message` is the provider's own words, keys taken out; absent where it said nothing.
 * `mayBeBilled`: the provider was at work when the call ended, so it may ask for its price.
 */
export type ModelFailure =
  | { readonly kind: 'bad-key'; readonly message?: string }
  | { readonly kind: 'no-key'; readonly variable: string }
  | { readonly kind: 'no-quota'; readonly message?: string }
  | { readonly kind: 'rate-limited'; readonly message?: string; readonly retryAfterMs?: number }
  | { readonly kind: 'overloaded'; readonly message?: string; readonly retryAfterMs?: number }
  | { readonly kind: 'unknown-model'; readonly message?: string }
  | { readonly kind: 'context-too-long'; readonly message?: string }
  | { readonly kind: 'refused'; readonly message?: string }
  /** No connection, a cut stream, a proxy that does not answer. */
  | { readonly kind: 'network'; readonly message: string; readonly mayBeBilled?: true }
  /** No byte for this long. */
  | { readonly kind: 'stalled'; readonly idleMs: number; readonly mayBeBilled?: true }
  /** The request itself was not accepted. */
  | { readonly kind: 'bad-request'; readonly message: string }
  /** The program of `--api command` could not be started, or ended badly. */
  | { readonly kind: 'program-failed'; readonly message: string }
  /** `--api replay` was given a folder without recordings. */
  | { readonly kind: 'no-recordings'; readonly folder: string }
  /** `--api replay` has no reply for this request. */
  | { readonly kind: 'not-recorded'; readonly purpose: string }
  /** The next call could cost more than `--max-cost` or `--max-tokens` leaves. */
  | { readonly kind: 'over-budget'; readonly message: string }
  | { readonly kind: 'aborted'; readonly mayBeBilled?: true };
