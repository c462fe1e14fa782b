import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type { Report } from '../../../../src/core/report.js';
import { json } from '../../../../src/reports/formats/json.js';
import { reportJsonSchema, reportSchema } from '../../../../src/reports/formats/report-schema.js';
import { deterministicReport } from '../deterministic-report.js';
import { sampleReport } from '../sample-report.js';

type DeepReadonly<Value> = Value extends object ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> } : Value;

const validate = new Ajv2020({ strict: true }).compile(reportJsonSchema());

test('the schema and the type are one', () => {
  expectTypeOf<DeepReadonly<z.output<typeof reportSchema>>>().toEqualTypeOf<DeepReadonly<Report>>();
});

test.each([
  ['a sample study', sampleReport],
  ['a study without spread', deterministicReport],
])('%s is valid, and reads back as it was', (_, report) => {
  const read: unknown = JSON.parse(json.render(report));
  expect(validate(read), JSON.stringify(validate.errors)).toBe(true);
  expect(read).toEqual(report);
  expect(reportSchema.parse(read)).toEqual(report);
});

test('a report without a number is valid', () => {
  const { primaryMetric, ...report } = sampleReport;
  expect(primaryMetric).toBeDefined();
  expect(validate(JSON.parse(json.render(report)))).toBe(true);
});

test.each([
  ['an unknown field', { ...sampleReport, extra: 1 }],
  ['another version', { ...sampleReport, schemaVersion: 3 }],
  ['a number that is not finite', { ...sampleReport, method: { ...sampleReport.method, alpha: Number.NaN } }],
])('%s is not valid', (_, report) => {
  expect(validate(JSON.parse(JSON.stringify(report)))).toBe(false);
});
