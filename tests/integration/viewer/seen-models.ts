import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Fingerprint, ModulePrint } from '../../../src/core/fingerprint.js';
import type { CliProject } from '../cli/cli-project.js';

const weight = (shape: readonly number[]) => ({
  name: 'weight',
  shape,
  trainable: true,
  hasGradient: true,
  isOptimized: true,
});

function part(name: string, type: string, settings: string, shapes: readonly (readonly number[])[]): ModulePrint {
  return { name, type, settings, parameters: shapes.map(weight), buffers: {}, calls: 2 };
}

const first = part('first', 'Linear', 'in_features=64, out_features=32', [[32, 64]]);
const last = part('last', 'Linear', 'in_features=32, out_features=10', [[10, 32]]);

export function fingerprintOf(modules: readonly ModulePrint[]): Fingerprint {
  return {
    steps: 2,
    models: [{ type: 'Net', modules: [part('', 'Net', '', []), ...modules], inputs: [] }],
    optimizers: [],
    schedulers: [],
    losses: [],
    operations: {},
    loaders: [],
    fits: [],
    others: [],
    ending: 'went-on',
    evaluated: true,
  };
}

/** A network of three layers, and the one without the second, of which an identity is left. */
export const baselineModel = fingerprintOf([first, part('boost', 'Linear', '32, 32', [[32, 32]]), last]);
export const modelWithoutBoost = fingerprintOf([first, part('boost', 'Identity', '', []), last]);

/** Leaves beside the first runs of baseline and `boost` what the probe leaves of a script with PyTorch. */
export function leaveSeenModels(project: CliProject): void {
  const models = { baseline: baselineModel, boost: modelWithoutBoost };
  for (const [trial, fingerprint] of Object.entries(models)) {
    const run = project.report().runs.find(({ trialId, seedIndex }) => trialId === trial && seedIndex === 0);
    const folder = path.join(project.directory, 'ablationmage_outputs/train', run?.directory ?? '', 'probe');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'fingerprint.json'), JSON.stringify(fingerprint));
  }
}
