import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { baseFolder, makeVariant, readCases } from './read-cases.js';

/**
 * Judges every case with the command line, two at a time, and prints detection per kind of mistake, false
 * alarms on correct variants and the time per check. `--static`: by the sources alone. `--python=FILE`: the
 * Python that runs the scripts. Words: only cases whose `base/component/id` holds one of them.
 */
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const python = process.argv.find((word) => word.startsWith('--python='))?.slice('--python='.length);
const options = [
  ...(process.argv.includes('--static') ? ['--static'] : []),
  ...(python === undefined ? [] : ['--python', python]),
];
const program = path.resolve('dist/cli/main.js');
const cases = readCases().filter((each) => words.length === 0 || words.some((word) => nameOf(each).includes(word)));
const results = [];
const waiting = cases.values();
await Promise.all([serve(), serve()]);
report();

async function serve() {
  for (const each of waiting) results.push({ ...each, ...(await judge(each)) });
}

async function judge(each) {
  const folder = mkdtempSync(path.join(tmpdir(), 'ablationmage-case-'));
  try {
    makeVariant(each, path.join(folder, 'variant'));
    const folders = ['check', baseFolder(each), path.join(folder, 'variant'), '--component', each.component];
    const more = ['--script', each.script, '--json', ...options, '--', ...each.arguments];
    const startedAt = performance.now();
    const output = await outputOf(process.execPath, [program, ...folders, ...more]);
    const ms = performance.now() - startedAt;
    try {
      return { ms, verdict: JSON.parse(output).kind };
    } catch {
      return { ms, verdict: 'error' };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function outputOf(file, words) {
  return new Promise((resolve) => {
    const child = spawn(file, words, { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    child.on('close', () => resolve(text));
  });
}

function report() {
  const correct = results.filter(({ kind }) => kind === 'correct');
  const mutants = results.filter(({ kind }) => kind !== 'correct');
  const isDetected = ({ verdict }) => verdict === 'rejected' || verdict === 'suspicious';
  for (const kind of [...new Set(mutants.map((each) => each.kind))].sort()) {
    const ofKind = mutants.filter((each) => each.kind === kind);
    console.log(`${share(ofKind.filter(isDetected), ofKind).padStart(18)}  ${kind}`);
  }
  const times = results.map(({ ms }) => ms);
  console.log(`mutants detected       ${share(mutants.filter(isDetected), mutants)}`);
  for (const verdict of ['rejected', 'suspicious', 'unchecked', 'error']) {
    console.log(
      `correct ones ${verdict.padEnd(11)}${share(
        correct.filter((each) => each.verdict === verdict),
        correct,
      )}`,
    );
  }
  const faithful = results.filter(({ verdict }) => verdict === 'faithful').map(({ ms }) => ms);
  console.log(`time per check         median ${median(times)} ms; of those found faithful ${median(faithful)} ms`);
  const wrong = results.filter((each) => (each.kind === 'correct' ? each.verdict !== 'faithful' : !isDetected(each)));
  for (const each of wrong) console.log(`  ${nameOf(each)} (${each.kind}): ${each.verdict}`);
}

function median(times) {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}

function share(part, whole) {
  return `${part.length}/${whole.length} (${((100 * part.length) / Math.max(1, whole.length)).toFixed(1)} %)`;
}

function nameOf({ base, component, id }) {
  return `${base}/${component}/${id}`;
}
