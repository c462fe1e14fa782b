import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_USAGE, type ModelUsage } from '../../../src/core/model-usage.js';
import { success } from '../../../src/core/result.js';
import { Budget } from '../../../src/models/budget.js';
import { estimateRequestTokens, estimateTokens } from '../../../src/models/estimate-tokens.js';
import type { Model } from '../../../src/models/model.js';
import { priceOf, type Price } from '../../../src/models/price.js';
import { withRetry } from '../../../src/models/with-retry.js';
import { withBudget } from '../../../src/models/with-budget.js';
import { neverAborted, request } from './requests.js';
import { replyOf, ScriptedModel } from './scripted-model.js';

const model = 'claude-sonnet-4-5';
const found = await priceOf({ kind: 'api', api: 'anthropic', model }, model);

function price(): Price {
  if (found === undefined) throw new Error(`${model} has no price`);
  return found;
}

const noListener = (): void => undefined;
const asked = request('Remove it.', { maxOutputTokens: 100_000 });
const inputTokens = estimateRequestTokens(asked);
const worstUsd = (inputTokens * 3.75 + 100_000 * 15) / 1e6;

describe('a call', () => {
  test('books the usage that was told', async () => {
    const usage = { inputTokens: 1000, cacheReadTokens: 500, cacheWriteTokens: 0, outputTokens: 100 };
    const budget = new Budget({ maxCostUsd: 2 }, price());
    await withBudget(new ScriptedModel([replyOf('done', usage)]), budget, noListener).complete(asked, neverAborted());
    expect(budget.spent()).toEqual({ usage, calls: 1, estimatedCalls: 0, costUsd: price().costUsd(usage) });
  });

  test('books an estimate, marked as one, where none was told', async () => {
    const budget = new Budget({ maxCostUsd: 2 }, undefined);
    await withBudget(new ScriptedModel(['x = 1\n'.repeat(50)]), budget, noListener).complete(asked, neverAborted());
    const usage = { ...NO_USAGE, inputTokens, outputTokens: estimateTokens('x = 1\n'.repeat(50)) };
    expect(budget.spent()).toEqual({ usage, calls: 1, estimatedCalls: 1 });
  });

  test('that failed books nothing and gives its room back', async () => {
    const budget = new Budget({ maxCostUsd: worstUsd }, price());
    const failing = withBudget(new ScriptedModel([{ kind: 'overloaded' }, 'done']), budget, noListener);
    expect(await failing.complete(asked, neverAborted())).toMatchObject({ failure: { kind: 'overloaded' } });
    expect(budget.spent()).toEqual({ usage: NO_USAGE, calls: 0, estimatedCalls: 0, costUsd: 0 });
    expect(await failing.complete(asked, neverAborted())).toMatchObject({ ok: true });
  });

  test('that was cut off at work books its input, each try for itself, and is told before the reply', async () => {
    const budget = new Budget({ maxCostUsd: 2 }, price());
    const told: [number, boolean, string | undefined][] = [];
    const cut = new ScriptedModel([
      { kind: 'stalled', idleMs: 7, mayBeBilled: true },
      { kind: 'stalled', idleMs: 7 },
      'done',
    ]);
    const metered = withBudget(cut, budget, ({ usage, isEstimated, reply }) => {
      told.push([usage.inputTokens, isEstimated, reply?.text]);
    });
    const retrying = withRetry(metered, { say: () => undefined }, () => Promise.resolve());
    expect(await retrying.complete(asked, neverAborted())).toMatchObject({ ok: true });
    expect(told).toEqual([
      [inputTokens, true, undefined],
      [inputTokens, true, 'done'],
    ]);
    expect(budget.spent()).toMatchObject({ calls: 2, estimatedCalls: 2, usage: { inputTokens: 2 * inputTokens } });
  });

  test('of an earlier day counts with what it cost then', () => {
    const budget = new Budget({ maxCostUsd: 2 }, price());
    budget.book({ ...NO_USAGE, inputTokens: 1_000_000 }, 'told', 0.25);
    expect(budget.spent().costUsd).toBe(0.25);
  });

  test('that threw gives its room back', async () => {
    const budget = new Budget({ maxCostUsd: worstUsd }, price());
    const broken: Model = { label: 'broken', complete: () => Promise.reject(new Error('bug')) };
    await expect(withBudget(broken, budget, noListener).complete(asked, neverAborted())).rejects.toThrow('bug');
    const next = withBudget(new ScriptedModel(['done']), budget, noListener);
    expect(await next.complete(asked, neverAborted())).toMatchObject({ ok: true });
  });

  test('whose worst case is exactly what is left is made, a larger one is not', async () => {
    const fits = withBudget(
      new ScriptedModel(['done']),
      new Budget({ maxCostUsd: worstUsd + 1e-9 }, price()),
      noListener,
    );
    expect(await fits.complete(asked, neverAborted())).toMatchObject({ ok: true });
    const scripted = new ScriptedModel(['done']);
    const exceeds = withBudget(scripted, new Budget({ maxCostUsd: worstUsd - 1e-9 }, price()), noListener);
    expect(await exceeds.complete(asked, neverAborted())).toMatchObject({ failure: { kind: 'over-budget' } });
    expect(scripted.asked).toEqual([]);
  });
});

