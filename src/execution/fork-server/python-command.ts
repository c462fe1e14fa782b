/** A command that starts a script with Python and nothing in between. */
export interface PythonCommand {
  /** The interpreter and its own options, to start the server with. */
  readonly interpreter: readonly string[];
  readonly isModule: boolean;
  /** The script, or the module's name behind -m, and what follows it. */
  readonly arguments: readonly string[];
}

const WITH_VALUE = new Set(['-W', '-X', '--check-hash-based-pycs']);
/** Options that change nothing a fork does not have from its server: bytecode, optimisation, hashing, warnings. */
const PLAIN = /^-(?:[bBdOqRsSuv]+|[WX].+)$/;

/**
 * Reads `python -O train.py --epochs 5` or `python -m package.train`. Undefined for what no fork server can stand for:
 * a launcher (`torchrun`, `uv run`), `-c`, an archive, options that keep PYTHONPATH away, another interpreter than `python`.
 */
export function readPythonCommand(command: readonly string[], python: string): PythonCommand | undefined {
  if (command[0] !== python) return undefined;
  let index = 1;
  for (; command[index]?.startsWith('-') === true; index += 1) {
    const word = command[index] ?? '';
    if (word === '-m') break;
    if (WITH_VALUE.has(word)) index += 1;
    else if (!PLAIN.test(word)) return undefined;
  }
  const isModule = command[index] === '-m';
  const start = isModule ? index + 1 : index;
  const subject = command[start];
  if (subject === undefined || (!isModule && !subject.endsWith('.py'))) return undefined;
  return { interpreter: command.slice(0, index), isModule, arguments: command.slice(start) };
}
