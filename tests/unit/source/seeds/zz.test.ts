import { it } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { readProject } from '../../../../src/source/read-project.js';
import { findSeedStrategy } from '../../../../src/source/seeds/find-seed-strategy.js';
import { describeSeedStrategy } from '../../../../src/source/seeds/describe-seed-strategy.js';
import { readFiles } from './seeded-project.js';
it('examples', async () => {
  await loadPythonParser();
  for (const e of ['digits-cnn', 'digits-stdlib', 'tabular-sklearn', 'text-package']) {
    const r = await readProject({ root: '/work/main/examples/' + e, script: '/work/main/examples/' + e + '/train.py' });
    if (r.ok)
      for (const p of ['keep-splits', 'resample-splits'] as const)
        console.log(e, p, JSON.stringify(describeSeedStrategy(findSeedStrategy(r.value, [], p)), null, 1));
  }
  const big =
    'import random, torch, numpy as np\nSEED=3\n' +
    Array.from(
      { length: 1200 },
      (_, i) =>
        `def f${i}(x, seed=SEED):\n    random.seed(seed)\n    y = x[${i}] + seed\n    return f${Math.max(0, i - 1)}(y, seed)\n`,
    ).join('');
  const project = await readFiles({ 'train.py': big });
  const t = performance.now();
  const s = findSeedStrategy(project, [], 'keep-splits');
  console.log('big', performance.now() - t, s.kind);
  const big2 =
    'import torch\ntorch.manual_seed(3)\n' +
    Array.from(
      { length: 1200 },
      (_, i) =>
        `class C${i}(nn.Module):\n    def forward(self, x):\n        y = self.a${i}(x) + 3\n        return torch.relu(y)\n`,
    ).join('');
  const project2 = await readFiles({ 'train.py': big2 });
  const t2 = performance.now();
  const s2 = findSeedStrategy(project2, [], 'keep-splits');
  console.log('big2', performance.now() - t2, s2.kind);
}, 120000);
