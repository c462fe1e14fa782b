import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/core/edit.js';
import { deleteTerms } from '../../../src/source/delete-term.js';
import { pythonFileFromText } from '../../../src/source/python-file.js';
import { loadPythonParser, walk } from '../../../src/source/python-parser.js';
import { evaluatePython } from './evaluate-python.js';

beforeAll(loadPythonParser);

/** Deletes the first nodes with these texts, from `result =` on where there is such a line. */
function deleteTexts(text: string, terms: readonly string[]): string {
  const file = pythonFileFromText('train.py', text);
  expect(file.tree.rootNode.hasError, text).toBe(false);
  const from = Math.max(0, text.lastIndexOf('result ='));
  const nodes = terms.map((term) => {
    const node = [...walk(file.tree.rootNode)].find((each) => each.startIndex >= from && each.text === term);
    if (node === undefined) throw new Error(`no ${term} in ${text}`);
    return node;
  });
  const deleted = deleteTerms(file, nodes);
  if (!deleted.ok) throw new Error(deleted.failure);
  return applyEdits(text, deleted.value);
}

describe('deleteTerms', () => {
  it.each([
    ['x = a + b\n', ['b'], 'x = a\n'],
    ['x = a + b\n', ['a'], 'x = b\n'],
    ['x = a - b\n', ['a'], 'x = -b\n'],
    ['x = -a + b\n', ['a'], 'x = b\n'],
    ['x = a - b + c\n', ['b'], 'x = a + c\n'],
    ['x = a + b + c\n', ['a', 'c'], 'x = b\n'],
    ['x = a + b + c\n', ['b', 'c'], 'x = a\n'],
    ['x = a - (b - c)\n', ['b'], 'x = a - (-c)\n'],
    ['x = w * y\n', ['w'], 'x = y\n'],
    ['x = y / t\n', ['t'], 'x = y\n'],
    ['x = y ** 2 * t + z\n', ['t'], 'x = y ** 2 + z\n'],
    ['x = f(recon + beta * kld)\n', ['beta * kld'], 'x = f(recon)\n'],
    ['x = recon + (beta * kld)\n', ['beta * kld'], 'x = recon\n'],
    ['if a and b and c: pass\n', ['b'], 'if a and c: pass\n'],
    ['x = (\n    a\n    + b  # gone\n    + c\n)\n', ['b'], 'x = (\n    a\n    + c\n)\n'],
    ['x = (\n    a  # gone\n    - b\n    + c\n)\n', ['a'], 'x = (\n    - b\n    + c\n)\n'],
    ['x = (\n    a  # gone\n    + b\n)\n', ['a'], 'x = (\n    b\n)\n'],
    ['x = (a +  # one\n     b +  # gone\n     c)\n', ['b'], 'x = (a +  # gone\n     c)\n'],
    ['x = a \\\n    + b \\\n    + c\n', ['b'], 'x = a \\\n    + c\n'],
    ['x = a + \\\n    b\n', ['a'], 'x = \\\n    b\n'],
  ])('%j without %j', (text, terms, expected) => {
    expect(
      deleteTexts(text, terms)
        .replaceAll(/ +(?=[\\\n])/g, ' ')
        .replaceAll(/ \n/g, '\n'),
    ).toBe(expected.replaceAll(/ +(?=[\\\n])/g, ' '));
  });

  it.each([
    ['x = t / y\n', 't', 'nothing to divide'],
    ['x = beta * kld\n', 'kld', 'only `beta` would be left'],
    ['x = 1 - y\n', 'y', 'only `1` would be left'],
    ['x = a @ b\n', 'b', 'operand of `@`'],
    ['x = a or b\n', 'b', 'operand of `or`'],
    ['x = a // b\n', 'b', 'operand of `//`'],
    ['x = "a" + b\n', 'b', 'text or a container'],
    ['x = [a] + b\n', 'b', 'text or a container'],
    ['x = a - b // c\n', 'a', 'bind differently'],
    ['x = -a * b\n', 'a', 'sign in front'],
    ['x = a < b\n', 'b', 'not a term'],
    ['x = y * z\n', 'y', 'stands first'],
    ['x = mask * z\n', 'z', 'only `mask` would be left'],
  ])('%j: %j stays, because %s', (text, term, reason) => {
    expect(() => deleteTexts(text, [term])).toThrow(reason);
  });

  it('gives the value of the sum, product or condition without the terms, whatever the layout', () => {
    const cases: { text: string; edited: string; expected: string }[] = [];
    fc.assert(
      fc.property(expressions, ({ text, deleted, expected }) => {
        if (deleted.length === 0) return;
        let edited: string;
        try {
          edited = deleteTexts(text, deleted);
        } catch (error) {
          expect(String(error)).toMatch(
            /nothing to divide|nothing would be left|stands first|turn around|only `\(?-?(w0|f\(w0)/,
          );
          return;
        }
        cases.push({ text, edited, expected });
      }),
      { numRuns: 500 },
    );
    expect(cases.length).toBeGreaterThan(100);
    const actual = evaluatePython(cases.map((each) => each.edited));
    const expected = evaluatePython(cases.map((each) => each.expected));
    for (const [index, each] of cases.entries()) {
      expect(actual[index], `${each.text}\n->\n${each.edited}`).toBe(expected[index]);
    }
  });
});

const VALUES = 'w0, v1, v2, v3, v4 = 3.0, 5.0, 7.0, 11.0, 13.0\n';

/** `(v0 + 2 * v1 - v2)` and the like, with line breaks and comments between. */
const expressions = fc
  .record({
    family: fc.constantFrom(['+', '-'], ['*', '/'], ['and']),
    operands: fc.array(
      fc.record({
        shape: fc.constantFrom('NAME', 'NAME ** 2', '(NAME)', 'f(NAME, 1)', '-NAME'),
        operator: fc.nat(),
        deleted: fc.boolean(),
        before: fc.constantFrom(' ', ' ', '\n    ', '  # why\n    '),
        after: fc.constantFrom(' ', ' ', '\n    '),
      }),
      { minLength: 2, maxLength: 5 },
    ),
    around: fc.constantFrom('result = (EXPRESSION)', 'result = (\n    EXPRESSION\n)', 'result = 2 * (EXPRESSION) - 1'),
  })
  .map(({ family, operands, around }) => {
    const signed = operands.map((operand, index) => ({
      ...operand,
      // A sign in front of a factor belongs to the product, so that removing `-v` also turns the sign.
      text: operand.shape.replace('NAME', index === 0 ? 'w0' : `v${index}`),
      operator: family[operand.operator % family.length] ?? '+',
    }));
    const write = (list: typeof signed, layout: boolean) =>
      list
        .map((operand, index) => {
          if (index === 0)
            return layout || operands[0] === undefined ? operand.text : `${lead(operand, family)}${operand.text}`;
          return layout
            ? `${operand.before}${operand.operator}${operand.after}${operand.text}`
            : ` ${operand.operator} ${operand.text}`;
        })
        .join('');
    const lead = (operand: (typeof signed)[number], operators: readonly string[]) =>
      operators.includes('+') && operand.operator === '-' && operand !== signed[0] ? '0 - ' : '';
    const prefix = `${VALUES}def f(x, y): return x + y\n`;
    return {
      text: `${prefix}${around.replace('EXPRESSION', write(signed, true))}\n`,
      deleted: signed.filter((operand) => operand.deleted).map((operand) => operand.text),
      expected: `${prefix}${around.replace(
        'EXPRESSION',
        write(
          signed.filter((operand) => !operand.deleted),
          false,
        ),
      )}\n`,
    };
  });
