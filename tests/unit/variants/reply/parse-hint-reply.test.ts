import { expect, test } from 'vitest';
import { parseHintReply } from '../../../../src/variants/reply/parse-hint-reply.js';

const TRIAL = { id: 'no-skip', title: 'without the skip', change: 'remove', instruction: 'Return self.conv(x).' };

test.each([
  ['in a fence', `\`\`\`json\n${JSON.stringify({ trials: [TRIAL] })}\n\`\`\``],
  ['bare', JSON.stringify({ trials: [TRIAL] })],
  [
    'with words around',
    `Here you are:\n${JSON.stringify({ trials: [TRIAL] }, undefined, 2)}\nTell me if more is needed.`,
  ],
])('the trials are read %s', (_, text) => {
  expect(parseHintReply(text)).toEqual({ kind: 'trials', trials: [{ ...TRIAL, expectation: '' }] });
});

test.each([
  ['no JSON', 'I would remove the skip.', /no JSON object/],
  ['broken JSON', '{"trials": [', /no JSON object|cannot be parsed/],
  ['cut JSON', '{"trials": [{"id": "a"}', /cannot be parsed/],
  ['an empty list', '{"trials": []}', /trials/],
  ['an id with blanks', JSON.stringify({ trials: [{ ...TRIAL, id: 'no skip' }] }), /lower case letters/],
  ['two of one id', JSON.stringify({ trials: [TRIAL, TRIAL] }), /Two trials have the id "no-skip"/],
  ['another change', JSON.stringify({ trials: [{ ...TRIAL, change: 'add' }] }), /change/],
])('%s goes back with what is wrong', (_, text, problem) => {
  const reply = parseHintReply(text);
  expect(reply.kind).toBe('unusable');
  expect(reply.kind === 'unusable' ? reply.problem : '').toMatch(problem);
});

test('a refusal has its reason', () => {
  expect(parseHintReply('CANNOT: the hint only explains the code')).toEqual({
    kind: 'refused',
    reason: 'the hint only explains the code',
  });
});
