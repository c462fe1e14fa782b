import { describe, expect, it, test } from 'vitest';
import { parseReply } from '../../../../src/variants/reply/parse-reply.js';
import { block, fenced } from './reply-text.js';

const FILES = ['train.py', 'models/net.py', 'models/head.py', 'configs/default.yaml'];
const BLOCK = block('a = 1', 'a = 2');
const EDIT = { search: 'a = 1\n', replace: 'a = 2\n' };

function blocksOf(text: string, files: readonly string[] = FILES) {
  const reply = parseReply(text, files);
  if (reply.kind !== 'blocks') throw new Error(JSON.stringify(reply));
  return reply.blocks;
}

function problemOf(text: string, files: readonly string[] = FILES): string {
  const reply = parseReply(text, files);
  if (reply.kind !== 'malformed') throw new Error(JSON.stringify(reply));
  return reply.problem;
}

describe('blocks', () => {
  it('are read in the format that is asked for', () => {
    const text = `SUMMARY: The layer is gone.\n\ntrain.py\n${fenced(BLOCK)}\n`;
    expect(parseReply(text, FILES)).toEqual({
      kind: 'blocks',
      summary: 'The layer is gone.',
      blocks: [{ file: 'train.py', ...EDIT }],
    });
  });

  test.each([
    ['a plain line above', `models/net.py\n${fenced(BLOCK)}`],
    ['a blank line between', `models/net.py\n\n${fenced(BLOCK)}`],
    ['bold', `**models/net.py**\n${fenced(BLOCK)}`],
    ['bold with a colon', `**models/net.py:**\n${fenced(BLOCK)}`],
    ['backticks', `\`models/net.py\`:\n${fenced(BLOCK)}`],
    ['a heading', `### 2. \`models/net.py\` (one edit)\n${fenced(BLOCK)}`],
    ['a label', `File: models/net.py\n${fenced(BLOCK)}`],
    ['a list item', `- models/net.py\n${fenced(BLOCK)}`],
    ['a comment in the fence', fenced(`# models/net.py\n${BLOCK}`)],
    ['a bare line in the fence', fenced(`models/net.py\n${BLOCK}`)],
    ['the info string', fenced(BLOCK, 'models/net.py')],
    ['language and path in the info string', fenced(BLOCK, 'python models/net.py')],
    ['a title in the info string', fenced(BLOCK, 'python title="models/net.py"')],
    ['the SEARCH line', fenced(BLOCK.replace('SEARCH', 'SEARCH models/net.py'))],
    ['dots and backslashes', `.\\models\\net.py\n${fenced(BLOCK)}`],
    ['the name alone', `net.py\n${fenced(BLOCK)}`],
    ['a path from further up', `project/models/net.py\n${fenced(BLOCK)}`],
    ['prose in between', `**models/net.py**\n\nHere the call changes:\n\n${fenced(BLOCK)}`],
    ['the buttons of a chat page', `models/net.py\npython\nCopy code\n${BLOCK}`],
  ])('name their file by %s', (_, text) => {
    expect(blocksOf(text)).toEqual([{ file: 'models/net.py', ...EDIT }]);
  });

  test.each([
    ['tildes', `train.py\n~~~python\n${BLOCK}\n~~~`],
    ['four backticks', `train.py\n\`\`\`\`python\n${BLOCK}\n\`\`\`\``],
    ['no fence', `train.py\n${BLOCK}`],
    ['an unclosed fence', `train.py\n\`\`\`python\n${BLOCK}`],
    ['indented as in a list', `1. train.py\n${fenced(BLOCK).replaceAll(/^/gm, '   ')}`],
    ['five signs', `train.py\n${BLOCK.replaceAll(/([<=>])\1{6}/g, '$1$1$1$1$1')}`],
    ['nine signs', `train.py\n${BLOCK.replaceAll(/([<=>])\1{6}/g, '$1$1$1$1$1$1$1$1$1')}`],
    ['Windows line ends', `train.py\r\n${fenced(BLOCK).replaceAll('\n', '\r\n')}`],
    ['a byte order mark', `\uFEFFtrain.py\n${fenced(BLOCK)}`],
    ['reasoning before', `<think>\nmodels/net.py\n${block('x', 'y')}\n</think>\ntrain.py\n${fenced(BLOCK)}`],
    ['reasoning opened in the prompt', `Maybe ${block('x', 'y')}\n</think>\n\ntrain.py\n${fenced(BLOCK)}`],
    ['line numbers copied', `train.py\n${fenced(block('  12| a = 1', '  12| a = 2'))}`],
    ['line numbers on one side', `train.py\n${fenced(block('  12| a = 1', 'a = 2'))}`],
  ])('may come with %s', (_, text) => {
    expect(blocksOf(text)).toEqual([{ file: 'train.py', ...EDIT }]);
  });

  it('keep the file of the one before, several to a fence, until another is named', () => {
    const text = `models/net.py\n${fenced(`${BLOCK}\n${BLOCK}\n\n# models/head.py\n${BLOCK}`)}\n\nand\n\n${fenced(BLOCK)}`;
    expect(blocksOf(text).map(({ file }) => file)).toEqual([
      'models/net.py',
      'models/net.py',
      'models/head.py',
      'models/head.py',
    ]);
  });

  it('need no file where there is only one', () => {
    expect(blocksOf(fenced(BLOCK), ['train.py'])).toEqual([{ file: 'train.py', ...EDIT }]);
  });

  it('keep a path that no file has, for the message', () => {
    expect(blocksOf(`trainer.py\n${fenced(BLOCK)}`, ['train.py'])[0]?.file).toBe('trainer.py');
    expect(blocksOf(`models/__init__.py\n${fenced(BLOCK)}`, ['a/__init__.py', 'b/__init__.py'])[0]?.file).toBe(
      'models/__init__.py',
    );
  });

  it('tell an empty replacement from a blank line, and keep fences and indents of the code', () => {
    expect(blocksOf(`train.py\n${block('a', '')}`)[0]?.replace).toBe('');
    expect(blocksOf(`train.py\n${BLOCK.replace('a = 2', '')}`)[0]?.replace).toBe('\n');
    const code = 'def f():\n    """\n    ```\n    """\n\n    return 1';
    expect(blocksOf(`train.py\n${fenced(block(code, 'pass'))}`)[0]?.search).toBe(`${code}\n`);
  });

  it('may hold an underlined heading of another length', () => {
    const [edit] = blocksOf(`train.py\n${block('Title\n=====', 'Heading\n=====')}`);
    expect(edit).toEqual({ file: 'train.py', search: 'Title\n=====\n', replace: 'Heading\n=====\n' });
  });

  it('come before a refusal that only comments them', () => {
    expect(blocksOf(`train.py\n${BLOCK}\nCANNOT: more`)).toHaveLength(1);
  });

  it('leave examples without a path alone', () => {
    expect(blocksOf(`train.py\n${BLOCK}\n\nRun it:\n${fenced('python train.py', 'bash')}\n${fenced('x = 1')}`)).toEqual(
      [{ file: 'train.py', ...EDIT }],
    );
  });
});

