import { describe, expect, test } from 'vitest';
import type { Report } from '../../../../src/core/report.js';
import { commentaryChecker, refusedSentences } from '../../../../src/reports/commentary/check-commentary.js';
import { deterministicReport } from '../deterministic-report.js';
import { sampleReport } from '../sample-report.js';

const checker = commentaryChecker(sampleReport);

function problems(text: string, report: Report = sampleReport): readonly string[] {
  const check = report === sampleReport ? checker : commentaryChecker(report);
  return refusedSentences(check(text)).flatMap((sentence) => sentence.problems);
}

describe('what goes against the findings', () => {
  test.each([
    ['Removing conv2 helps accuracy by 0.0239.', '“helps”: removing conv2 hurts, by its finding'],
    ['Removing augment is harmful: it lowers accuracy.', '“harmful”: removing augment helps, by its finding'],
    [
      'Without conv2 and bn, the model is better.',
      '“is better”: without conv2, accuracy and val_loss went the other way',
    ],
    ['Accuracy is helped by removing conv2.', '“helped”: removing conv2 hurts, by its finding'],
    ['Removing augment hurts and removing conv2 helps.', '“hurts”: removing augment helps, by its finding'],
    ['Removing conv2 raised accuracy from 0.947 to 0.971.', '“raised”: without conv2, accuracy went the other way'],
    ['Removing conv2 lowers val_loss.', '“lowers”: without conv2, val_loss went the other way'],
    ['Removing conv2 lowers the validation loss.', '“lowers”: without conv2, val_loss went the other way'],
    ['Removing conv2 matters most: accuracy rises without it.', '“rises”: without conv2, accuracy went the other way'],
    ['Removing conv2 improves the model.', '“improves”: without conv2, accuracy and val_loss went the other way'],
    ['Removing conv2 gives a gain of 0.0239 in accuracy.', '“gain”: without conv2, accuracy went the other way'],
    ['Removing conv2 leads to higher accuracy.', '“higher”: without conv2, accuracy went the other way'],
    ['Removing conv2: accuracy goes up.', '“goes up”: without conv2, accuracy went the other way'],
    ['Removing conv2 makes accuracy better.', 'went the other way'],
    ['Three of the 7 changes help.', '“Three of the 7 changes help”: by the findings it is 1'],
    ['Two of the seven removals help.', '“Two of the seven removals help”: by the findings it is 1'],
    ['All components are redundant.', '“All components ... redundant”: conv2 was not shown to be without effect'],
    ['Every one of the changes is significant.', 'dropout1 is not significant in the report'],
    ['All components hurt accuracy when they are removed.', '“All components ... hurt”: the finding of dropout1 is'],
    ['The components are all superfluous.', '“components are all ... superfluous”: conv2 was not shown'],
    ['No change hurts.', '“No change ... hurts”: the finding of conv2 is “removing it hurts”'],
    ['None of the seven changes is significant.', '“None of the seven changes ... significant”: the finding of conv2'],
    ['Nothing helps.', '“Nothing ... helps”: the finding of augment is “removing it helps”'],
    ['Apart from conv2, all other components are redundant.', 'dropout1 was not shown to be without effect'],
  ])('is refused: %s', (sentence, objection) => {
    expect(problems(sentence).join('\n')).toContain(objection);
  });

  test('is refused by sign where nothing varies', () => {
    expect(problems('Removing age helps.', deterministicReport)).toEqual([
      '“helps”: removing age hurts, by its finding',
    ]);
    expect(problems('Removing age hurts.', deterministicReport)).toEqual([]);
  });
});

test.each([
  'Removing conv2 hurts accuracy most, by 0.0239, and replacing bn hurts too.',
  'Removing conv2 hurts, whereas removing augment helps.',
  'Removing conv2 hurts and removing augment helps.',
  'Removing augment helps, so keeping it hurts.',
  'conv2 helps accuracy, as removing it shows.',
  'Removing conv2 does not help.',
  'Removing conv2 lowers accuracy and raises val_loss.',
  'Removing conv2 lowers accuracy more than removing augment raises it.',
  'Accuracy falls and val_loss rises without conv2.',
  'Unlike removing augment, removing conv2 hurts.',
  'What hurts most is removing conv2, and the only change that helps is removing augment.',
  'Without augment, accuracy improves by 0.0045.',
  'Removing conv2 reduces the number of parameters by 2,320.',
  'All components were removed, one at a time.',
  'All other trials are undecided.',
  'Not all changes hurt: removing augment helps.',
  'Not every component that was tested is significant.',
  'All changes that hurt are significant.',
  'Two changes hurt, conv2 and bn, and one helps.',
  'One of the seven changes helps: without augment the mean is higher.',
  'Of the seven changes, two hurt and one helps.',
  'Both conv2 and bn hurt when they are removed.',
  'Accuracy is lower without conv2 by 0.0239.',
  'Without conv2 the higher accuracy of the baseline is not reached.',
  'No component other than conv2 and bn hurts when removed.',
  'This helps to put all trials in perspective.',
  'Removing conv2 helps to explain what the second convolution does.',
  'No other component than conv2 may help more.',
])('stands: %s', (sentence) => {
  expect(problems(sentence)).toEqual([]);
});
