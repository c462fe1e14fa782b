import { describe, expect, test } from 'vitest';
import { readScript } from '../../../src/whole-script/read-script.js';

const CODE =
  'import json\n\n\ndef trial(name):\n    """A trial."""\n    return {"name": name}\n\n\nprint(json.dumps(trial("baseline")))\n';

function fenced(code: string, info = 'python'): string {
  return `\`\`\`${info}\n${code}\`\`\``;
}

describe('the script in a reply', () => {
  test.each([
    ['is the code in the fence', `Here:\n\n${fenced(CODE)}\n\nTwo trials.\n`],
    ['may be called py', fenced(CODE, 'Py')],
    ['may have a title behind the language', fenced(CODE, 'python title="a.py"')],
    ['may have no language', fenced(CODE, '')],
    ['may be in another kind of fence', `~~~~python\n${CODE}~~~~\n`],
    ['may have the line ends of Windows', fenced(CODE).replaceAll('\n', '\r\n')],
    ['may be all there is', CODE],
  ])('%s', async (_, reply) => {
    expect(await readScript(reply, [])).toEqual({ code: CODE, problems: [], notes: [] });
  });

  test('is the largest block of Python, and never several put together', async () => {
    const output = fenced('x'.repeat(CODE.length * 2), 'text');
    const reply = `${fenced('pip install torch\n', 'bash')}\n${fenced('import a\n')}\n${fenced(CODE)}\n${output}\n`;
    expect(await readScript(reply, [])).toEqual({
      code: CODE,
      problems: [],
      notes: [expect.stringContaining('2 blocks of code')],
    });
  });

  test('may hold a fence in its strings, in a longer fence', async () => {
    const code = 'import re\ntext = """\n```\nx\n```\n"""\n';
    expect(await readScript(`\`\`\`\`python\n${code}\`\`\`\`\n`, [])).toMatchObject({ code, problems: [] });
  });
});

describe('what makes a script unfit', () => {
  test.each([
    ['prose', 'I cannot do that, sorry.'],
    ['prose that is Python', 'Sorry'],
    ['another language', fenced('echo 1\n', 'bash')],
  ])('no code: %s', async (_, reply) => {
    const { code, problems } = await readScript(reply, []);
    expect(code).toBeUndefined();
    expect(problems).toEqual([expect.stringContaining('no Python code')]);
  });

  test('a fence that is not closed', async () => {
    const { code, problems } = await readScript(`\`\`\`python\n${CODE}`, []);
    expect(code).toContain('import json');
    expect(problems).toEqual([expect.stringContaining('is cut')]);
  });

  test('a syntax error, with its line', async () => {
    const { problems } = await readScript(fenced(`${CODE}def f(:\n    pass\n`), []);
    expect(problems).toEqual([expect.stringMatching(/no valid Python in line 1[01]/)]);
  });

  test.each([
    '# ... rest of the code',
    '# ...',
    '# … (existing code)',
    '# rest of the model code stays',
    '# your code here',
    '# same helper functions ... as before',
    '# omitted for brevity',
    '...',
  ])('code left out: %s', async (line) => {
    const { problems } = await readScript(fenced(`import a\ndef f():\n    ${line}\n    pass\n`), []);
    expect(problems).toEqual([`code is left out in line 3: ${line}`]);
  });

  test.each(['# (unchanged)', '# The training loop remains unchanged.', '# evaluate(): same as before'])(
    'code left out, where none follows: %s',
    async (line) => {
      const without = `import a\n${line}\n\ndef f():\n    x()\n    ${line}\nx = 1\n`;
      expect((await readScript(fenced(without), [])).problems).toEqual([`code is left out in line 2: ${line}`]);
      const inFunction = without.replace(`${line}\n`, '');
      expect((await readScript(fenced(inFunction), [])).problems).toEqual([`code is left out in line 5: ${line}`]);
      const described = `import a\n${line}\ndef f():\n    x()\n`;
      expect((await readScript(fenced(described), [])).problems).toEqual([]);
    },
  );

  test.each([
    '# same as above, with dropout',
    '# the training loop here uses one device',
    '# the implementation is the same for all trials',
    '# unchanged parameters are frozen',
    '# average over the rest of the batch',
    '# loss = a + b + ... + z',
    'print("... rest of the code")',
    'x = a[..., 0]',
    'class P(Protocol):\n        def f(self): ...',
    '@abstractmethod\n    def f(self): ...',
    'class C:\n        @typing.overload\n        def f(self): ...',
  ])('but not: %s', async (line) => {
    expect(await readScript(fenced(`import a\ndef f():\n    ${line}\n    pass\n`), [])).toMatchObject({ problems: [] });
  });

  test('but not what the documents have as well', async () => {
    const line = '    # ... rest of the code';
    const reply = fenced(`import a\ndef f():\n${line}\n    pass\n`);
    expect(await readScript(reply, [`def f():\r\n${line}  \r\n    pass\r\n`])).toMatchObject({ problems: [] });
  });
});
