import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { alternate, wallTimeMs } from './measure.js';

const MAIN = path.resolve('dist/cli/main.js');
const ROUNDS = 5;
const RUNS = 200;
const SCRIPT = 'print("METRIC accuracy=0.5")\n';

/** A study of 200 runs that do nothing, against `xargs -P` and GNU parallel over the same commands. */
export async function benchTrivialRuns() {
  const jobs = String(availableParallelism());
  const folder = mkdtempSync(path.join(tmpdir(), 'ablationmage-bench-'));
  const components = Array.from({ length: RUNS / 4 - 1 }, (_, index) => `  - { name: c${index}, args: "--c${index}" }`);
  writeFileSync(path.join(folder, 'train.py'), SCRIPT);
  writeFileSync(path.join(folder, 'ablation.yaml'), `components:\n${components.join('\n')}\n`);
  const python = ['--python', '/usr/bin/python3'];
  const study = async () => {
    rmSync(path.join(folder, 'ablationmage_outputs'), { recursive: true, force: true });
    return wallTimeMs([process.execPath, MAIN, 'run', 'train.py', '--seeds', '4', '--quiet', ...python], folder);
  };
  const sequence = `seq ${RUNS}`;
  const [ours, xargs, parallel] = await alternate(
    [
      study,
      () => wallTimeMs(['sh', '-c', `${sequence} | xargs -P ${jobs} -I{} /usr/bin/python3 train.py --c{}`], folder),
      () => wallTimeMs(['sh', '-c', `${sequence} | parallel -j ${jobs} /usr/bin/python3 train.py --c{}`], folder),
    ],
    ROUNDS,
  );
  rmSync(folder, { recursive: true });
  console.log(`A study of ${RUNS} trivial runs, ${jobs} at a time, medians of ${ROUNDS} alternated rounds`);
  console.log(`  ablationmage run            ${ours.toFixed(0)} ms, ${(ours / RUNS).toFixed(1)} ms per run`);
  console.log(`  xargs -P                    ${xargs.toFixed(0)} ms; ratio ${(ours / xargs).toFixed(2)} (aim: 1.3)`);
  console.log(`  GNU parallel                ${parallel.toFixed(0)} ms; ratio ${(ours / parallel).toFixed(2)}\n`);
}
