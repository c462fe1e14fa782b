import { expect, test } from 'vitest';
import { outputTokensFor, requestMaker } from '../../../src/whole-script/make-request.js';
import { continuationRequest, conversationOf } from '../../../src/whole-script/prompts.js';
import { rendererOf } from '../../../src/whole-script/render-conversation.js';

const DOCUMENTS = [
  { path: 'train.py', text: 'from net import Net\nnet = Net()  #ABLATABLE_COMPONENT\n' },
  { path: 'docs/README.md', text: 'Run it:\n```sh\npython train.py\n```\n' },
];
const FIRST = { kind: 'first-call', documents: DOCUMENTS } as const;

test('first-call: the whole conversation', () => {
  expect(conversationOf(FIRST)).toMatchSnapshot();
});

test('followup-call: the whole conversation', () => {
  const documents = [{ path: 'ablation_code.py', text: 'print(1 / 0)\n' }];
  const output = 'Traceback (most recent call last):\nZeroDivisionError: division by zero';
  expect(conversationOf({ kind: 'followup-call', documents, output })).toMatchSnapshot();
});

test('the request for the rest', () => {
  expect(continuationRequest('        x = self.block(x)')).toMatchSnapshot();
});

test('system, documents and task are a system and a user message, the documents first', () => {
  const conversation = conversationOf(FIRST);
  expect(requestMaker('first-call', conversation, undefined, 20_000)([])).toEqual({
    purpose: 'first-call',
    system: conversation.system,
    shared: conversation.material,
    turns: [{ role: 'user', text: conversation.request }],
    maxOutputTokens: 20_000,
  });
});

test('with a chat template all of it is one message of the user', async () => {
  const source =
    '{% for m in messages %}<{{ m.role }}>{{ m.content }}{% endfor %}{% if add_generation_prompt %}<go>{% endif %}';
  const conversation = conversationOf(FIRST);
  const make = requestMaker('first-call', conversation, await rendererOf({ source, tokens: {} }), 20_000);
  const { system, material, request } = conversation;
  const first = `<system>${system}<user>${material}\n\n${request}`;
  expect(make([])).toMatchObject({ system: '', shared: '', turns: [{ role: 'user', text: `${first}<go>` }] });
  const later = [
    { role: 'assistant', text: 'half' },
    { role: 'user', text: 'more' },
  ] as const;
  expect(make(later).turns).toEqual([{ role: 'user', text: `${first}<assistant>half<user>more<go>` }]);
});

test('the room for the reply follows the marked code, within what models give', () => {
  const text = 'x = self.block(x)\n';
  const ofLines = (lines: number) => outputTokensFor([{ path: 'a.py', text: text.repeat(lines) }]);
  expect(ofLines(1)).toBe(16_384);
  expect(ofLines(2000)).toBeGreaterThan(25_000);
  expect(ofLines(2000)).toBeLessThan(64_000);
  expect(ofLines(100_000)).toBe(64_000);
  const notes = { path: 'a.md', text: text.repeat(2000) };
  const helper = { path: 'b.py', text: text.repeat(2000) };
  expect(outputTokensFor([...DOCUMENTS, notes, helper])).toBe(16_384);
});