test('over the budget says what is spent, what the call could cost, and what to do', async () => {
  const budget = new Budget({ maxCostUsd: 2 }, price());
  budget.book({ ...NO_USAGE, inputTokens: 200_000 }, 'told');
  const reply = await withBudget(new ScriptedModel(['done']), budget, noListener).complete(asked, neverAborted());
  expect(reply).toEqual({
    ok: false,
    failure: {
      kind: 'over-budget',
      message:
        '0.60 USD of 2.00 USD are spent, and the next call could cost up to 1.50 USD: raise the limit with --max-cost',
    },
  });
});

describe('limits', () => {
  const call = { inputTokens: 400_000, outputTokens: 200_000 };
  const outcome = async (budget: Budget) => {
    const reserved = await budget.reserve(call, neverAborted());
    return reserved.ok ? 'fits' : reserved.failure;
  };

  test('without a price a million tokens take the place of dollars', async () => {
    const budget = new Budget({ maxCostUsd: 2 }, undefined);
    expect(await outcome(budget)).toBe('fits');
    const spent = new Budget({ maxCostUsd: 2 }, undefined);
    spent.book({ ...NO_USAGE, inputTokens: 400_001 }, 'told');
    expect(await outcome(spent)).toEqual({
      kind: 'over-budget',
      message:
        '400001 of 1000000 tokens are used (the price is not known), and the next call could use up to 600000: ' +
        'raise the limit with --max-tokens',
    });
  });

  test('a limit of tokens holds with a price and without', async () => {
    const limits = { maxCostUsd: 100, maxTokens: 599_999 };
    expect(await outcome(new Budget(limits, price()))).toMatchObject({ kind: 'over-budget' });
    expect(await outcome(new Budget(limits, undefined))).toMatchObject({ kind: 'over-budget' });
    expect(await outcome(new Budget({ maxCostUsd: 1, maxTokens: 5_000_000 }, undefined))).toBe('fits');
  });

  test('0 dollars is no limit', async () => {
    for (const known of [price(), undefined]) {
      const budget = new Budget({ maxCostUsd: 0 }, known);
      budget.book({ ...NO_USAGE, outputTokens: 50_000_000 }, 'told');
      expect(await outcome(budget)).toBe('fits');
    }
  });

  test('a long input is reserved at its tier', async () => {
    // 400,000 tokens cost twice what the first 200,000 do.
    expect(await outcome(new Budget({ maxCostUsd: 7.4 }, price()))).toMatchObject({ kind: 'over-budget' });
    expect(await outcome(new Budget({ maxCostUsd: 7.6 }, price()))).toBe('fits');
  });
});

