import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { compile } from 'vega-lite';
import { describe, expect, test } from 'vitest';
import { figuresOf } from '../../../../src/reports/figures/index.js';
import { themedSpec } from '../../../../src/reports/figures/theme.js';
import { sampleReport } from '../sample-report.js';
import { hardReports } from './hard-reports.js';
import { dataOf, numbersIn } from './spec-data.js';

const schemaFile = createRequire(import.meta.url).resolve('vega-lite/vega-lite-schema.json');
const validate = new Ajv({ strict: false, validateFormats: false }).compile(
  JSON.parse(readFileSync(schemaFile, 'utf8')) as object,
);

/** What is no number of the report: the line through zero, and the place of a run among those beside it. */
const LAYOUT = ['zero', 'lane'];

describe.each(hardReports)('%s', (_, report) => {
  const figures = figuresOf(report);

  test('is Vega-Lite that anyone can open', () => {
    for (const figure of figures) {
      const saved: unknown = JSON.parse(JSON.stringify(themedSpec(figure, 'light')));
      expect(validate(saved), `${figure.name}: ${JSON.stringify(validate.errors?.slice(0, 3))}`).toBe(true);
      expect(saved).toMatchObject({ $schema: 'https://vega.github.io/schema/vega-lite/v6.json' });
      expect(JSON.stringify(saved)).not.toContain('"url"');
    }
  });

  test('compiles without a warning', () => {
    const warnings: unknown[] = [];
    const logger = {
      level: () => logger,
      warn: (...words: unknown[]) => (warnings.push(words), logger),
      error: (...words: unknown[]) => (warnings.push(words), logger),
      info: () => logger,
      debug: () => logger,
    };
    for (const figure of figures) compile(themedSpec(figure, 'dark'), { logger: logger });
    expect(warnings).toEqual([]);
  });

  test('has no number that the report has not', () => {
    const known = new Set(numbersIn(report));
    for (const figure of figures) {
      const data = dataOf(figure).map((datum) =>
        Object.fromEntries(Object.entries(datum).filter(([key]) => !LAYOUT.includes(key))),
      );
      expect(
        numbersIn(data).filter((number) => !known.has(number)),
        figure.name,
      ).toEqual([]);
    }
  });
});

test('the effects of a whole study, as they are saved', async () => {
  const effects = figuresOf(sampleReport).find(({ name }) => name === 'effects');
  if (effects === undefined) throw new Error('there is no figure of effects');
  const saved = `${JSON.stringify(themedSpec(effects, 'light'), undefined, 2)}\n`;
  await expect(saved).toMatchFileSnapshot('snapshots/effects.vl.json.txt');
});
