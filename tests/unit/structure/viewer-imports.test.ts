import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const pages = readdirSync('viewer', { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));

test('the viewer’s pages take from the program words and texts of reports, and nothing of Node', () => {
  const imports = pages.flatMap((file) =>
    [...readFileSync(path.join('viewer', file), 'utf8').matchAll(/from '([^']+)'/g)].map(([, name = '']) => ({
      file,
      to: name.startsWith('.') ? path.join('viewer', path.dirname(file), name) : name,
    })),
  );
  expect(imports.length).toBeGreaterThan(100);
  const allowed = /^(?:viewer\/|src\/core\/|src\/reports\/|react$|react-dom\/client$|@tanstack\/react-virtual$)/;
  expect(imports.filter(({ to }) => !allowed.test(to))).toEqual([]);
});

test('no page is longer than 250 lines', () => {
  const long = pages.filter((file) => readFileSync(path.join('viewer', file), 'utf8').split('\n').length > 251);
  expect(long).toEqual([]);
});
