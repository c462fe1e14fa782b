import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as protocol from '../../../src/exported-script/script-protocol.js';
import { partsOfStudyCode } from '../../../src/exported-script/study-code.js';

const STUDY_CODE = readFileSync('python/ablationmage_script/study.py', 'utf8');

test.each(Object.entries(protocol))('the Python code of exported scripts has the name of %s', (_, name) => {
  expect(STUDY_CODE).toContain(name);
});

test('the study’s code is parted at the place of its constants', () => {
  const { imports, functions } = partsOfStudyCode(STUDY_CODE);
  expect(imports).toMatch(/^import hashlib\n/u);
  expect(functions).toContain('TRIAL = os.environ.get("ABLATION_TRIAL")\n');
  expect(`${imports}${protocol.PLACE_OF_CONSTANTS}${functions}`).toBe(STUDY_CODE);
});

test.each([
  ['is missing', STUDY_CODE.replace('STUDY = {}', 'STUDY = dict()'), '0 times'],
  ['stands there twice', STUDY_CODE + protocol.PLACE_OF_CONSTANTS, '2 times'],
])('a place of the constants that %s is an error that says so', (_, text, times) => {
  expect(() => partsOfStudyCode(text)).toThrow(`TRIALS = {}\\nSTUDY = {}\\n" ${times}`);
});
