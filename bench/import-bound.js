import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { alternate, wallTimeMs } from './measure.js';

const MAIN = path.resolve('dist/cli/main.js');
const PYTHON = '/usr/bin/python3';
const PINNED = ['env', 'OMP_NUM_THREADS=1', 'OPENBLAS_NUM_THREADS=1', 'MKL_NUM_THREADS=1'];

const STUDIES = [
  {
    name: 'digits CNN, 12 runs',
    example: 'digits-cnn',
    runs: 12,
    words: ['--seeds', '4', '--only', 'conv2', '--only', 'bn1'],
  },
  { name: 'digits CNN, 45 runs', example: 'digits-cnn', runs: 45, words: ['--seeds', '5'] },
  { name: 'scikit-learn, 30 runs', example: 'tabular-sklearn', runs: 30, words: ['--seeds', '5'] },
];

/**
 * Whole studies of trainings that take less time than their imports, against peers that run the plain script as many
 * times, as many at once, with as many threads: a study's checks, table and report are part of its time.
 */
export async function benchImportBound(rounds = 5) {
  for (const study of STUDIES) await benchStudy(study, rounds);
}

async function benchStudy({ name, example, runs, words }, rounds) {
  const jobs = availableParallelism();
  const folder = mkdtempSync(path.join(tmpdir(), 'ablationmage-bench-'));
  cpSync(path.resolve('examples', example), folder, { recursive: true });
  const training = `${PYTHON} train.py`;
  const peers = {
    'xargs -P': ['sh', '-c', `seq ${runs} | xargs -P${jobs} -I{} ${training}`],
    'GNU parallel': ['sh', '-c', `seq ${runs} | parallel -j${jobs} ${training} '#'`],
    joblib: [PYTHON, '-c', joblibLoop(runs, jobs)],
  };
  const ours = async (more) => {
    rmSync(path.join(folder, 'ablationmage_outputs'), { recursive: true, force: true });
    return wallTimeMs(
      [process.execPath, MAIN, 'run', 'train.py', '--quiet', '--python', PYTHON, ...words, ...more],
      folder,
    );
  };
  const [forked, own, ...others] = await alternate(
    [
      () => ours([]),
      () => ours(['--no-fork-server']),
      ...Object.values(peers).map((peer) => () => wallTimeMs([...PINNED, ...peer], folder)),
    ],
    rounds,
  );
  rmSync(folder, { recursive: true });
  const best = Math.min(...others);
  console.log(`${name}, ${jobs} at a time`);
  console.log(`  ablationmage             ${seconds(forked)}`);
  console.log(`    with --no-fork-server  ${seconds(own)}`);
  for (const [index, peer] of Object.keys(peers).entries()) {
    console.log(`  ${peer.padEnd(23)}  ${seconds(others[index])}   ${(others[index] / forked).toFixed(2)}`);
  }
  console.log(`  best peer / ablationmage ${(best / forked).toFixed(2)} (aim: 3)\n`);
}

function joblibLoop(runs, jobs) {
  return [
    'import subprocess',
    'from joblib import Parallel, delayed',
    'run = lambda: subprocess.run(["/usr/bin/python3", "train.py"], stdout=subprocess.DEVNULL, check=True)',
    `Parallel(n_jobs=${jobs})(delayed(run)() for _ in range(${runs}))`,
  ].join('\n');
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1).padStart(5)} s`;
}
