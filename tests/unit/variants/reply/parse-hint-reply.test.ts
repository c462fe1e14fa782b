import { expect, test } from 'vitest';
import { parseHintReply } from '../../../../src/variants/reply/parse-hint-reply.js';

const TRIAL = {
  id: 'no-skip',
  title: 'without the skip',
  change: 'remove',
  instruction: 'Return self.conv(x).',
  changes: [{ line: 2, before: 'return x + self.conv(x)', after: 'return self.conv(x)' }],
};
const READ = {
  ...TRIAL,
  changes: [{ before: 'return x + self.conv(x)', after: 'return self.conv(x)', occurrence: 1 }],
  expectation: '',
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
  expect(parseHintReply(text, SOURCE)).toEqual({ kind: 'trials', trials: [READ] });
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
  ['no line', JSON.stringify({ trials: [{ ...TRIAL, changes: [] }] }), /changes/],
  [
    'a line of nowhere',
    JSON.stringify({ trials: [{ ...TRIAL, changes: [{ line: 2, before: 'return x', after: '' }] }] }),
    /"no-skip": These lines under "before" do not stand at their place in the file:\nline 2: return x/,
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

test('a line that stands several times is known by its number, with mark and indentation as they come', () => {
  const source = 'a = f(x)\nb = 1\na = f(x)  #ABLATABLE_COMPONENT\n';
  const change = { line: 3, before: '  a = f(x)  #ABLATABLE_COMPONENT', after: '    a = x\n    b = 2\n' };
  const located = (line: number) =>
    parseHintReply(JSON.stringify({ trials: [{ ...TRIAL, changes: [{ ...change, line }] }] }), source);
  expect(located(3)).toMatchObject({
    trials: [{ changes: [{ before: 'a = f(x)', after: 'a = x\nb = 2', occurrence: 2 }] }],
  });
  expect(located(2).kind).toBe('unusable');
});