describe('malformed', () => {
  test.each([
    ['an empty reply', ' \n', 'empty'],
    ['prose', 'I would remove the layer and adapt the shapes.', 'holds no edit'],
    ['code without a file', fenced('a = 2'), 'holds no edit'],
    ['a cut reply', `train.py\n\`\`\`python\n<<<<<<< SEARCH\na = 1\n=======\na =`, 'reply ends in the middle'],
    ['a cut search', `train.py\n<<<<<<< SEARCH\na = 1\n`, 'no "=======" and no ">>>>>>> REPLACE"'],
    [
      'a block that the next one interrupts',
      `train.py\n<<<<<<< SEARCH\na\n=======\nb\n${BLOCK}`,
      'no ">>>>>>> REPLACE"',
    ],
    ['no divider', 'train.py\n<<<<<<< SEARCH\na\n>>>>>>> REPLACE', 'no "=======" line'],
    ['two dividers', `train.py\n${block('a\n=======', 'b')}`, '2 lines of "="'],
    ['no SEARCH line', 'train.py\na\n=======\nb\n>>>>>>> REPLACE', 'without a "<<<<<<< SEARCH"'],
    [
      'no SEARCH line in a fence',
      `train.py\n${fenced('a\n=======\nb\n>>>>>>> REPLACE')}`,
      'without a "<<<<<<< SEARCH"',
    ],
    ['several files and none named', fenced(BLOCK), 'Block 1 names no file'],
    [
      'a unified diff',
      `train.py\n${fenced('--- a/train.py\n+++ b/train.py\n@@ -1 +1 @@\n-a\n+b', 'diff')}`,
      'unified diff',
    ],
    ['a whole file that is cut', 'train.py\n```python\nimport torch\nx =', 'not closed'],
    ['a file given twice', `train.py\n${fenced('a = 1')}\ntrain.py\n${fenced('a = 2')}`, 'given twice'],
    [
      'a whole file beside blocks',
      `train.py\n${BLOCK}\nmodels/net.py\n${fenced('a = 2')}`,
      'models/net.py stands in a fence',
    ],
  ])('%s', (_, text, problem) => {
    expect(problemOf(text)).toContain(problem);
  });
});

describe('a refusal', () => {
  test.each([
    'CANNOT: the layer feeds two heads.',
    'I looked at it.\n\n**CANNOT:** the layer feeds two heads.\n\nSorry.',
    '```\nCANNOT: the layer feeds\ntwo heads.\n```',
  ])('is read from %j', (text) => {
    expect(parseReply(text, FILES)).toEqual({ kind: 'refusal', reason: 'the layer feeds two heads.' });
  });

  it('may show code and give no reason', () => {
    expect(parseReply(`CANNOT:\n\ntrain.py\n${fenced('a = 1')}`, FILES)).toEqual({
      kind: 'refusal',
      reason: 'the model gave no reason',
    });
  });
});

describe('whole files', () => {
  test.each([
    ['above the fence', `SUMMARY: gone\ntrain.py\n${fenced('a = 2\n\nb = 3')}`],
    ['in the info string', `SUMMARY: gone\n${fenced('a = 2\n\nb = 3', 'python train.py')}`],
    ['on the first line', `SUMMARY: gone\n${fenced('# train.py\na = 2\n\nb = 3')}`],
  ])('name their file %s', (_, text) => {
    expect(parseReply(text, FILES)).toEqual({
      kind: 'files',
      summary: 'gone',
      files: [{ file: 'train.py', text: 'a = 2\n\nb = 3\n' }],
    });
  });

  it('may hold fences in docstrings, and need no name where there is one file', () => {
    const code = 'def f():\n    """\n    ```\n    x\n    ```\n    """';
    expect(parseReply(fenced(code), ['train.py'])).toEqual({
      kind: 'files',
      files: [{ file: 'train.py', text: `${code}\n` }],
    });
  });

  it('keep the tags of reasoning that are text of the script', () => {
    const code = 'PROMPT = """\n<think>\n</think>\n"""';
    expect(parseReply(fenced(code, 'python train.py'), FILES)).toMatchObject({ files: [{ text: `${code}\n` }] });
  });
});
