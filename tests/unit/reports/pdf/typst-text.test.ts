import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable } from '../../../../src/reports/formats/printable.js';
import {
  typstCode,
  typstProse,
  typstString,
  typstText,
  typstVerbatim,
} from '../../../../src/reports/pdf/typst-text.js';

const anyText = fc.string({ unit: 'binary', maxLength: 80 });
/** Nothing but literals, alone or in a box. */
const LITERALS = /^(?:#"(?:[^"\\]|\\.)*";|#box\("(?:[^"\\]|\\.)*"\);)*$/u;

test.each([
  ['#import "x": *', '#"#import \\"x\\": *";'],
  ['a\\b $x$ *y*', '#"a\\\\b $x$ *y*";'],
  ['two\nlines', '#"two lines";'],
  ['', ''],
  ['read\u202eback', '#"read[U+202E]back";'],
  ['half a pair \ud83d', '#"half a pair \ufffd";'],
])('%j is text', (text, expected) => {
  expect(typstText(text)).toBe(expected);
});

test('whatever the text, it stands in string literals, and all of it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const typst = typstText(text);
      expect(typst).toMatch(LITERALS);
      expect(contentOf(typst)).toBe(shown(printable(text)));
      expect(typstVerbatim(text)).toMatch(LITERALS);
      expect(typstString(text)).toMatch(/^"(?:[^"\\]|\\.)*"$/u);
    }),
  );
});

test('long words can be broken behind what separates their parts', () => {
  expect(typstText('the encoder.layers.0.self_attention is')).toBe(
    '#"the ";#box("encoder.");#box("layers.");#box("0.");#box("self_");#box("attention");#" is";',
  );
});

test('what stands between backticks is code; a backtick alone is one', () => {
  expect(typstProse('sets `lr=0`, was `1e-2`')).toBe('#"sets ";#code[#"lr=0";];#", was ";#code[#"1e-2";];');
  expect(typstProse('a ` b')).toBe('#"a ` b";');
});

test('code keeps its spaces, and tabs are as wide as four', () => {
  expect(typstVerbatim('    x  =\t1')).toBe('#"    x  =    1";');
  expect(typstCode('python  train.py')).toBe('#code[#"python train.py";];');
});

function contentOf(typst: string): string {
  return Array.from(typst.matchAll(/"((?:[^"\\]|\\.)*)"/gu), ([, literal]) => literal ?? '')
    .join('')
    .replace(/\\u\{([\da-f]+)\}/gu, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/\\(["\\])/gu, '$1');
}

/** As a page shows it: no character turns the order of the others round, and none is half of a pair. */
function shown(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069]/gu, (mark) => `[U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase()}]`)
    .replace(/\p{Cs}/gu, '\ufffd');
}
