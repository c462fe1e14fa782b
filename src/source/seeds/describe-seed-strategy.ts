import type { SeedStrategy } from '../../core/seed-strategy.js';

export interface SeedStrategyDescription {
  readonly how: string;
  readonly places: readonly string[];
}

export function describeSeedStrategy(strategy: SeedStrategy): SeedStrategyDescription {
  return { how: strategy.kind, places: [] };
}
