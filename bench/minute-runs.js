import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { wallTimeMs } from './measure.js';

const MAIN = path.resolve('dist/cli/main.js');
const PYTHON = '/usr/bin/python3';
const RUNS = 30;

/** A training of a minute that sleeps, so that nothing but the study around it is measured. */
const SCRIPT = `import time
import numpy as np
SEED = 0
random = np.random.default_rng(SEED)
for epoch in range(10):
    time.sleep(6)
    print(f"epoch {epoch} accuracy={0.9 + random.normal() / 100:.4f}", flush=True)
`;

/** Runs that are no shorter for having their libraries imported: what a study takes beyond them. Once; half an hour. */
export async function benchMinuteRuns() {
  const slots = availableParallelism();
  const folder = mkdtempSync(path.join(tmpdir(), 'ablationmage-bench-'));
  writeFileSync(path.join(folder, 'train.py'), SCRIPT);
  const components = Array.from({ length: 9 }, (_, index) => `  - { name: c${index}, args: "--c${index}" }`);
  writeFileSync(path.join(folder, 'ablation.yaml'), `components:\n${components.join('\n')}\n`);
  const ours = await wallTimeMs(
    [process.execPath, MAIN, 'run', 'train.py', '--seeds', '3', '--quiet', '--python', PYTHON],
    folder,
  );
  const peer = await wallTimeMs(['sh', '-c', `seq ${RUNS} | xargs -P${slots} -I{} ${PYTHON} train.py`], folder);
  rmSync(folder, { recursive: true });
  console.log(`${RUNS} runs of a minute, ${slots} at a time`);
  console.log(`  ablationmage             ${(ours / 1000).toFixed(0)} s`);
  console.log(`  xargs -P                 ${(peer / 1000).toFixed(0)} s`);
  console.log(`  ablationmage / xargs     ${(ours / peer).toFixed(3)} (aim: 1.05)\n`);
}
