import { spawn } from 'node:child_process';

/** Runs a command with its output thrown away; resolves to its wall time in milliseconds. Rejects when it fails. */
export function wallTimeMs(command, directory) {
  const [program, ...words] = command;
  const start = process.hrtime.bigint();
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Number(process.hrtime.bigint() - start) / 1e6);
      else reject(new Error(`${command.join(' ')} ended with ${code}`));
    });
  });
}

/** Measures several commands in turn, `rounds` times, so that all see the same state of the machine. Medians. */
export async function alternate(commands, rounds) {
  const times = commands.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, run] of commands.entries()) times[index].push(await run());
  }
  return times.map(median);
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
