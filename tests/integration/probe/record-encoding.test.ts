import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { findPythons } from './find-pythons.js';

const PACKAGES = join(import.meta.dirname, '..', '..', '..', 'python');
const CODE = `
import json, sys
sys.path.insert(0, sys.argv[1])
from ablationmage_probe.report import _json
print("\\n".join(_json(value) for value in json.loads(sys.stdin.read())))
`;

test.each(findPythons())('any text and number is written as JSON under Python $version', ({ path }) => {
  const values = [
    ...fc.sample(fc.string({ unit: 'binary' }), 300),
    ...fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), 300),
    ...['\uD800 alone', '\u{1F600}', '"\\\n\u007F', true, null, 2 ** 53],
  ];
  const written = execFileSync(path, ['-c', CODE, PACKAGES], { input: JSON.stringify(values), encoding: 'utf8' });
  expect(
    written
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual(JSON.parse(JSON.stringify(values)));
});
