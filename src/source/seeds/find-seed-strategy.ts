import type { SeedStrategy, SplitPolicy } from '../../core/seed-strategy.js';
import type { Project } from '../project.js';
import { configKeyStrategy } from './config-key-strategy.js';
import { optionStrategy } from './option-strategy.js';
import { shiftPlaces } from './shift-places.js';

/**
 * How further seeds reach the script, the user's own way first: an option for it, a key of a configuration
 * file, the calls that consume a seed; where there is none of these, the probe seeds the libraries.
 * An option also moves the splits it reaches, whatever the policy; the strategy says so.
 */
export function findSeedStrategy(
  project: Project,
  scriptArguments: readonly string[],
  policy: SplitPolicy,
): SeedStrategy {
  const context = { project, scriptArguments };
  const declared = optionStrategy(context) ?? configKeyStrategy(project, policy);
  if (declared !== undefined) return declared;
  const { places, notes } = shiftPlaces(context, policy);
  const said = notes.length === 0 ? {} : { notes };
  return places.length === 0 ? { kind: 'environment', ...said } : { kind: 'shift', places, ...said };
}
