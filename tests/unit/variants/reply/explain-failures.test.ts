import { beforeAll, expect, it } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { applyBlocks } from '../../../../src/variants/reply/apply-blocks.js';
import { explainBlockFailures } from '../../../../src/variants/reply/explain-failures.js';
import { projectOf } from '../rules/marked-project.js';

beforeAll(loadPythonParser);

it('says of every failure what to do', () => {
  const text = `${'x = 0\n'.repeat(14)}a = 1\nb = 2\n`;
  const file = 'train.py';
  const blocks = [
    { file: 'other.py', search: 'a = 1\n', replace: '' },
    { file, search: '', replace: 'c = 3\n' },
    { file, search: 'a = 1\n', replace: 'a = 1\n' },
    { file, search: 'x = 0\n', replace: '' },
    { file, search: 'a = 1\n', replace: 'a = 5\n' },
    { file, search: 'b = 2\n', replace: 'b = 3\n' },
    { file, search: 'a = 1\nb = 2\n', replace: 'b = 2\n' },
    { file, search: 'old_name(1)\n', replace: 'b = 2\n' },
  ];
  const applied = applyBlocks(projectOf({ [file]: text }), blocks);
  if (applied.ok) throw new Error('applied');
  expect(explainBlockFailures(applied.failure, blocks)).toMatchInlineSnapshot(`
    "6 of the 8 blocks could not be applied, so nothing was changed.

    Block 1 (other.py): there is no such file; the files are train.py.

    Block 2 (train.py): its SEARCH part is empty. To insert lines, search for the line beside them and repeat it.

    Block 3 (train.py): it changes nothing: both parts say the same. Leave it out, or write what is to change.

    Block 4 (train.py): its SEARCH lines stand 14 times in the file, at lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and more. Repeat enough of the lines above or below that they stand there once.

    Block 7 (train.py): it changes lines that block 5 changes, too. Make them one block.

    Block 8 (train.py): its SEARCH lines do not stand in the file:
    old_name(1)
    Nothing in the file resembles them.
    Its REPLACE lines stand in the file already. Blocks are applied to the original files only.

    What fits: blocks 5, 6."
  `);
});
