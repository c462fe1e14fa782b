import { timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';

/** Names under which a browser on this machine, or at the other end of an SSH tunnel, knows it. */
const OWN_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** No script but the viewer's own file, no style but its own, nothing from anywhere else. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/**
 * Lets only those in who know the token, and only by a name of this machine: another site cannot have its own name
 * resolved to 127.0.0.1 and read on. Nothing but reading is answered.
 */
export function guard(token: string): MiddlewareHandler {
  return async (context, next) => {
    const refusal = refusalOf(context.req.header('host'), context.req.path, context.req.method, token);
    if (refusal === undefined) await next();
    else context.res = context.text(refusal.words, refusal.status);
    for (const [name, value] of Object.entries(HEADERS)) context.res.headers.set(name, value);
  };
}

interface Refusal {
  readonly status: 403 | 404 | 405;
  readonly words: string;
}

function refusalOf(host: string | undefined, path: string, method: string, token: string): Refusal | undefined {
  const name = host?.replace(/:\d+$/, '') ?? '';
  if (!OWN_NAMES.has(name)) return { status: 403, words: 'This viewer answers only to 127.0.0.1 and localhost.\n' };
  if (!isSame(path.split('/')[1] ?? '', token)) {
    return { status: 404, words: 'Nothing here. The whole address stands where `ablationmage view` was started.\n' };
  }
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, words: 'The viewer only reads.\n' };
  return undefined;
}

/** In a time that tells nothing about how much of it was right. */
function isSame(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
