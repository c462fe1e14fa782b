import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { pythonFileFromText } from '../../../src/source/python-file.js';
import { loadPythonParser } from '../../../src/source/python-parser.js';
import { readMarkedComponents } from '../../../src/source/read-marks.js';
import { executedTokens } from '../../../src/source/run-identity-tokens.js';

beforeAll(loadPythonParser);

const MARK = '#ABLATABLE_COMPONENT';
const FILES = ['examples/digits-cnn/train.py', 'examples/text-package/train.py', 'python/ablationmage_probe/writes.py'];

/** The file without its own marks, so that exactly one is there. */
function linesOf(name: string): string[] {
  const text = readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
  return text.split('\n').map((line) => line.replace(/\s*#.*ABLA.*$/, ''));
}

/** Where the one component of a file begins and ends (rows from 0), or undefined for a refused mark or none. */
function rowsOfOnlyComponent(lines: readonly string[], identity: string): [number, number] | undefined {
  const file = pythonFileFromText('a.py', lines.join('\n'));
  const { components, diagnostics } = readMarkedComponents(file);
  const isSame = executedTokens(file) === identity;
  file.tree.delete();
  const [component] = components;
  if (component?.kind !== 'code') return undefined;
  expect(components).toHaveLength(1);
  expect(diagnostics).toEqual([]);
  expect(component.id).toMatch(/^[\p{L}\p{N}_.]+$/u);
  expect(isSame).toBe(true);
  const rowAt = (offset: number): number => file.text.slice(0, offset).split('\n').length - 1;
  return [rowAt(component.start), rowAt(component.end)];
}

describe.each(FILES)('a mark on any line of %s', (name) => {
  const lines = linesOf(name);

  test('at its end means code that begins or ends there, or is refused', () => {
    const identity = executedTokens(pythonFileFromText('a.py', lines.join('\n')));
    let placed = 0;
    for (const [row, line] of lines.entries()) {
      if (!/^\s*[^\s#]/.test(line)) continue;
      const rows = rowsOfOnlyComponent(lines.with(row, `${line}  ${MARK}`), identity);
      if (rows === undefined) continue;
      placed += 1;
      expect(rows, `${name}:${row + 1}`).toContain(row);
    }
    expect(placed).toBeGreaterThan(lines.length / 3);
  });

  test('above it means code that begins below, or is refused', () => {
    const identity = executedTokens(pythonFileFromText('a.py', lines.join('\n')));
    for (const [row, line] of lines.entries()) {
      const indent = /^\s*/.exec(line)?.[0] ?? '';
      const rows = rowsOfOnlyComponent(lines.toSpliced(row, 0, indent + MARK), identity);
      if (rows === undefined) continue;
      const next = lines.findIndex((candidate, index) => index >= row && /^\s*[^\s#]/.test(candidate));
      expect(rows[0], `${name}:${row + 1}`).toBe(next + 1);
    }
  });
});
