import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { alternate, wallTimeMs } from './measure.js';

const MAIN = path.resolve('dist/cli/main.js');
const RUNS = 100;

/** A study of runs that do nothing, each in a sandbox of its own, against the same study without one. */
export async function benchSandbox(rounds = 5) {
  const jobs = availableParallelism();
  const folder = mkdtempSync(path.join(tmpdir(), 'ablationmage-bench-'));
  const components = Array.from({ length: RUNS / 4 - 1 }, (_, index) => `  - { name: c${index}, args: "--c${index}" }`);
  writeFileSync(path.join(folder, 'train.py'), 'print("METRIC accuracy=0.5")\n');
  writeFileSync(path.join(folder, 'ablation.yaml'), `components:\n${components.join('\n')}\n`);
  const words = ['run', 'train.py', '--seeds', '4', '--quiet', '--no-fork-server', '--python', '/usr/bin/python3'];
  const study = (level) => {
    rmSync(path.join(folder, 'ablationmage_outputs'), { recursive: true, force: true });
    return wallTimeMs([process.execPath, MAIN, ...words, '--sandbox', level], folder);
  };
  const [sandboxed, bare] = await alternate([() => study('bwrap'), () => study('none')], rounds);
  rmSync(folder, { recursive: true });
  const perRunMs = ((sandboxed - bare) * jobs) / RUNS;
  console.log(`A study of ${RUNS} trivial runs, ${jobs} at a time, medians of ${rounds} alternated rounds`);
  console.log(`  --sandbox bwrap  ${sandboxed.toFixed(0)} ms`);
  console.log(`  --sandbox none   ${bare.toFixed(0)} ms; ratio ${(sandboxed / bare).toFixed(2)}`);
  console.log(`  a sandbox costs  ${perRunMs.toFixed(1)} ms per run (aim: 10)\n`);
}
