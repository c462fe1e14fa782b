import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as protocol from '../../../src/exported-script/script-protocol.js';
import { joinParts, PARTS } from '../../../src/exported-script/study-code.js';

const TEXTS = PARTS.map((name) => readFileSync(`python/ablationmage_script/study/${name}.py`, 'utf8'));

test.each(Object.entries(protocol))('the Python code of exported scripts has the name of %s', (_, name) => {
  expect(TEXTS.join('')).toContain(name);
});

test('the parts of the study’s code become one text, without the place of its constants', () => {
  const { imports, functions } = joinParts(TEXTS);
  expect(imports).toMatch(/^import hashlib\nimport json\n/u);
  expect(functions).not.toMatch(/^import /mu);
  expect(functions).not.toContain(protocol.PLACE_OF_CONSTANTS);
  const defined = (text: string): string[] => text.match(/^(?:def )?\w+(?=\(| = )/gmu) ?? [];
  expect(defined(functions)).toEqual(TEXTS.flatMap(defined).filter((name) => !/^(?:TRIALS|STUDY)$/u.test(name)));
});

test.each([
  ['is missing', [...TEXTS].with(0, (TEXTS[0] ?? '').replace('STUDY = {}', 'STUDY = dict()'))],
  ['stands there twice', [...TEXTS, `${protocol.PLACE_OF_CONSTANTS}# The end.\n`]],
])('a place of the constants that %s is an error that says so', (_, texts) => {
  expect(() => joinParts(texts)).toThrow('must begin with the lines "TRIALS = {}\\nSTUDY = {}\\n"');
});
