import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { applyEdits, findEditConflict } from '../../../../src/core/edit.js';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { pythonFileFromText } from '../../../../src/source/python-file.js';
import { executedTokens } from '../../../../src/source/run-identity-tokens.js';
import { applyBlocks } from '../../../../src/variants/reply/apply-blocks.js';
import { applyFiles } from '../../../../src/variants/reply/apply-files.js';
import { parseReply } from '../../../../src/variants/reply/parse-reply.js';
import { projectOf } from '../rules/marked-project.js';
import { fenced } from './reply-text.js';

beforeAll(loadPythonParser);

const EXAMPLES = [
  'examples/digits-cnn/train.py',
  'examples/digits-stdlib/train.py',
  'examples/text-package/sentiment/model.py',
].map((name) => ({ name, lines: readFileSync(new URL(`../../../../${name}`, import.meta.url), 'utf8').split('\n') }));

/** How the same file may lie on disk. */
const SHAPES: Readonly<Record<string, (lines: readonly string[]) => string>> = {
  LF: (lines) => lines.join('\n'),
  CRLF: (lines) => lines.join('\r\n'),
  'no line end at the end': (lines) => lines.join('\n').trimEnd(),
  tabs: (lines) => lines.join('\n').replaceAll(/^(?: {4})+/gm, (indent) => '\t'.repeat(indent.length / 4)),
  'Latin text': (lines) => `# Größe: naïve façade\n${lines.join('\n')}# Ende: æøå ß\n`,
};

const NEW_LINE = fc.constantFrom(
  '',
  'pass',
  '    x = 1',
  '\ty = 2',
  "    é = 'ü'",
  '        return é  # ñ',
  ')',
  'x = 1',
);

interface Rewrite {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** Up to three rewritten places of a file, in order, with lines that are widened until they stand there once. */
function rewritesOf(lines: readonly string[], isSame: (a: string, b: string) => boolean): fc.Arbitrary<Rewrite[]> {
  const place = fc.record({
    at: fc.nat(lines.length - 1),
    size: fc.integer({ min: 1, max: 5 }),
    lines: fc.array(NEW_LINE, { maxLength: 4 }),
  });
  return fc.array(place, { minLength: 1, maxLength: 3 }).map((places) => {
    const rewrites: Rewrite[] = [];
    for (const { at, size, lines: written } of places.toSorted((a, b) => a.at - b.at)) {
      const range = widened(lines, at, Math.min(lines.length, at + size), isSame);
      if (range.from < (rewrites.at(-1)?.to ?? 0)) continue;
      const old = lines.slice(range.from, range.to);
      // What was added around the place to make it unique is repeated.
      const now = [...old.slice(0, at - range.from), ...written, ...old.slice(at - range.from + size)];
      if (now.join('\n') !== old.join('\n') || now.length !== old.length) rewrites.push({ ...range, lines: now });
    }
    return rewrites;
  });
}

function widened(lines: readonly string[], from: number, to: number, isSame: (a: string, b: string) => boolean) {
  const range = { from, to };
  const isUnique = (): boolean => {
    const wanted = lines.slice(range.from, range.to);
    const places = lines.filter((_, at) => wanted.every((line, index) => isSame(line, lines[at + index] ?? '\0')));
    return wanted.some((line) => line.trim() !== '') && places.length === 1;
  };
  while (!isUnique() && (range.from > 0 || range.to < lines.length)) {
    range.from = Math.max(0, range.from - 1);
    range.to = Math.min(lines.length, range.to + 1);
  }
  return range;
}

function intended(text: string, rewrites: readonly Rewrite[]): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  const hasLastEnd = lines.at(-1) === '';
  const result = [...(hasLastEnd ? lines.slice(0, -1) : lines)];
  for (const { from, to, lines: now } of rewrites.toReversed()) result.splice(from, to - from, ...now);
  return result.join(end) + (hasLastEnd && result.length > 0 ? end : '');
}

