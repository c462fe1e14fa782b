import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { applyEdits, findEditConflict, type Edit } from '../../../src/core/edit.js';
import { parseEdited } from '../../../src/source/parse-edited.js';
import { pythonFileFromText } from '../../../src/source/python-file.js';
import { loadPythonParser, parsePython } from '../../../src/source/python-parser.js';

beforeAll(loadPythonParser);

const SOURCE =
  'import é\n\nclass A:\n    def f(self, x):\n        return [x, 1]  # ü\n\n\nprint(A().f(2))\r\nfor i in "ab":\n    pass\n';

test('parsing from where the text differs gives the tree of parsing it all', () => {
  const edit = fc
    .tuple(
      fc.nat(SOURCE.length),
      fc.nat(12),
      fc.constantFrom('', 'pass', '\n', '(', 'x = [1,\n2]', '    return ü', '"'),
    )
    .map(([start, length, text]): Edit => ({
      file: 'a.py',
      start,
      end: Math.min(SOURCE.length, start + length),
      text,
    }));
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 4 }), (edits) => {
      fc.pre(findEditConflict(edits) === undefined && new Set(edits.map(({ start }) => start)).size === edits.length);
      const incremental = parseEdited(pythonFileFromText('a.py', SOURCE), edits);
      const whole = parsePython(applyEdits(SOURCE, edits));
      expect(incremental.rootNode.hasError).toBe(whole.rootNode.hasError);
      if (!whole.rootNode.hasError) expect(incremental.rootNode.toString()).toBe(whole.rootNode.toString());
      incremental.delete();
      whole.delete();
    }),
  );
});
