import { readFileSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import { expect, test } from 'vitest';
import { CliProject, finished } from '../integration/cli/cli-project.js';
import { IS_WHOLE, scaled } from './scale.js';

const TRIALS = scaled(100, 20);
const SEEDS = scaled(100, 10);
const RUNS = TRIALS * SEEDS;
const MOST_BYTES = 250e6;

test(`${RUNS} runs of a trivial script`, { timeout: 3_600_000 }, async () => {
  using project = new CliProject({
    'train.py': 'import sys\nprint("METRIC accuracy=0.%d" % (100 + len(sys.argv)))\n',
    'ablation.yaml': `components:\n${Array.from({ length: TRIALS - 1 }, (_, index) => `  - { name: c${index}, args: --c${index} }\n`).join('')}`,
  });
  const words = ['run', 'train.py', '--python', '/usr/bin/python3', '--seeds', String(SEEDS), '--quiet'];
  const first = await measured(project, words);
  expect(first.code).toBe(0);
  expect(project.report().runs.filter(({ state }) => state === 'completed')).toHaveLength(RUNS);
  expect(first.maxMemoryBytes).toBeLessThan(MOST_BYTES);

  const again = await measured(project, words);
  expect(again.code).toBe(0);
  expect(again.maxMemoryBytes).toBeLessThan(MOST_BYTES);
  const report = await measured(project, ['report']);
  expect(report.code).toBe(0);

  const ends = readFileSync(`${project.directory}/ablationmage_outputs/train/events.jsonl`, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"type":"run-ended"'))
    .map((line) => Date.parse((JSON.parse(line) as { readonly at: string }).at));
  expect(ends).toHaveLength(RUNS);
  const tenth = Math.floor(RUNS / 10);
  const spans = [tenth, RUNS].map((end) => (ends[end - 1] ?? 0) - (ends[end - tenth] ?? 0));
  const [early = 1, late = 0] = spans;
  process.stderr.write(
    `${RUNS} runs in ${first.seconds.toFixed(1)} s, controller at most ${(first.maxMemoryBytes / 1e6).toFixed(0)} MB; last tenth / ` +
      `first tenth ${(late / early).toFixed(2)}; again ${again.seconds.toFixed(1)} s; report ${report.seconds.toFixed(1)} s\n`,
  );
  if (!IS_WHOLE) return;
  expect(late / early).toBeLessThan(1.25);
  expect(again.seconds).toBeLessThan(2);
  expect(report.seconds).toBeLessThan(3);
});

interface Measured {
  readonly code: number | null;
  readonly seconds: number;
  readonly maxMemoryBytes: number;
}

async function measured(project: CliProject, words: readonly string[]): Promise<Measured> {
  const begun = performance.now();
  const running = project.start(words);
  let maxMemoryBytes = 0;
  const timer = setInterval(() => {
    maxMemoryBytes = Math.max(maxMemoryBytes, peakMemoryBytes(running));
  }, 50);
  const { code } = await finished(running);
  clearInterval(timer);
  return { code, seconds: (performance.now() - begun) / 1000, maxMemoryBytes };
}

/** The most it ever had resident. */
function peakMemoryBytes({ pid }: ChildProcess): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
