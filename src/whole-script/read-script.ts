import { loadPythonParser } from '../source/python-parser.js';
import { pythonFileFromText } from '../source/python-file.js';
import { syntaxError } from '../source/syntax-errors.js';
import { fencedBlocks } from '../core/fence.js';
import { findElision } from './find-elision.js';

/** The script in a reply, and what is wrong with it. */
export interface ScriptInReply {
  /** Absent where the reply has none. Ends with a line end. */
  readonly code?: string;
  /** Each one makes the script unfit to be run as it is. */
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

const PYTHON = new Set(['python', 'python3', 'py', 'py3']);

/**
 * Takes the largest Python block of a reply (blocks are not put together: examples and corrections stand beside
 * scripts), or the whole reply where it is nothing but a script. `known` are the texts the model was given.
 */
export async function readScript(reply: string, known: readonly string[]): Promise<ScriptInReply> {
  await loadPythonParser();
  const blocks = fencedBlocks(reply);
  const python = blocks.filter(({ language }) => PYTHON.has(language));
  const candidates = python.length > 0 ? python : blocks.filter(({ language }) => language === '');
  const largest = candidates.toSorted((a, b) => b.text.length - a.text.length)[0];
  if (largest === undefined) {
    if (blocks.length === 0 && isBareScript(reply)) return judged(reply, known, true, []);
    return { problems: ['the reply has no Python code in a fence (```python)'], notes: [] };
  }
  const others = candidates.length - 1;
  const notes =
    others === 0
      ? []
      : [`the reply has ${candidates.length} blocks of code; the largest one was taken, the rest is in reply.md`];
  return judged(largest.text, known, largest.isClosed, notes);
}

function judged(code: string, known: readonly string[], isClosed: boolean, notes: readonly string[]): ScriptInReply {
  const file = pythonFileFromText('ablation_code.py', code);
  const problems: string[] = [];
  if (!isClosed) problems.push('the code is cut: its fence is not closed');
  const error = syntaxError(file);
  if (error !== undefined) {
    const line = error.place === undefined ? '' : ` in line ${error.place.line}`;
    problems.push(`the code is no valid Python${line}`);
  }
  const elision = findElision(file, known);
  if (elision !== undefined) {
    const text = code.split(/\r?\n/)[elision - 1]?.trim() ?? '';
    problems.push(`code is left out in line ${elision}: ${text}`);
  }
  file.tree.delete();
  return { code, problems, notes };
}

/** Chat pages copy code without its fence; a sentence can be Python too, so an import is asked for. */
function isBareScript(reply: string): boolean {
  if (!/^(?:import|from) /m.test(reply)) return false;
  const file = pythonFileFromText('ablation_code.py', reply);
  const parses = syntaxError(file) === undefined;
  file.tree.delete();
  return parses;
}
