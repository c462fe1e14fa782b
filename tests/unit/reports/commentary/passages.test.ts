import { expect, test } from 'vitest';
import {
  commentaryChecker,
  keptParagraphs,
  refusedSentences,
} from '../../../../src/reports/commentary/check-commentary.js';
import { sampleReport } from '../sample-report.js';

test('Markdown is no plain sentence, wherever it stands', () => {
  const text = `Removing conv2 hurts.
## Numbers
| conv2 | **0.947** |
* conv2 hurts
1. conv2 hurts over
5. Removing augment helps.
> quoted
See [conv2](https://example.org).

\`\`\`python
conv2 = 0.947
\`\`\`

---

1. conv2`;
  const checked = commentaryChecker(sampleReport)(text);
  expect(keptParagraphs(checked)).toEqual(['Removing conv2 hurts.']);
  const refused = refusedSentences(checked);
  expect(
    refused.every(({ problems: found }) => found.every((problem) => problem.endsWith('is no plain sentence'))),
  ).toBe(true);
  expect(refused.map((sentence) => sentence.text)).toEqual([
    '## Numbers',
    '| conv2 | **0.947** |',
    '* conv2 hurts',
    '1. conv2 hurts over',
    '5. Removing augment helps.',
    '> quoted',
    'See [conv2](https://example.org).',
    '\`\`\`python conv2 = 0.947 \`\`\`',
    '1. conv2',
  ]);
});

test('a line that begins with the end of a sentence is no list', () => {
  const checked = commentaryChecker(sampleReport)('The number of seeds is\n5. Removing conv2 hurts.');
  expect(keptParagraphs(checked)).toEqual(['The number of seeds is 5. Removing conv2 hurts.']);
});

test('characters that are not seen are taken out, and hide no number', () => {
  const checked = commentaryChecker(sampleReport)(
    'Removing \u202econv2\u202c hurts\u200b.\u001b[31m It costs 4\u200b2 %.',
  );
  expect(keptParagraphs(checked)).toEqual(['Removing conv2 hurts.']);
  expect(refusedSentences(checked).map((sentence) => sentence.text)).toEqual(['It costs 42 %.']);
});