/** What a reply of these blocks makes of the file; undefined where it is refused. */
function outcome(text: string, blocks: readonly string[]): string | undefined {
  const reply = parseReply(`train.py\n${fenced(blocks.join('\n'))}`, ['train.py']);
  if (reply.kind !== 'blocks') throw new Error(JSON.stringify(reply));
  const applied = applyBlocks(projectOf({ 'train.py': text }), reply.blocks);
  if (!applied.ok) return undefined;
  expect(findEditConflict(applied.value.edits)).toBeUndefined();
  return applyEdits(text, applied.value.edits);
}

function fileLines(text: string): string[] {
  const lines = text.split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** Both sides as they stand in a block: an empty list is no line, a blank line is one. */
function written(search: readonly string[], replace: readonly string[]): string {
  const side = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
  return `<<<<<<< SEARCH\n${side(search)}=======\n${side(replace)}>>>>>>> REPLACE`;
}

describe.each(EXAMPLES)('$name', ({ lines: example }) => {
  test.each(Object.entries(SHAPES))('blocks give exactly the text they say: %s', (_, shape) => {
    const text = shape(example);
    const lines = fileLines(text);
    fc.assert(
      fc.property(
        rewritesOf(lines, (a, b) => a === b),
        (rewrites) => {
          fc.pre(rewrites.length > 0);
          const blocks = rewrites.map(({ from, to, lines: now }) => written(lines.slice(from, to), now));
          expect(outcome(text, blocks)).toBe(intended(text, rewrites));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('blocks whose white space or punctuation changed apply there, or nowhere', () => {
    const text = example.join('\n');
    const lines = fileLines(text);
    let applied = 0;
    const mutation = fc.constantFrom<(search: string[], replace: string[]) => readonly [string[], string[]]>(
      (search, replace) => [search.map((line) => `${line}  `), replace],
      (search, replace) => [search.map((line) => line && `    ${line}`), replace.map((line) => line && `    ${line}`)],
      (search, replace) => [
        search.map((line) => line.replace(/^ {4}/, '')),
        replace.map((line) => line.replace(/^ {4}/, '')),
      ],
      (search, replace) => [search.map((line) => line.replaceAll('"', '”').replaceAll(' ', '\u00a0')), replace],
    );
    fc.assert(
      fc.property(
        rewritesOf(lines, (a, b) => a.trim() === b.trim()),
        mutation,
        (rewrites, mutate) => {
          fc.pre(rewrites.length > 0);
          const blocks = rewrites.map(({ from, to, lines: now }) =>
            written(...mutate(lines.slice(from, to), [...now])),
          );
          const after = outcome(text, blocks);
          if (after === undefined) return;
          applied += 1;
          // A shift that was uniform for the search lines need not have been so for the new ones.
          expect(after.replaceAll(/^\s+/gm, '')).toBe(intended(text, rewrites).replaceAll(/^\s+/gm, ''));
        },
      ),
      { numRuns: 150 },
    );
    expect(applied).toBeGreaterThan(50);
  });

  test('a whole file that lost its comments gives its code, and keeps the marks of lines it left alone', () => {
    const text = example.join('\n');
    const statements = example.flatMap((line, index) =>
      /^\s+[\w.]+ (?:=|\+=) .*\w\)(?:\s*#.*)?$/.test(line) ? [index] : [],
    );
    expect(statements.length).toBeGreaterThan(2);
    fc.assert(
      fc.property(fc.subarray(statements, { minLength: 1, maxLength: 3 }), (rows) => {
        const bare = example.map((line) => line.replace(/\s*#\s?ABLA.*$/, ''));
        const now = bare.map((line, row) => (rows.includes(row) ? line.replace(/\S.*$/, 'pass') : line)).join('\n');
        const applied = applyFiles(projectOf({ 'train.py': text }), [{ file: 'train.py', text: now }], []);
        if (!applied.ok) throw new Error(JSON.stringify(applied.failure));
        const after = applyEdits(text, applied.value.edits);
        expect(executedTokens(pythonFileFromText('a.py', after))).toBe(executedTokens(pythonFileFromText('a.py', now)));
        const kept = example.filter((line, row) => !rows.includes(row) && line.includes('ABLA'));
        expect(after.split('\n').filter((line) => line.includes('ABLA'))).toEqual(kept);
      }),
      { numRuns: 40 },
    );
  });
});
