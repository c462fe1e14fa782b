import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** From DESIGN: a file imports only from lower layers; folders in one layer do not import each other. */
const LAYERS: readonly (readonly string[])[] = [
  ['core'],
  ['config', 'source', 'models', 'statistics'],
  ['planning', 'variants', 'checks', 'execution', 'store', 'reports'],
  ['prepare-trial.ts'],
  ['study', 'whole-script'],
  ['report-study.ts'],
  ['run-study.ts', 'exported-script'],
  ['viewer'],
  ['index.ts', 'cli'],
];

const source = path.resolve('src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

const imports = files.flatMap((file) =>
  [...readFileSync(path.join(source, file), 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) => ({
    from: file,
    to: path.relative(source, path.resolve(source, path.dirname(file), match[1] ?? '')).replace(/\.js$/, '.ts'),
  })),
);

test('every file belongs to a layer', () => {
  expect(files.filter((file) => layerOf(file) === -1)).toEqual([]);
});

test('a file imports only from lower layers or its own folder', () => {
  expect(imports.length).toBeGreaterThan(100);
  const wrong = imports.filter(({ from, to }) => roomOf(from) !== roomOf(to) && layerOf(to) >= layerOf(from));
  expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
});

test('no file imports itself in a circle, types included', () => {
  const edges = new Map<string, string[]>();
  for (const file of files) {
    const text = readFileSync(path.join(source, file), 'utf8');
    const imported = [...text.matchAll(/(?:import|export) [^;]*?from '(\.[^']+)'/g)].map((match) =>
      path.relative(source, path.resolve(source, path.dirname(file), match[1] ?? '')).replace(/\.js$/, '.ts'),
    );
    edges.set(file, imported);
  }
  expect([...edges.keys()].filter((file) => reaches(file, file, edges, new Set()))).toEqual([]);
});

test('no source file is longer than 300 lines', () => {
  const long = files.filter((file) => readFileSync(path.join(source, file), 'utf8').split('\n').length > 301);
  expect(long).toEqual([]);
});

function roomOf(file: string): string {
  return file.split('/')[0] ?? file;
}

function layerOf(file: string): number {
  return LAYERS.findIndex((layer) => layer.includes(roomOf(file)));
}

function reaches(from: string, goal: string, edges: ReadonlyMap<string, string[]>, seen: Set<string>): boolean {
  for (const next of edges.get(from) ?? []) {
    if (next === goal) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    if (reaches(next, goal, edges, seen)) return true;
  }
  return false;
}
