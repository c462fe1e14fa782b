import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { KeptEvent } from '../../../src/core/event.js';
import type { CliProject } from '../cli/cli-project.js';

/** A "training" that draws seeded numbers and takes as long as it is told; it can fail. */
export const SCRIPT = `import os, random, sys, time
SEED = 3
random.seed(SEED)
while os.path.exists(os.environ.get("GATE", "/nowhere")):
    time.sleep(0.05)
if "--fail" in sys.argv:
    raise ValueError("no such luck")
scale = 1.0 if "--no-scale" in sys.argv else 2.0
shift = 0.0 if "--no-shift" in sys.argv else 1.0
print("accuracy=%.12f" % (scale * random.random() + shift))
`;
export const STUDY = 'components:\n  - { name: scale, args: --no-scale }\n  - { name: shift, args: --no-shift }\n';
export const PYTHON = ['--python', '/usr/bin/python3'];
const SLURM = ['--executor', 'slurm', '--mem', '100'];
/** Followed by the number of seeds. */
export const RUN = ['run', 'train.py', ...PYTHON, ...SLURM, '--seeds'];

export function eventsOf(project: CliProject, study = 'train'): KeptEvent[] {
  const lines = project.read(`ablationmage_outputs/${study}/events.jsonl`).split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as KeptEvent);
}

/** How many completed results each run has. */
export function resultsOf(project: CliProject, study = 'train'): Map<string, number> {
  const counts = new Map<string, number>();
  for (const event of eventsOf(project, study)) {
    if (event.type !== 'run-ended' || event.outcome.kind !== 'completed') continue;
    const key = `${event.run.trialId} ${event.run.seedIndex}`;
    counts.set(key, 1 + (counts.get(key) ?? 0));
  }
  return counts;
}

/** A search path in which a program of Slurm's is another one: lines of a shell script, with `REAL` for the real one. */
export function pathWith(project: CliProject, program: 'sbatch' | 'squeue' | 'scancel', lines: string): string {
  const folder = path.join(project.directory, 'bin');
  project.write({ [`bin/${program}`]: `#!/bin/sh\n${lines.replaceAll('REAL', `/usr/bin/${program}`)}\n` });
  chmodSync(path.join(folder, program), 0o755);
  return `${folder}:${process.env.PATH ?? ''}`;
}

/** A search path with an `sbatch` that submits one job, the `which`th, and then does something else than say so. */
export function pathWithSbatch(project: CliProject, then: string, which = 1): string {
  const at = (name: string): string => path.join(project.directory, name);
  return pathWith(
    project,
    'sbatch',
    `echo >>${at('calls')}
[ "$(wc -l <${at('calls')})" = ${which} ] || exec REAL "$@"
REAL "$@" >${at('said')}
${then.replaceAll('SAID', at('said'))}`,
  );
}

export function expectOneJobPerBatch(project: CliProject): void {
  const slurm = path.join(project.directory, 'ablationmage_outputs/train/slurm');
  for (const name of batchesOf(project)) {
    expect(JSON.parse(readFileSync(path.join(slurm, name, 'jobs.json'), 'utf8'))).toHaveLength(1);
  }
  expect([...resultsOf(project).values()].every((count) => count === 1)).toBe(true);
}

export function batchesOf(project: CliProject): string[] {
  const folder = path.join(project.directory, 'ablationmage_outputs/train/slurm');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'jobs.json')));
}

/** The runs of its latest batch that somebody took. */
export function claimsOf(project: CliProject): string[] {
  const latest = batchesOf(project).at(-1) ?? '';
  const folder = path.join(project.directory, 'ablationmage_outputs/train/slurm', latest, 'claims');
  return readdirSync(folder).filter((name) => /^\d+$/.test(name));
}
