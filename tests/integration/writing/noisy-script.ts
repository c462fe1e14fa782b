import path from 'node:path';
import { block, reply } from './scripted-model.js';

/** A library of which the probe sees models and optimizers, and which is there at once. */
export const MODEL_PACKAGES = { PYTHONPATH: path.resolve('tests/integration/probe/model-packages') };

export const NOISE = 'noise = random.gauss(0, 0.01)';
export const NO_NOISE = reply('No noise.', 'train.py', block(NOISE, 'noise = 0'));

/** How the script trains and what it prints, below the noise. */
export const TRAINING = `model = keras.Sequential([keras.Dense(8, name="first"), keras.Dense(1, name="head")])
model.compile(optimizer=keras.Adam(0.1))
model.fit([[1.0, 2.0]] * 4, [1.0] * 4)
print(f"METRIC accuracy={0.5 + noise + len(model.layers) / 10:.5f}")
`;

/** A script whose noise a hint is about: `words`, with `options` of the mark. */
export function noisyScript(words: string, options = ''): string {
  return `import random
import keras
random.seed(0)
#ABLATION_HINT_START${options}
# ${words}
#ABLATION_HINT_END
${NOISE}
${TRAINING}`;
}

/** The reading of such a hint as one trial. */
export const ONE_TRIAL =
  '{"trials": [{"id": "no-noise", "title": "without noise", "change": "remove", "instruction": "Set noise to 0.", ' +
  '"changes": [{"line": 7, "before": "noise = random.gauss(0, 0.01)", "after": "noise = 0"}], "expectation": ""}]}';
