import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes a finished study's folder as `run` leaves it, with a curve of one metric per run. */
export function writeBigStudy(directory, { trials, seeds, epochs }) {
  const indices = Array.from({ length: seeds }, (_, index) => index);
  const ids = ['baseline', ...Array.from({ length: trials - 1 }, (_, index) => `part_${index}`)];
  const runs = indices.flatMap((seedIndex) =>
    ids.map((trialId, trial) => ({ trialId, seedIndex, identity: identityOf(trial, seedIndex) })),
  );
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, 'study.json'), JSON.stringify(sketch(ids, indices, runs)));
  const events = path.join(directory, 'events.jsonl');
  append(events, [{ type: 'study-started', at: at(0), toolVersion: '0.1.0', script: 'train.py', threadsPerRun: 1 }]);
  append(events, [{ type: 'study-planned', at: at(0), trials, runs: runs.length }]);
  append(
    events,
    ids.slice(1).map((id, index) => judged(id, identityOf(index + 1, 0))),
  );
  for (const [number, run] of runs.entries())
    writeRun(directory, events, run, ids.indexOf(run.trialId), epochs, number);
  append(events, [{ type: 'study-ended', at: at(runs.length), how: 'finished' }]);
}

function writeRun(directory, events, run, trial, epochs, number) {
  const folder = path.join(
    directory,
    'runs',
    run.trialId,
    `seed${run.seedIndex}-${run.identity.slice(0, 8)}`,
    'attempt1',
  );
  mkdirSync(folder, { recursive: true });
  const height =
    0.9 - 0.02 * Math.sin(trial) - 0.002 * run.seedIndex + 0.001 * Math.sin(31 * trial + 7 * run.seedIndex);
  const series = Array.from({ length: epochs }, (_, epoch) => {
    return { step: epoch + 1, value: Number((height * (1 - Math.exp(-(epoch + 20) / 90))).toFixed(5)) };
  });
  writeFileSync(path.join(folder, 'series.jsonl'), `${JSON.stringify(['accuracy', series])}\n`);
  writeFileSync(
    path.join(folder, 'stdout.log'),
    series
      .slice(-50)
      .map(({ step, value }) => `epoch ${step}: accuracy ${value}\n`)
      .join(''),
  );
  const metric = {
    name: 'accuracy',
    source: 'printed',
    value: series.at(-1).value,
    series: [],
    trace: `stdout.log:${epochs}`,
  };
  const outcome = {
    kind: 'completed',
    startedAt: at(number),
    durationMs: 3600,
    attempt: 1,
    notes: [],
    readFiles: [],
    metrics: [metric],
  };
  append(events, [{ type: 'run-ended', at: at(number + 1), run, outcome }]);
}

function sketch(ids, indices, runs) {
  return {
    study: {
      name: 'big',
      script: 'train.py',
      command: 'python train.py',
      typedWords: ['run', 'train.py'],
      toolVersion: '0.1.0',
      startedAt: at(0),
      wallTimeMs: 0,
      environment: {
        python: 'python3',
        pythonVersion: '3.11.2',
        packages: {},
        operatingSystem: 'Linux',
        processor: 'CPU',
        cores: 2,
        gpus: [],
        jobs: 2,
        threadsPerRun: 1,
      },
    },
    seeds: { indices, how: 'The seed index is added to the seed at each call that consumes one.', places: [] },
    trials: ids.map((id) => ({
      trial: { id, componentIds: id === 'baseline' ? [] : [id], change: id === 'baseline' ? 'none' : 'remove' },
      label: id === 'baseline' ? id : `− ${id}`,
      origin: id === 'baseline' ? 'the files as they are' : 'rule unused-statement: removes the statement',
      notes: [],
      diff:
        id === 'baseline'
          ? ''
          : `--- a/train.py\n+++ b/train.py\n@@ -1,3 +1,2 @@\n import random\n-${id} = 1\n done = 1\n`,
      arguments: [],
    })),
    runs,
    metrics: { names: ['accuracy'], patterns: [], select: { kind: 'last' }, directions: {} },
    skipped: [],
    warnings: [],
    alpha: 0.05,
  };
}

function judged(trialId, variantKey) {
  const verdict = { kind: 'faithful', reasons: [], notes: [], confounds: {} };
  return { type: 'variant-judged', at: at(0), trialId, variantKey, verdict };
}

function identityOf(trial, seedIndex) {
  return (trial * 16 + seedIndex).toString(16).padStart(8, '0').padEnd(64, '0');
}

function at(seconds) {
  return new Date(Date.UTC(2026, 0, 1) + 1000 * seconds).toISOString();
}

function append(file, events) {
  appendFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
}
