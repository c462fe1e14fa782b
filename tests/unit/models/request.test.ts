import { expect, test } from 'vitest';
import { purposeAsFileName } from '../../../src/models/purpose-as-file-name.js';
import { requestAsText } from '../../../src/models/request-as-text.js';
import { requestKey } from '../../../src/models/request-key.js';
import { request } from './requests.js';

const conversation = request('Remove conv2.', {
  turns: [
    { role: 'user', text: 'Remove conv2.' },
    { role: 'assistant', text: 'Like this.' },
    { role: 'user', text: 'The edit does not apply.\n' },
  ],
});

test('a request as text has its parts in order under headings', () => {
  expect(requestAsText(conversation)).toMatchInlineSnapshot(`
    "# Instructions

    Edit Python.

    # Material

    train.py: pass

    # Task

    Remove conv2.

    # Your reply so far

    Like this.

    # What came of it

    The edit does not apply.
    "
  `);
});

test('a part that is empty has no heading', () => {
  expect(requestAsText(request('Remove conv2.', { shared: '' }))).toBe(
    '# Instructions\n\nEdit Python.\n\n# Task\n\nRemove conv2.\n',
  );
});

test('the key is that of what is said, not of what it is for', () => {
  const key = requestKey(conversation);
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(requestKey({ ...conversation, purpose: 'other', maxOutputTokens: 1 })).toBe(key);
  const others = [
    { ...conversation, system: 'Edit Julia.' },
    { ...conversation, shared: '' },
    { ...conversation, turns: conversation.turns.slice(0, 1) },
    { ...conversation, turns: conversation.turns.map(({ text }) => ({ role: 'user' as const, text })) },
    // The same letters, cut elsewhere.
    { ...conversation, system: 'Edit Python.t', shared: 'rain.py: pass' },
  ];
  expect(new Set([key, ...others.map(requestKey)]).size).toBe(others.length + 1);
});

test.each([
  ['conv2 repair 1', 'conv2-repair-1'],
  ['../../etc/passwd', 'etc-passwd'],
  ['Größe: a|b', 'Größe-a-b'],
  ['...', 'request'],
  ['x'.repeat(300), 'x'.repeat(60)],
])('%j is named %j', (purpose, name) => {
  expect(purposeAsFileName(purpose)).toBe(name);
});
