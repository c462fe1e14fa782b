import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { KeptEvent } from '../../src/core/event.js';
import type { Report } from '../../src/core/report.js';
import { CliProject, finished, until } from '../integration/cli/cli-project.js';
import { processesWith } from '../integration/execution/run-folder.js';
import { childrenOf, serverOf } from './process-tree.js';
import { randomNumbers, scaled } from './scale.js';

const MOMENTS = scaled(100, 8);
const SEED = Number(process.env.ABLATIONMAGE_STRESS_SEED ?? 1);

const SCRIPT = `import sys, time
import numpy as np
SEED = 3
np.random.seed(SEED)
weights = np.random.rand(4)
time.sleep(0.05)
scale = 2.0 if "--no-scale" not in sys.argv else 1.0
shift = 1.0 if "--no-shift" not in sys.argv else 0.0
print("accuracy=%.12f" % (scale * weights.sum() + shift + np.random.default_rng().random()))
`;
const STUDY = 'components:\n  - { name: scale, args: --no-scale }\n  - { name: shift, args: --no-shift }\n';
const WORDS = ['run', 'train.py', '--python', '/usr/bin/python3', '--seeds', '4', '--quiet'];
const RUNS = 12;

/** Which process dies. */
const VICTIMS = ['controller', 'controller without a fork server', 'fork server', 'run'] as const;
type Victim = (typeof VICTIMS)[number];

test(`${MOMENTS} times kill -9 at a random moment`, { timeout: 3_600_000 }, async () => {
  const random = randomNumbers(SEED);
  using reference = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
  const begun = performance.now();
  expect((await reference.run(WORDS)).code).toBe(0);
  const wholeMs = performance.now() - begun;
  for (let moment = 0; moment < MOMENTS; moment += 1) {
    const victim = VICTIMS[moment % VICTIMS.length] ?? 'controller';
    const afterMs = random() * wholeMs;
    const which = `moment ${moment}: ${victim} after ${Math.round(afterMs)} ms (seed ${SEED})`;
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const words = victim === 'controller without a fork server' ? [...WORDS, '--no-fork-server'] : WORDS;
    const running = project.start(words);
    const ended = finished(running);
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    killVictim(victim, running.pid ?? 0);
    await ended;
    const before = resultsOf(project);
    const again = await project.run(victim === 'run' ? [...words, '--retry-failed'] : words);
    expect(again.code, `${which}\n${again.stderr}`).toBe(0);
    const after = resultsOf(project);
    expect(after.size, which).toBe(RUNS);
    expect(
      [...after.values()].every((results) => results.length === 1),
      `${which}: one result each`,
    ).toBe(true);
    for (const [run, results] of before) expect(after.get(run), `${which}: ${run} is not repeated`).toEqual(results);
    expect(portable(project.report(), victim), which).toEqual(portable(reference.report(), victim));
    await until(() => processesWith(`${project.directory}/`).length === 0, `${which}: nothing is left running`);
  }
});

function killVictim(victim: Victim, controller: number): void {
  const server = serverOf(controller);
  const [run] = [server, controller].flatMap((parent) => (parent === undefined ? [] : childrenOf(parent)));
  const pid = { 'fork server': server, run, controller, 'controller without a fork server': controller }[victim];
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself just now.
  }
}

/** When the attempts of each run that ended with a result began, by trial and seed. */
function resultsOf(project: CliProject): Map<string, string[]> {
  const file = path.join(project.directory, 'ablationmage_outputs/train/events.jsonl');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const results = new Map<string, string[]>();
  for (const line of lines) {
    const event = parse(line);
    if (event?.type !== 'run-ended' || event.outcome.kind !== 'completed') continue;
    const run = `${event.run.trialId} at seed ${event.run.seedIndex}`;
    results.set(run, [...(results.get(run) ?? []), event.outcome.startedAt]);
  }
  return results;
}

/** The last line of a killed writer may be torn. */
function parse(line: string): KeptEvent | undefined {
  try {
    return JSON.parse(line) as KeptEvent;
  } catch {
    return undefined;
  }
}

/** What a report says, without when and for how long. */
function portable({ trials, runs, reproducibility, primaryMetric }: Report, victim: Victim): unknown {
  return {
    primaryMetric,
    // What dies as a run may have been the repetition of the baseline.
    reproducibility: victim === 'run' ? undefined : reproducibility,
    trials: trials.map(({ id, finding, metrics, failures }) => ({ id, finding, metrics, failures })),
    runs: runs.map(({ trialId, seedIndex, state, metrics }) => ({ trialId, seedIndex, state, metrics })),
  };
}
