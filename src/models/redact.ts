import { isSecretName } from '../core/provider-keys.js';

/** Shorter values are words that a message may hold for other reasons. */
const SHORTEST_KEY = 8;

/** What stands where a key was. */
export const REDACTED = '[key]';

/** A key whoever's it is; providers mask the middle of a wrong one with asterisks. */
const KEY_SHAPES: readonly RegExp[] = [
  // `hf-` and `r8-` begin names that are no keys: `hf-internal-testing/tiny-random-bert`.
  /\b(?:(?:sk|pk|rk|gsk|xai|csk|pplx|nvapi)[-_]|(?:hf|r8)_)[\w*-]{12,}/g,
  /\b(?:gh[pousr]|github_pat|npm)_\w{12,}/g,
  /\bglpat-[\w-]{12,}/g,
  /\bxox[a-z]-[\w*-]{10,}/g,
  /\bAIza[\w*-]{16,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g,
  /\bABSK[\w+/=-]{16,}/g,
];
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=*-]{8,}/gi;
const IN_QUERY = /([?&](?:key|api[-_]?key|access_token|token)=)[^&\s"'<>]+/gi;
const IN_OPTION = /(--?[\w-]*(?:key|token|secret|password)[\w-]*[= ]\s*)[^\s"']+/gi;
/** To the last `@` before the path: a password may hold one. */
const IN_ADDRESS = /(\/\/)[^/\s@:]*:[^/\s]+@/g;

/** Takes out of a text the values of the environment's key-like variables and whatever else looks like a key. */
export function redactorFor(environment: NodeJS.ProcessEnv): (text: string) => string {
  const redact = keyRedactorFor(environment);
  return (text) => redact(text).replace(IN_OPTION, `$1${REDACTED}`);
}

/** As `redactorFor`, and what options are called says nothing: a script's `--max-tokens 512` holds no key. */
export function keyRedactorFor(environment: NodeJS.ProcessEnv): (text: string) => string {
  const values = Object.entries(environment)
    .filter(([name]) => isSecretName(name))
    .map(([, value]) => value?.trim() ?? '')
    .filter((value) => value.length >= SHORTEST_KEY);
  const written = values.flatMap((value) => [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]);
  // The longest first: one key may begin with another.
  const secrets = [...new Set(written)].sort((a, b) => b.length - a.length);
  return (text) => withoutShapes(secrets.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text));
}

function withoutShapes(text: string): string {
  return KEY_SHAPES.reduce((rest, shape) => rest.replace(shape, REDACTED), text)
    .replace(BEARER, `$1 ${REDACTED}`)
    .replace(IN_QUERY, `$1${REDACTED}`)
    .replace(IN_ADDRESS, `$1${REDACTED}@`);
}
