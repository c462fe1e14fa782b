import type { SeedStrategy, SplitPolicy } from '../../core/seed-strategy.js';
import type { Project } from '../project.js';
import { configValues } from './config-seeds.js';
import { seedReach } from './seed-flow.js';

type ConfigKeyStrategy = SeedStrategy & { kind: 'config-key' };

const KEYS = ['seed', 'random_seed', 'manual_seed', 'rng_seed', 'random_state'];

/**
 * The one key of the one configuration file that is seen to seed the script. With several files or keys
 * it is not known which of them counts, and with a split that moves along the calls are shifted instead.
 */
export function configKeyStrategy(project: Project, policy: SplitPolicy): ConfigKeyStrategy | undefined {
  for (const name of KEYS) {
    const found = [...project.configFiles.values()].flatMap((file) =>
      configValues(file, name).map((value) => ({ file, value })),
    );
    const [only] = found;
    if (only?.value.value === undefined || found.length > 1 || only.value.value < 0) continue;
    const { reachesSeed, movesSplit } = seedReach(project, { name, entryFunctions: [] });
    if (!reachesSeed || (movesSplit && policy === 'keep-splits')) continue;
    const { start, end, key, value: firstSeed } = only.value;
    const before = only.file.text.slice(0, start);
    const text = only.file.text.slice(start, end);
    const place = { file: only.file.path, line: before.split('\n').length, start, end, text };
    return { kind: 'config-key', key, firstSeed, place };
  }
  return undefined;
}
