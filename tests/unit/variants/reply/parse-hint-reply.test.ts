import { expect, test } from 'vitest';
import { parseHintReply } from '../../../../src/variants/reply/parse-hint-reply.js';

const TRIAL = {
  id: 'no-skip',
  title: 'without the skip',
  change: 'remove',
  instruction: 'Return self.conv(x).',
  code: ['return x + self.conv(x)'],
};
const SOURCE = 'def forward(self, x):\n    return x + self.conv(x)\n';

test.each([
  ['in a fence', `\`\`\`json\n${JSON.stringify({ trials: [TRIAL] })}\n\`\`\``],
  ['bare', JSON.stringify({ trials: [TRIAL] })],
  [
    'with words around',
    `Here you are ({as asked}):\n${JSON.stringify({ trials: [TRIAL] }, undefined, 2)}\nTell me if more is needed.`,
  ],
])('the trials are read %s', (_, text) => {
  expect(parseHintReply(text, SOURCE)).toEqual({ kind: 'trials', trials: [{ ...TRIAL, expectation: '' }] });
});

test.each([
  ['no JSON', 'I would remove the skip.', /no JSON object/],
  ['broken JSON', '{"trials": [', /no JSON object|cannot be parsed/],
  ['cut JSON', '{"trials": [{"id": "a"}', /cannot be parsed/],
  ['an empty list', '{"trials": []}', /trials/],
  ['an id of nothing', JSON.stringify({ trials: [{ ...TRIAL, id: '!' }] }), /letters and digits/],
  [
    'one thing twice',
    JSON.stringify({ trials: [TRIAL, { ...TRIAL, id: 'other' }] }),
    /"other" has the same instruction/,
  ],
  ['no line', JSON.stringify({ trials: [{ ...TRIAL, code: [] }] }), /code/],
  [
    'a line of nowhere',
    JSON.stringify({ trials: [{ ...TRIAL, code: ['return x'] }] }),
    /do not stand in the file:\n"no-skip": return x/,
  ],
  ['two of one id', JSON.stringify({ trials: [TRIAL, TRIAL] }), /Two trials have the id "no-skip"/],
  ['another change', JSON.stringify({ trials: [{ ...TRIAL, change: 'add' }] }), /change/],
])('%s goes back with what is wrong', (_, text, problem) => {
  const reply = parseHintReply(text, SOURCE);
  expect(reply.kind).toBe('unusable');
  expect(reply.kind === 'unusable' ? reply.problem : '').toMatch(problem);
});

test('a refusal has its reason', () => {
  expect(parseHintReply('CANNOT: the hint only explains the code', SOURCE)).toEqual({
    kind: 'refused',
    reason: 'the hint only explains the code',
  });
});

test('an id is made of what a table can bear', () => {
  const reply = parseHintReply(JSON.stringify({ trials: [{ ...TRIAL, id: 'No Skip!' }] }), SOURCE);
  expect(reply.kind === 'trials' ? reply.trials[0]?.id : '').toBe('no-skip');
});
