import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText, encodeText } from '../../../src/source/read-text.js';

function decode(bytes: Uint8Array): string {
  const decoded = decodeText(bytes);
  if (!decoded.ok) throw new Error(decoded.failure);
  expect(encodeText(decoded.value.text, decoded.value.encoding)).toEqual(Buffer.from(bytes));
  return decoded.value.text;
}

describe('decoding and encoding', () => {
  test('whatever is decoded gives its bytes back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          '',
          '# coding: latin-1\n',
          '#!x\n# -*- coding: cp1252 -*-\n',
          '\uFEFF',
          '# coding=gbk\r\n',
          '# vim: set fileencoding=koi8-r :\n',
        ),
        fc.uint8Array({ maxLength: 60 }),
        (head, tail) => {
          const bytes = Buffer.concat([Buffer.from(head), tail]);
          const decoded = decodeText(bytes);
          if (decoded.ok) expect(encodeText(decoded.value.text, decoded.value.encoding)).toEqual(bytes);
          else expect(decoded.failure).toMatch(/encoding|declares|UTF-8/);
        },
      ),
      { numRuns: 500 },
    );
  });
  test('all text in UTF-8 is decoded, with and without BOM', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (text, withMark) => {
        const body = `x = 1\r\n\t${text}`;
        expect(decode(Buffer.from((withMark ? '\uFEFF' : '') + body))).toBe(body);
      }),
    );
  });
  test.each([
    ['# -*- coding: latin-1 -*-\n', 'latin1'],
    ['# coding: iso-8859-1-unix\n', 'latin1'],
    ['#!/usr/bin/python\n# vim: fileencoding=cp1252\n', 'latin1'],
    ['\n# coding=latin_1\r\n', 'latin1'],
  ] as const)('the cookie in %j is obeyed', (head, encoding) => {
    expect(decode(Buffer.from(`${head}x = 'é'`, encoding))).toBe(`${head}x = 'é'`);
  });
  test.each([
    ["x = 'é' # no cookie", /not UTF-8 \(near line 1\).*coding: cp1252/],
    ["x = 1\n# coding: latin-1\nx = 'é'", /not UTF-8/],
    ["# coding: utf-8\nx = 'é'", /not valid utf-8 \(near line 2\)/],
    ['# coding: klingon\n', /unknown encoding "klingon"/],
    ['# coding: base64\n', /unknown encoding/],
    ['\u00ef\u00bb\u00bf# coding: latin-1\n', /byte order mark but declares/],
  ])('%j fails in words', (text, message) => {
    const decoded = decodeText(Buffer.from(text, 'latin1'));
    expect(decoded.ok ? '' : decoded.failure).toMatch(message);
  });
  test('a character that the encoding lacks is refused, not replaced', () => {
    expect(() => encodeText('x = "日"', { name: 'latin1', byteOrderMark: false })).toThrow(/latin1.*lacks/);
  });
});
