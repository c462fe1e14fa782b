import path from 'node:path';
import type { ModelSettings } from '../core/model-settings.js';
import { Budget } from './budget.js';
import { createModelOf } from './create-model-of.js';
import type { Model } from './model.js';
import type { ModelSurroundings } from './model-surroundings.js';
import { priceOf, type Price } from './price.js';
import { withBudget, type BilledCall } from './with-budget.js';
import { withRecording } from './with-recording.js';
import { withRetry } from './with-retry.js';

/** A model with what its calls may cost and have cost. */
export interface MeteredModel {
  readonly model: Model;
  readonly budget: Budget;
  /** Undefined where it is not known. */
  readonly price: Price | undefined;
}

/**
 * The model of the settings, with retries, within its budget, every exchange kept in `exchanges/` of `folder`. Throws a
 * UserError where it cannot be called at all: no key, no such program, an environment file that cannot be read. `onBilled`: see `withBudget`.
 */
export async function openMeteredModel(
  settings: ModelSettings,
  folder: string,
  surroundings: ModelSurroundings,
  onBilled: (call: BilledCall) => void = () => undefined,
): Promise<MeteredModel> {
  const { provider } = settings;
  const created = await createModelOf(settings, surroundings);
  const price = await priceOf(provider, provider.kind === 'api' ? provider.model : '');
  const budget = new Budget(settings, price);
  const recorded = withRecording(created, path.join(folder, 'exchanges'));
  // Each try has its own worst case, and each may have cost something.
  const metered = withBudget(recorded, budget, onBilled);
  return { model: withRetry(metered, { say: surroundings.say }), budget, price };
}
