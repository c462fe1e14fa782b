import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report, TrialReport } from '../../../../src/core/report.js';
import {
  commentaryChecker,
  keptParagraphs,
  refusedSentences,
} from '../../../../src/reports/commentary/check-commentary.js';
import { factsText } from '../../../../src/reports/commentary/facts-text.js';
import { deterministicReport } from '../deterministic-report.js';
import { withGroups } from '../large-reports.js';
import { sampleReport } from '../sample-report.js';

const sampleChecker = commentaryChecker(sampleReport);

function problems(text: string, report: Report = sampleReport): readonly string[] {
  const checker = report === sampleReport ? sampleChecker : commentaryChecker(report);
  return refusedSentences(checker(text)).flatMap((sentence) => sentence.problems);
}

function trialOf(id: string): TrialReport {
  const trial = sampleReport.trials.find((candidate) => candidate.id === id);
  if (trial === undefined) throw new Error(`the sample has ${id}`);
  return trial;
}

/** Every number in a value, at any depth. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe('numbers of the report, in any rounding', () => {
  const measured = (id: string) =>
    trialOf(id).metrics.flatMap(({ summary, effect }) => {
      const test = effect?.inference.kind === 'paired-t' ? effect.inference : undefined;
      return [
        summary?.mean,
        summary?.standardDeviation,
        effect?.meanDifference,
        test?.interval.low,
        test?.interval.high,
      ];
    });
  const written = fc
    .constantFrom('conv2', 'dropout1', 'augment')
    .chain((id) =>
      fc.record({
        id: fc.constant(id),
        value: fc.constantFrom(...measured(id).filter((value) => value !== undefined)),
      }),
    )
    .filter(({ value }) => value !== 0);

  test('are accepted', () => {
    fc.assert(
      fc.property(written, fc.integer({ min: 2, max: 8 }), ({ id, value }, decimals) => {
        const text = value.toFixed(decimals);
        fc.pre(Number(text) !== 0);
        expect(problems(`For ${id} it is ${text}.`)).toEqual([]);
        expect(problems(`For ${id} it is ${Math.abs(value).toFixed(decimals)}.`)).toEqual([]);
      }),
    );
  });

  test('are accepted as percentages and percentage points', () => {
    fc.assert(
      fc.property(
        written,
        fc.integer({ min: 0, max: 4 }),
        fc.constantFrom(' %', '%', ' percent', ' percentage points', ' points'),
        ({ id, value }, decimals, unit) => {
          const text = Math.abs(100 * value).toFixed(decimals);
          fc.pre(Number(text) !== 0);
          expect(problems(`For ${id} it is ${text}${unit}.`)).toEqual([]);
        },
      ),
    );
  });

  test('are refused when they are anything else, unless another number of the trial or the study is rounded to it', () => {
    const { secondBaseline, noiseFloor } = sampleReport;
    fc.assert(
      fc.property(
        written,
        fc.integer({ min: 3, max: 6 }),
        fc.integer({ min: 1, max: 40 }),
        ({ id, value }, decimals, steps) => {
          const wrong = Math.abs(value) + steps * 10 ** -decimals;
          const near = numbersIn([trialOf(id), trialOf('baseline'), secondBaseline, noiseFloor, 0.05, 0.95]);
          const coincides = near.some(
            (other) => Math.abs(Math.abs(other) - Number(wrong.toFixed(decimals))) <= 0.51 * 10 ** -decimals,
          );
          fc.pre(!coincides);
          expect(problems(`For ${id} it is ${wrong.toFixed(decimals)}.`)).not.toEqual([]);
        },
      ),
    );
  });

  test.each([
    ['a sample study', sampleReport],
    ['groups', withGroups],
    ['no spread', deterministicReport],
  ])('everything that a model is told may be said: %s', (_, report) => {
    const lines = factsText(report, report.primaryMetric?.name ?? '').split('\n');
    const wrong = lines
      .flatMap((line) => problems(line.replace(/^- /, ''), report))
      .filter((text) => /is not in|not of|does not give/.test(text));
    expect(wrong).toEqual([]);
  });
});

test.each([
  'Removing conv2 lowers accuracy from 0.971 to 0.947 (p < 0.001), that is by 2.4 percentage points.',
  'Its 95 % interval, [−0.0268, −0.0209], excludes 0.',
  'Two of the seven changes hurt over 5 seeds, and one change helps.',
  'About 356 seeds would be needed to decide on dropout1.',
  'Two hurt; the other five do not.',
  'Without conv2 there are 2,320 parameters fewer, about 10.6k instead of 12.9k.',
  'A step without augment takes 25 % longer.',
  'One of the 5 runs of bn timed out after 60 s.',
  'A/A comparisons differ by 0.0011, with the noise of conv2-like layers and ResNet-50 aside.',
  'The two-sided test is exact at p = 0.0625, as reported for conv2.',
  'The 3D view of fc1 says nothing.',
  'With AblationMage 0.1.0 and torch 2.4.1 nothing else changed.',
  'Removing conv2 and bn changes accuracy by −0.0239 and −0.0111, respectively.',
  'Over 5 seeds, conv2 and augment reach 0.947 and 0.976, respectively.',
  'A drop of 0.0239 in accuracy, down to 0.9472, is the largest effect, that of conv2.',
  'With a validation loss of 0.177 the variant without conv2 is worst on val_loss.',
  'The p-value of dropout1 is 0.755, far above 0.05.',
  'Neither of the tests of bn (p = 0.007) and augment (p = 0.007) is close to the 0.05 level.',
  'Accuracy falls by two percentage points without conv2.',
  // Shapes of sentences that a model has written.
  'Removing conv2 hurts: accuracy falls from 0.971 to 0.947, a difference of −0.0239 with a 95 % interval of [−0.0268, −0.0209].',
  'Removing augment shows a higher mean, by 0.0045, and its interval excludes 0; about 356 seeds would be needed for dropout1.',
  'The findings rest on a t-test that assumes roughly normal differences, because the exact sign-flip test cannot reach 0.05 with so few seeds; 6 seeds could.',
])('stands: %s', (sentence) => {
  expect(problems(sentence)).toEqual([]);
});

test.each([
  ['Removing conv2 costs 3.1 %.', '“3.1 %” is not in the report'],
  ['Removing dropout1 costs 0.0239.', '“0.0239” is in the report, but not of dropout1'],
  ['Removing conv2 changes accuracy by +0.0239.', '“+0.0239” is not in the report'],
  ['conv2 matters twice as much as bn.', '“twice” is an amount that the report does not give'],
  ['Half of the effect is due to conv2.', '“Half” is an amount that the report does not give'],
  ['Six of the seven changes are undecided.', '“Six” is not in the report'],
  ['Three trials are inconclusive.', '“Three” is not in the report'],
  ['Over ten seeds the picture is the same.', '“ten” is not in the report'],
  ['The mean is about 1.', '“1” is not in the report'],
  ['The difference of conv2 is 0.', '“0” is in the report, but not of conv2'],
  ['Accuracy drops to 5e-1.', '“5e-1” is not in the report'],
  ['The model has 13,400 parameters.', '“13,400” is not in the report'],
  ['For dropout1 it is about 356.', '“356” is in the report as a number of seeds, which the sentence does not say'],
  ['Removing conv2 makes it 1.7× slower.', '“1.7×” is not in the report'],
  ['Removing conv2 costs 45pts of accuracy.', '“45pts” is not in the report'],
  ['Removing conv2 costs 0.83acc.', '“0.83acc” is not in the report'],
  ['Without conv2 it falls from 0.971 to _0.36_.', '“0.36” is not in the report'],
  ['Without conv2 it is ½ of it.', '“½” is an amount that the report does not give'],
  ['It reaches ９９％.', '“99%” is not in the report'],
  ['It reaches ٩٩ percent.', '“٩٩” is an amount that the report does not give'],
  ['It reaches one hundred percent.', '“one hundred” is not in the report'],
  ['It reaches 99 per cent.', '“99 per cent” is not in the report'],
  ['It was seen over n = 5 datasets.', '“5” is in the report, but not as a number of datasets'],
  ['Over 5 epochs and 5 seeds conv2 hurts.', '“5” is in the report, but not as a number of epochs'],
  ['The p-value of dropout1 is 0.05.', '“0.05” is no p-value in the report of dropout1'],
  ['The p of dropout1 is 0.05.', '“0.05” is no p-value in the report of dropout1'],
  [
    'Removing conv2 costs 0.0239, respectively.',
    '“respectively”: as many numbers as trials have to be named, so that it is clear which is whose',
  ],
  ['For conv2 it is clear (p = 0.0239).', '“0.0239” is no p-value in the report of conv2'],
  ['Removing conv2 gives a drop of 0.947.', '“0.947” is a value in the report, not a change by so much'],
  ['Removing conv2 costs 0.947.', '“0.947” is a value in the report, not a change by so much'],
  ['Removing conv2 causes a 0.947 accuracy drop.', '“0.947” is a value in the report, not a change by so much'],
  [
    'Removing conv2, bn and augment changes accuracy by −0.0239 and −0.0111, respectively.',
    '“respectively”: as many numbers as trials have to be named, so that it is clear which is whose',
  ],
])('is refused: %s', (sentence, problem) => {
  expect(problems(sentence)).toEqual([problem]);
});

test('numbers that are said respectively are compared in order', () => {
  expect(problems('Removing conv2 and bn changes accuracy by −0.0111 and −0.0239, respectively.')).toEqual([
    '“−0.0111” is, by “respectively”, said of conv2, whose it is not',
    '“−0.0239” is, by “respectively”, said of bn, whose it is not',
  ]);
});

test('a loss is a change where no metric is called so', () => {
  const report = { ...sampleReport, candidateMetrics: sampleReport.candidateMetrics.slice(0, 1) };
  const objection = ['“0.947” is a value in the report, not a change by so much'];
  expect(problems('Removing conv2 causes a 0.947 loss.', report)).toEqual(objection);
  expect(problems('Removing conv2 causes a loss of 0.947.', report)).toEqual(objection);
  expect(problems('Removing conv2 causes a loss of 0.0239.', report)).toEqual([]);
});

describe('names of one or two letters', () => {
  const short = (id: string): Report => ({
    ...sampleReport,
    trials: sampleReport.trials.map((trial) => (trial.id === 'bn' ? { ...trial, id, label: `− ${id}` } : trial)),
  });

  test('are seen as whole words, as they are written', () => {
    expect(problems('Removing wd costs 0.0239.', short('wd'))).toEqual(['“0.0239” is in the report, but not of wd']);
    expect(problems('Removing WD or the_wd costs 0.0239.', short('wd'))).toEqual([]);
  });

  test('are seen only as code where they are words', () => {
    expect(problems('What it costs us is 0.0239.', short('us'))).toEqual([]);
    expect(problems('Without `us` it costs 0.0239.', short('us'))).toEqual([
      '“0.0239” is in the report, but not of us',
    ]);
  });
});

describe('claims', () => {
  test.each([
    ['Removing dropout1 significantly lowers accuracy.', 'dropout1 is not significant in the report'],
    ['For dropout1, the effect is significant.', 'dropout1 is not significant in the report'],
    ['Removing conv2, dropout1 and bn has a significant effect.', 'dropout1 is not significant in the report'],
    ['Removing dropout1 hurts.', 'dropout1 neither hurts nor helps by the findings of the report'],
    ['dropout1 is redundant.', 'dropout1 was not shown to be without effect'],
    ['Removing conv2 has no effect.', 'conv2 was not shown to be without effect'],
  ])('refused: %s', (sentence, objection) => {
    expect(problems(sentence).join()).toContain(objection);
  });

  test.each([
    'Removing conv2 significantly lowers accuracy.',
    'The effect of dropout1 is not significant.',
    'Removing conv2 significantly lowers accuracy, whereas dropout1 shows no clear difference.',
    'Unlike dropout1, conv2 has a significant effect.',
    'Whether removing dropout1 hurts cannot be told, and it might become significant with more seeds.',
    'It was not detected that removing dropout1 hurts.',
    'weight_decay has no effect.',
    'That nothing was detected does not show that dropout1 is redundant.',
    'All tests are at the 0.05 significance level.',
  ])('stands: %s', (sentence) => {
    expect(problems(sentence)).toEqual([]);
  });

  test('nothing is called significant where nothing is', () => {
    const trials = sampleReport.trials.filter(({ id }) => id === 'baseline' || id === 'dropout1');
    expect(problems('The effects are significant.', { ...sampleReport, trials })).toEqual([
      '“significant”: nothing in the report is significant',
    ]);
  });
});

test('only the sentences that cannot stand are left out, and empty paragraphs with them', () => {
  const text = `# Findings

Removing conv2 hurts, e.g. by 0.0239 in accuracy. It costs 99 %. More seeds, cf. dropout1, would help.

- It is 42 % worse.

**The rest** stays open.`;
  const checked = commentaryChecker(sampleReport)(text);
  expect(keptParagraphs(checked)).toEqual([
    'Removing conv2 hurts, e.g. by 0.0239 in accuracy. More seeds, cf. dropout1, would help.',
    'The rest stays open.',
  ]);
  expect(refusedSentences(checked).map((sentence) => sentence.text)).toEqual([
    '# Findings',
    'It costs 99 %.',
    '- It is 42 % worse.',
  ]);
});

test('a metric in percent is not taken for a share', () => {
  const times100 = (value: unknown): unknown => {
    if (typeof value === 'number') return value * 100;
    if (Array.isArray(value)) return value.map(times100);
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).map(([key, inner]) => [
            key,
            key === 'seedIndex' || key === 'n' ? inner : times100(inner),
          ]),
        )
      : value;
  };
  const trials = sampleReport.trials.map((trial) => ({
    ...trial,
    metrics: trial.metrics.slice(0, 1).map((metric) => ({
      ...metric,
      ...(metric.summary && { summary: times100(metric.summary) as NonNullable<typeof metric.summary> }),
    })),
  }));
  const report = { ...sampleReport, trials };
  expect(problems('The baseline reaches 97.1 %.', report)).toEqual([]);
  expect(problems('The baseline reaches 9711 %.', report)).not.toEqual([]);
});
