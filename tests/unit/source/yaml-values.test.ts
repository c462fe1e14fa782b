import { expect, test } from 'vitest';
import { yamlValues } from '../../../src/source/yaml-values.js';

test.each([
  ['no', '"no"'],
  ['yes', 'true'],
  ['1e-3', '0.001'],
  ['1.5e3', '1500'],
  ['0123', '123'],
  ['0o17', '15'],
  ['1_000', '1000'],
  ['1:30', '"1:30"'],
  ['2024-01-02', '"2024-01-02"'],
])('%s is not %s: PyYAML and YAML 1.2 differ about it', (written, other) => {
  expect(yamlValues(`x: ${written}`)).not.toEqual(yamlValues(`x: ${other}`));
  expect(yamlValues(`x: ${written}`)).toEqual(yamlValues(`x:   ${written}  # said twice`));
});

test.each([
  ['true', 'True'],
  ['1.50', '1.5'],
  ['1.0e-3', '0.001'],
  ['"a"', 'a'],
  ['null', '~'],
])('%s is %s to every reader', (written, other) => {
  expect(yamlValues(`x: ${written}`)).toEqual(yamlValues(`x: ${other}`));
});