test('a call that only calls in flight keep out waits for them', async () => {
  const budget = new Budget({ maxCostUsd: worstUsd * 1.5 }, price());
  const worst = { inputTokens, outputTokens: asked.maxOutputTokens };
  const first = await budget.reserve(worst, neverAborted());
  const states: string[] = [];
  const second = budget.reserve(worst, neverAborted()).then((reserved) => {
    states.push('reserved');
    return reserved;
  });
  await new Promise(setImmediate);
  expect(states).toEqual([]);
  if (first.ok) first.value.book({ ...NO_USAGE, inputTokens, outputTokens: 10 }, 'told');
  expect(await second).toMatchObject({ ok: true });
});

test('waiting for calls in flight ends with an abort', async () => {
  const budget = new Budget({ maxCostUsd: worstUsd * 1.5 }, price());
  const worst = { inputTokens, outputTokens: asked.maxOutputTokens };
  await budget.reserve(worst, neverAborted());
  const controller = new AbortController();
  const second = budget.reserve(worst, controller.signal);
  controller.abort();
  expect(await second).toEqual({ ok: false, failure: { kind: 'aborted' } });
});

describe('whatever calls are made beside each other', () => {
  const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
  const calls = fc.array(
    fc.record({
      maxOutputTokens: fc.integer({ min: 1, max: 60_000 }),
      output: share,
      cacheRead: share,
      cacheWrite: share,
      turns: fc.integer({ min: 0, max: 4 }),
      fails: fc.boolean(),
    }),
    { minLength: 1, maxLength: 25, size: 'max' },
  );

  test('no more is spent than allowed, and nothing that fits is left out', async () => {
    await fc.assert(
      fc.asyncProperty(
        calls,
        fc.integer({ min: 1, max: 300 }).map((cents) => cents / 100),
        fc.integer({ min: 1000, max: 300_000 }),
        async (plans, maxCostUsd, maxTokens) => {
          const budget = new Budget({ maxCostUsd, maxTokens }, price());
          let told = 0;
          const outcomes = await Promise.all(
            plans.map(async (plan) => {
              const wanted = request('Remove it.', { maxOutputTokens: plan.maxOutputTokens });
              const input = estimateRequestTokens(wanted);
              const cacheReadTokens = Math.floor(input * plan.cacheRead);
              const usage: ModelUsage = {
                inputTokens: input,
                cacheReadTokens,
                cacheWriteTokens: Math.floor((input - cacheReadTokens) * plan.cacheWrite),
                outputTokens: Math.floor(plan.maxOutputTokens * plan.output),
              };
              const slow: Model = {
                label: 'slow',
                complete: async () => {
                  for (let turn = 0; turn < plan.turns; turn += 1) await new Promise(setImmediate);
                  if (plan.fails) return { ok: false, failure: { kind: 'overloaded' } };
                  told += price().costUsd(usage);
                  return success(replyOf('done', usage));
                },
              };
              const reply = await withBudget(slow, budget, noListener).complete(wanted, neverAborted());
              return {
                reply,
                worstTokens: input + plan.maxOutputTokens,
                worstUsd: (input * 3.75 + plan.maxOutputTokens * 15) / 1e6,
              };
            }),
          );
          const { usage, costUsd } = budget.spent();
          expect(costUsd).toBeCloseTo(told, 9);
          expect(told).toBeLessThanOrEqual(maxCostUsd + 1e-9);
          const tokens = usage.inputTokens + usage.outputTokens;
          expect(tokens).toBeLessThanOrEqual(maxTokens);
          for (const call of outcomes) {
            if (call.reply.ok || call.reply.failure.kind !== 'over-budget') continue;
            expect(tokens + call.worstTokens > maxTokens || told + call.worstUsd > maxCostUsd - 1e-9).toBe(true);
          }
        },
      ),
      { numRuns: 100, interruptAfterTimeLimit: 10_000 },
    );
  });
});
