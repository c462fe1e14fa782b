import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { wallTimeMs } from './measure.js';

const MAIN = path.resolve('dist/cli/main.js');

/** Sum of run times over wall time times slots, between the first start and the last end, on 0.5 s runs. */
export async function benchSchedulerEfficiency() {
  const slots = availableParallelism();
  const folder = mkdtempSync(path.join(tmpdir(), 'ablationmage-bench-'));
  writeFileSync(path.join(folder, 'train.py'), 'import time\ntime.sleep(0.5)\nprint("METRIC accuracy=0.5")\n');
  const components = Array.from({ length: 9 }, (_, index) => `  - { name: c${index}, args: "--c${index}" }`);
  writeFileSync(path.join(folder, 'ablation.yaml'), `components:\n${components.join('\n')}\n`);
  const wall = await wallTimeMs(
    [process.execPath, MAIN, 'run', 'train.py', '--seeds', '6', '--quiet', '--python', '/usr/bin/python3'],
    folder,
  );
  const study = path.join(folder, 'ablationmage_outputs/train');
  const report = JSON.parse(readFileSync(path.join(study, 'report.json'), 'utf8'));
  const events = readFileSync(path.join(study, 'events.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  rmSync(folder, { recursive: true });
  // Until the baseline is known to repeat, its repetition has a slot, and is no part of the schedule.
  const whole = events.find(({ type }) => type === 'reproducibility-checked').at;
  const runs = report.runs.filter((run) => run.startedAt > whole);
  const start = Math.min(...runs.map((run) => Date.parse(run.startedAt)));
  const end = Math.max(...runs.map((run) => Date.parse(run.startedAt) + run.durationMs));
  const busy = runs.reduce((sum, run) => sum + run.durationMs, 0);
  console.log(`Scheduler efficiency on ${runs.length} runs of 0.5 s in ${slots} slots`);
  console.log(`  run time / (wall time x slots)  ${(busy / ((end - start) * slots)).toFixed(3)} (aim: 0.95)`);
  console.log(`  the whole command               ${(wall / 1000).toFixed(1)} s\n`);
}
