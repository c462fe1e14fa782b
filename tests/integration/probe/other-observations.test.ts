import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { findPythons, findPythonWith } from './find-pythons.js';
import { ProbedRun } from './probed-run.js';

let run: ProbedRun;
beforeEach(() => {
  run = new ProbedRun();
});
afterEach(() => {
  run.remove();
});

const TRACED = { kind: 'smoke', steps: 2, traceFunctions: true } as const;
const SMOKE = { kind: 'smoke', steps: 2, traceFunctions: false } as const;
const FULL = { kind: 'fingerprint', steps: 2 } as const;
const MODEL_PACKAGES = join(import.meta.dirname, 'model-packages');

describe.each(findPythons())('Python $version', ({ path: python, version }) => {
  const names =
    Number(version.split('.')[1]) >= 11 ? ['Net.forward', 'Net.forward.<locals>.inner'] : ['forward', 'inner'];

  test('names the functions of the script that were called, and nothing of libraries', async () => {
    run.write('parts/__init__.py', '');
    run.write('parts/layers.py', 'def scale(x): return [2 * part for part in x]\ndef other(): pass\n');
    run.write(
      'train.py',
      `import json, subprocess, sys, threading
from parts.layers import scale
class Net:
    factor = 2
    def forward(self, x):
        def inner(y): return scale(y)
        return inner(x)
    def never(self): pass
def in_thread(): json.dumps({})
thread = threading.Thread(target=in_thread)
thread.start(); thread.join()
print(Net().forward([1]))
subprocess.check_call([sys.executable, "-c", "from parts.layers import other; other()"])
`,
    );
    const { stdout, stderr, fingerprint, report } = await run.run(python, ['train.py'], {}, { observe: TRACED });
    expect([stdout, stderr, report.notes]).toEqual(['[2]\n', '', []]);
    expect(fingerprint).toMatchObject({ steps: 0, ending: 'ended', models: [] });
    expect(fingerprint?.functions).toEqual(
      ['parts/layers.py:scale', ...names.map((name) => `train.py:${name}`), 'train.py:in_thread'].sort(),
    );
  });

  test('describes models of Keras, and makes their fit short in a smoke run only', async () => {
    run.write(
      'train.py',
      `import keras, inspect
assert list(inspect.signature(keras.Model.fit).parameters)[:3] == ["self", "x", "y"]
model = keras.Sequential([keras.Dense(8, name="hidden"), keras.Dense(1, name="head")])
model.compile(optimizer=keras.Adam(learning_rate=0.01), loss="mse")
print(model.fit([[1, 2, 3]] * 64, [1] * 64, 16, 50, validation_data=([[1, 2, 3]], [1])))
`,
    );
    const options = { pythonPath: [MODEL_PACKAGES] };
    const full = await run.run(python, ['train.py'], {}, { ...options, observe: FULL });
    expect(full.stdout).toBe("{'epochs': 50, 'steps': None, 'validation': None}\n");
    expect(full.report.notes).toEqual([]);
    expect(full.fingerprint?.others).toEqual([
      {
        library: 'keras',
        type: 'Sequential',
        parameters: 41,
        layers: { hidden: "Dense([3, 8], [8]) {'units': 8}", head: "Dense([8, 1], [1]) {'units': 1}" },
        optimizer: { type: 'Adam', settings: { name: "'adam'", learning_rate: '0.01' } },
      },
    ]);
    run.forgetReport();
    const smoke = await run.run(python, ['train.py'], {}, { ...options, observe: SMOKE });
    expect(smoke.stdout).toBe("{'epochs': 1, 'steps': 2, 'validation': 1}\n");
    expect(smoke.fingerprint?.others).toEqual(full.fingerprint?.others);
  });

  test('describes parameters that optax updates, and the numbers in its optimizer', async () => {
    run.write(
      'train.py',
      `import optax
from flax.training import train_state
class Array:
    dtype = "float32"
    def __init__(self, *shape): self.shape = shape
class State(train_state.TrainState): pass
optimizer = optax.adam(1e-2, b1=0.8)
def step(params): return optax.apply_updates(params, {})
for _ in range(3): step({"dense": {"kernel": Array(3, 4), "bias": Array(4)}, "heads": [Array(4, 2)]})
assert type(State.create(apply_fn=None, params={"w": Array(5)}, tx=optimizer)) is State
`,
    );
    const { stderr, report, fingerprint } = await run.run(
      python,
      ['train.py'],
      {},
      { pythonPath: [MODEL_PACKAGES], observe: FULL },
    );
    expect([stderr, report.notes]).toEqual(['', []]);
    const numbers = { '0.scale_by_adam.b1': '0.8', '0.scale_by_adam.b2': '0.999', '1.scale.step_size': '-0.01' };
    expect(fingerprint?.others).toEqual([
      {
        library: 'jax',
        type: 'params',
        parameters: 24,
        layers: { 'dense.kernel': 'float32[3, 4]', 'dense.bias': 'float32[4]', 'heads.0': 'float32[4, 2]' },
        optimizer: { type: 'chain', settings: numbers },
      },
      {
        library: 'jax',
        type: 'State',
        parameters: 5,
        layers: { w: 'float32[5]' },
        optimizer: { type: 'chain', settings: numbers },
      },
    ]);
  });
});

const withTorch = findPythonWith('torch')?.path ?? '';

test.skipIf(withTorch === '')('takes the optimizer hooks of PyTorch 2 where there are any', async () => {
  run.write(
    'train.py',
    `import torch, torch.nn as nn
class Twice(torch.optim.SGD):
    def step(self, closure=None):
        super().step(); super().step()
class Sam(torch.optim.Optimizer):
    def __init__(self, params):
        super().__init__(params, {})
        self.base = Twice(self.param_groups, lr=0.1)
    def step(self, closure=None):
        if model.fails: raise RuntimeError("out of memory")
        self.base.step()
model = nn.Linear(2, 1)
optimizer = Sam(list(model.parameters()))
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1)
for step in range(9):
    model(torch.rand(3, 2)).mean().backward()
    model.fails = step < 2
    try: optimizer.step()
    except RuntimeError: continue
    scheduler.step()
    print(step, flush=True)
`,
  );
  const pythonPath = [join(import.meta.dirname, 'torch-two')];
  const words = ['-W', 'ignore', 'train.py'];
  const full = await run.run(withTorch, words, {}, { pythonPath, observe: FULL });
  expect([full.stderr, full.report.notes]).toEqual(['', []]);
  expect(full.report.steps?.count).toBe(7);
  expect(full.fingerprint).toMatchObject({ steps: 2, optimizers: [{ type: 'Sam' }, { type: 'Twice' }] });
  run.forgetReport();
  const smoke = await run.run(withTorch, words, {}, { pythonPath, observe: SMOKE });
  expect([smoke.code, smoke.stderr, smoke.stdout]).toEqual([0, '', '2\n3\n']);
  expect(smoke.fingerprint).toMatchObject({ steps: 2, ending: 'stopped' });
});
