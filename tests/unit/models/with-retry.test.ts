import { expect, test } from 'vitest';
import type { ModelFailure } from '../../../src/models/model-failure.js';
import { withRetry } from '../../../src/models/with-retry.js';
import { neverAborted, request } from './requests.js';
import { ScriptedModel } from './scripted-model.js';

/** The outcome of one call, what was said, and how long each wait would have been. */
async function call(answers: readonly (string | ModelFailure)[], maxWaitMs?: number) {
  const model = new ScriptedModel(answers);
  const said: string[] = [];
  const waits: number[] = [];
  const settings = {
    say: (message: string) => {
      said.push(message);
    },
    ...(maxWaitMs === undefined ? {} : { maxWaitMs }),
  };
  const retrying = withRetry(model, settings, (ms) => {
    waits.push(ms);
    return Promise.resolve();
  });
  const reply = await retrying.complete(request('Remove it.'), neverAborted());
  return { outcome: reply.ok ? reply.value.text : reply.failure.kind, said, waits, calls: model.asked.length };
}

test('a rate limit is waited for as told, and said', async () => {
  expect(await call([{ kind: 'rate-limited', retryAfterMs: 30_000 }, 'done'])).toEqual({
    outcome: 'done',
    said: ['anthropic claude-sonnet-4-5 is rate limited: waiting 30 s (Ctrl-C ends it)'],
    waits: [30_000],
    calls: 2,
  });
});

test('a rate limit without a time is waited for longer each time, until the time is up', async () => {
  const { outcome, waits } = await call([{ kind: 'rate-limited' }]);
  expect(outcome).toBe('rate-limited');
  expect(waits[0]).toBeGreaterThanOrEqual(2000);
  expect(waits[0]).toBeLessThanOrEqual(2500);
  expect(waits[3]).toBeGreaterThanOrEqual(16_000);
  const total = waits.reduce((sum, ms) => sum + ms, 0);
  expect(total).toBeGreaterThan(500_000);
  expect(total).toBeLessThanOrEqual(600_000);
});

test('a server that says "at once" each time is not asked for ever', async () => {
  const { outcome, calls } = await call([{ kind: 'rate-limited', retryAfterMs: 0 }]);
  expect(outcome).toBe('rate-limited');
  expect(calls).toBeLessThan(30);
});

test('a wait longer than what is left is not begun', async () => {
  const tooLong = { kind: 'rate-limited', retryAfterMs: 60_001 } as const;
  expect(await call([tooLong, 'done'], 60_000)).toMatchObject({ outcome: 'rate-limited', said: [], calls: 1 });
  const twice = { kind: 'rate-limited', retryAfterMs: 40_000 } as const;
  expect(await call([twice, twice, 'done'], 60_000)).toMatchObject({ outcome: 'rate-limited', waits: [40_000] });
});

test.each<ModelFailure>([
  { kind: 'overloaded' },
  { kind: 'overloaded', retryAfterMs: 5 },
  { kind: 'network', message: 'cut' },
  { kind: 'stalled', idleMs: 1 },
])('tried four times at most: $kind', async (fault) => {
  expect(await call([fault])).toMatchObject({ outcome: fault.kind, calls: 4 });
  expect(await call([fault, fault, fault, 'done'])).toMatchObject({ outcome: 'done', calls: 4 });
});

test.each<ModelFailure>([
  { kind: 'bad-key' },
  { kind: 'no-key', variable: 'X' },
  { kind: 'no-quota' },
  { kind: 'unknown-model' },
  { kind: 'context-too-long' },
  { kind: 'refused' },
  { kind: 'bad-request', message: '' },
  { kind: 'program-failed', message: '' },
  { kind: 'not-recorded', purpose: '' },
  { kind: 'over-budget', message: '' },
  { kind: 'aborted' },
])('never tried again: $kind', async (fault) => {
  expect(await call([fault, 'done'])).toMatchObject({ outcome: fault.kind, said: [], calls: 1 });
});

test('a wait ends at once when the signal aborts', async () => {
  const controller = new AbortController();
  const model = new ScriptedModel([{ kind: 'rate-limited', retryAfterMs: 300_000 }, 'done']);
  const retrying = withRetry(model, {
    say: () => {
      // When the wait has begun.
      setImmediate(() => {
        controller.abort();
      });
    },
  });
  expect(await retrying.complete(request('Remove it.'), controller.signal)).toEqual({
    ok: false,
    failure: { kind: 'aborted' },
  });
  expect(model.asked).toHaveLength(1);
});

test('real waits are waited', async () => {
  const model = new ScriptedModel([{ kind: 'rate-limited', retryAfterMs: 120 }, 'done']);
  const startedAt = performance.now();
  const reply = await withRetry(model, { say: () => undefined }).complete(request('Remove it.'), neverAborted());
  expect(reply.ok).toBe(true);
  expect(performance.now() - startedAt).toBeGreaterThan(100);
});
