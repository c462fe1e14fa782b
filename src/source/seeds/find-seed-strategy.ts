import type { SeedStrategy } from '../../core/seed-strategy.js';
import type { Project } from '../project.js';

export type SplitPolicy = 'keep-splits' | 'resample-splits';

export function findSeedStrategy(
  project: Project,
  scriptArguments: readonly string[],
  policy: SplitPolicy,
): SeedStrategy {
  return project.script === '' && scriptArguments.length > 0 && policy === 'keep-splits' ? { kind: 'environment' } : { kind: 'environment' };
}
