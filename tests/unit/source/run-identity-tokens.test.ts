import { beforeAll, describe, expect, test } from 'vitest';
import { pythonFileFromText } from '../../../src/source/python-file.js';
import { loadPythonParser } from '../../../src/source/python-parser.js';
import { executedTokens } from '../../../src/source/run-identity-tokens.js';

beforeAll(loadPythonParser);

const hash = (text: string): string => executedTokens(pythonFileFromText('a.py', text));
const PLAIN = 'def f(x):\n    """Doc."""\n    if x:\n        y = g(x, 1)\n    z = y + 1\n    return z\n';

describe('what a run executes', () => {
  test.each([
    ['a mark', PLAIN.replace('1)', '1)  #ABLATABLE_COMPONENT')],
    ['a mark above', PLAIN.replace('    z', '    #ABLATABLE_COMPONENT\n    z')],
    ['a comment at the end of a block', PLAIN.replace('    z', '        # last\n\n    z')],
    ['white space', PLAIN.replace('x, 1', 'x,1 ').replace('y + 1', 'y+1')],
    ['other indentation', PLAIN.replaceAll('    ', '\t')],
    ['wrapped lines', PLAIN.replace('x, 1', '\n  x, # why\n\n  1')],
    ['a backslash', PLAIN.replace('y + 1', 'y \\\n  + 1')],
    ['CRLF', PLAIN.replaceAll('\n', '\r\n')],
    ['blank lines', `\n\n${PLAIN}\n\n# end`],
    ['a semicolon', PLAIN.replace('y + 1\n', 'y + 1;\n')],
  ])('%s changes nothing', (_, text) => {
    expect(hash(text)).toBe(hash(PLAIN));
  });

  test.each([
    ['a value', PLAIN.replace('1)', '2)')],
    ['another block', PLAIN.replace('    z', '        z')],
    ['another block for the last statement', PLAIN.replace('    return', 'return')],
    ['a docstring', PLAIN.replace('Doc', 'doc')],
    ['white space in a string', PLAIN.replace('Doc.', 'Doc. ')],
    ['order', PLAIN.replace('x, 1', '1, x')],
    ['two statements for one', PLAIN.replace('y + 1', 'y\n    + 1')],
    ['brackets', PLAIN.replace('g(x, 1)', 'g((x, 1))')],
  ])('%s changes it', (_, text) => {
    expect(text).not.toBe(PLAIN);
    expect(hash(text)).not.toBe(hash(PLAIN));
  });

  test('to which if an else belongs', () => {
    expect(hash('if a:\n  if b:\n    c\n  else:\n    d\n')).not.toBe(hash('if a:\n  if b:\n    c\nelse:\n  d\n'));
  });
  test('edits count as if they stood in the file', () => {
    const start = PLAIN.indexOf('1)');
    const edited = executedTokens(pythonFileFromText('a.py', PLAIN), [
      { file: 'a.py', start, end: start + 1, text: '22' },
    ]);
    expect(edited).toBe(hash(PLAIN.replace('1)', '22)')));
  });
  test('code that does not parse counts by its text', () => {
    expect(hash('x = (1\n')).not.toBe(hash('x = (1 \n'));
  });
  test('a large file is quick', () => {
    const file = pythonFileFromText('a.py', PLAIN.repeat(1000));
    const start = performance.now();
    executedTokens(file);
    expect(performance.now() - start).toBeLessThan(1500);
  });
});
