import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Component } from '../../../src/core/component.js';
import type { DeclaredComponent } from '../../../src/core/declared-component.js';
import { applyEdits } from '../../../src/core/edit.js';
import { loadPythonParser } from '../../../src/source/python-parser.js';
import { readComponents } from '../../../src/source/read-components.js';
import { readProject } from '../../../src/source/read-project.js';

const M = '#ABLATABLE_COMPONENT';
let root = '';
beforeAll(loadPythonParser);
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'read-components-'));
});
afterEach(async () => {
  await rm(root, { recursive: true });
});

interface ReadResult {
  readonly components: readonly Component[];
  readonly messages: readonly string[];
  /** The file as the component's edits leave it. */
  readonly edited: (id: string) => string;
}

async function read(
  files: Readonly<Record<string, string>>,
  declared: readonly DeclaredComponent[] = [],
): Promise<ReadResult> {
  for (const [name, content] of Object.entries({ 'train.py': '', ...files })) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), content);
  }
  const configFiles = Object.keys(files).filter((name) => !name.endsWith('.py'));
  const project = await readProject({ root, script: path.join(root, 'train.py'), configFiles });
  if (!project.ok) throw new Error(project.failure[0]?.message);
  const { components, diagnostics } = readComponents(project.value, declared);
  return {
    components,
    messages: diagnostics.map(
      ({ severity, place, message }) => `${severity} ${place?.file ?? ''}:${place?.line ?? ''} ${message}`,
    ),
    edited: (id) => {
      const component = components.find((candidate) => candidate.id === id);
      if (component?.kind !== 'config') throw new Error(`no configuration component ${id}`);
      return applyEdits(project.value.configFiles.get(component.file)?.text ?? '', component.edits);
    },
  };
}

const setting = (file: string, set: Readonly<Record<string, unknown>>): DeclaredComponent => ({
  kind: 'config',
  name: 'c',
  file,
  set,
});

describe('all components of a study', () => {
  test('script first, then modules as imported, configuration, declared; ids unique over all', async () => {
    const { components, messages } = await read(
      {
        'train.py': `import b, a\nfor i in x:\n    drop = 1  ${M}\nopen("c.yaml")\n`,
        'a.py': `drop = 2  ${M}\n`,
        'b.py': `drop = 3  ${M}\nother = 4  ${M}(name=own)\n`,
        'c.yaml': `drop: true  ${M}\n`,
      },
      [{ kind: 'argument', name: 'aug', args: '--no-aug' }],
    );
    expect(messages).toEqual([]);
    expect(components.map(({ id }) => id)).toEqual(['train.drop', 'b.drop', 'own', 'a.drop', 'c.drop', 'aug']);
  });
  test('the file tells namesakes apart', async () => {
    const { components } = await read({ 'train.py': `import a\ndrop = 1  ${M}\n`, 'a.py': `drop = 2  ${M}\n` });
    expect(components.map(({ id }) => id)).toEqual(['train.drop', 'a.drop']);
  });
  test('one name in a mark and in ablation.yaml is an error', async () => {
    const { messages } = await read({ 'train.py': `x = 1  ${M}(name=aug)\n` }, [
      { kind: 'argument', name: 'aug', args: '-x' },
    ]);
    expect(messages).toEqual([expect.stringMatching(/name=aug is given twice/)]);
  });
});

describe('declared arguments', () => {
  test('are split as a shell would, lists are taken as they are', async () => {
    const { components } = await read({}, [
      { kind: 'argument', name: 'a', args: `--x 'one two' model.attn=false`, group: 'g' },
      { kind: 'argument', name: 'b', args: ['--y', 'one two'] },
    ]);
    expect(components).toEqual([
      { kind: 'argument', id: 'a', group: 'g', arguments: ['--x', 'one two', 'model.attn=false'] },
      { kind: 'argument', id: 'b', arguments: ['--y', 'one two'] },
    ]);
  });
  test.each([
    [`--x 'one`, /quote/],
    ['', /empty/],
  ])('%s is an error', async (args, message) => {
    const { components, messages } = await read({}, [{ kind: 'argument', name: 'a', args }]);
    expect(components).toEqual([]);
    expect(messages).toEqual([expect.stringMatching(message)]);
  });
});

describe('declared keys', () => {
  test.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    [
      'c.yaml',
      '# top\noptimizer:\n  args:   # aligned\n    lr:   1e-3    # rate\n    amsgrad: true   # why\n"b": [1,  2]\n',
      { 'optimizer.args.amsgrad': false, 'optimizer.args.lr': 0, b: [] },
      '# top\noptimizer:\n  args:   # aligned\n    lr:   0.0    # rate\n    amsgrad: false   # why\n"b": []\n',
    ],
    ['c.yml', 'a:\nl:\n  - x: 1\n', { a: 'on', 'l.0.x': null }, 'a: "on"\nl:\n  - x: null\n'],
    [
      'c.toml',
      'a = 1 # one\r\n[t.u]\r\nb = "x"   # two\r\nc = { d = 0.5 }\r\n',
      { 't.u.b': 'y', 't.u.c.d': 0, a: 2 },
      'a = 2 # one\r\n[t.u]\r\nb = "y"   # two\r\nc = { d = 0.0 }\r\n',
    ],
    [
      'c.json',
      '{\n\t"a": {"b": true, "c" : [1, {"d":2}]}\n}\n',
      { 'a.b': false, 'a.c.1.d': 3 },
      '{\n\t"a": {"b": false, "c" : [1, {"d":3}]}\n}\n',
    ],
  ])('in %s keep all the rest', async (name, text, set, expected) => {
    const { messages, edited, components } = await read({ [name]: text }, [setting(`./${name}`, set)]);
    expect(messages).toEqual([]);
    expect(edited('c')).toBe(expected);
    expect(components).toMatchObject([{ kind: 'config', file: name, replaces: false }]);
  });

  test.each<[string, string, string, Readonly<Record<string, unknown>>, RegExp]>([
    [
      'an unknown key',
      'c.yaml',
      'model:\n  dropout: 0.5\n',
      { 'model.dropuot': 0 },
      /no key model\.dropuot; did you mean model\.dropout\?/,
    ],
    [
      'a key without its section',
      'c.yaml',
      'model:\n  dropout: 0.5\n',
      { dropout: 0 },
      /did you mean model\.dropout\?/,
    ],
    ['the value it has', 'c.json', '{"a": false}', { a: false }, /is false already/],
    ['a whole section', 'c.yaml', 'a:\n  b: 1\n', { a: null }, /a spreads over several lines/],
    ['a value that others refer to', 'c.yaml', 'a: &x 1\nb: *x\n', { a: 2 }, /without changing more/],
    ['no TOML value', 'c.toml', 'a = 1\n', { a: null }, /without changing more/],
    ['a broken file', 'c.json', '{"a": }', { a: 1 }, /c\.json cannot be read: .*line 1/],
    ['an unknown file', 'd.yaml', 'a: 1\n', {}, /conf\/e\.yaml is not a YAML.*project/],
    ['nothing', 'c.yaml', 'a: 1\n', {}, /set is empty/],
  ])('%s is an error', async (what, name, text, set, message) => {
    const file = what === 'an unknown file' ? 'conf/e.yaml' : name;
    const { components, messages } = await read({ [name]: text }, [setting(file, set)]);
    expect(components).toEqual([]);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(message);
    expect(messages[0]).toContain('the component c');
  });
});

describe('marks in configuration files', () => {
  test.each<[string, string, string[], string]>([
    [
      'c.yaml',
      `m:\n  ema: true   ${M}\n  b: 2  # two\n`,
      ['ema', 'set m.ema: false'],
      `m:\n  ema: false   ${M}\n  b: 2  # two\n`,
    ],
    ['c.yaml', `ema: yes ${M}\n`, ['ema', 'set ema: no'], `ema: no ${M}\n`],
    [
      'c.yaml',
      `${M}(name=ema)\n\n# why\nuse: True\n`,
      ['ema', 'set use: False'],
      `${M}(name=ema)\n\n# why\nuse: False\n`,
    ],
    [
      'c.yaml',
      `a: {b: 0.5}\nd: 0.5  ${M}(replace=0.1)\n`,
      ['d', 'set d: 0.1'],
      `a: {b: 0.5}\nd: 0.1  ${M}(replace=0.1)\n`,
    ],
    [
      'c.yaml',
      `aug:\n  - flip\n  - crop  ${M}\n  - "#no"\n`,
      ['crop', 'remove the entry crop'],
      'aug:\n  - flip\n  - "#no"\n',
    ],
    [
      'c.yaml',
      `aug:\n  - name: crop  ${M}\n    size: 3  # px\n\n  - flip\n`,
      ['aug_0', 'remove the entry name: crop'],
      'aug:\n\n  - flip\n',
    ],
    ['c.yaml', `aug:\n  - crop  ${M}\nx: 1\n`, ['crop', 'remove the entry crop'], `aug:\n  []  ${M}\nx: 1\n`],
    ['c.yaml', `f: [\n  age,  ${M}\n  sex\n]\n`, ['age', 'remove the entry age'], 'f: [\n  sex\n]\n'],
    ['c.toml', `[t]\nema = true  ${M}\n`, ['ema', 'set t.ema: false'], `[t]\nema = false  ${M}\n`],
    ['c.toml', `f = [\n  "age",\n  "sex",  ${M}\n]\r\n`, ['sex', 'remove the entry "sex"'], 'f = [\n  "age",\n]\r\n'],
  ])('%s: %j', async (name, text, [id = '', change], expected) => {
    const { components, messages, edited } = await read({ [name]: text });
    expect(messages).toEqual([]);
    expect(components).toMatchObject([{ kind: 'config', id, change, replaces: text.includes('replace=') }]);
    expect(edited(id)).toBe(expected);
  });

  test.each<[string, string, RegExp]>([
    ['a number without replace=', `lr: 0.1  ${M}\n`, /error c\.yaml:1 .*say replace=/],
    ['false without replace=', `a: false  ${M}\n`, /say replace=/],
    ['a section', `a:  ${M}\n  b: 1\n`, /say replace=/],
    ['a section with replace=', `a:  ${M}(replace=1)\n  b: 1\n`, /spreads over several lines/],
    ['two values on a line', `f: [\n  a, b,  ${M}\n]\n`, /several values/],
    ['nothing below', `a: 1\n${M}\n`, /nothing below/],
    ['a replacement that is no value', `a: 1  ${M}(replace=[1)\n`, /not closed/],
    ['a replacement that is two values', `a: 1  ${M}(replace=1, b=2)\n`, /Unknown option "b"/],
    ['each', `a: [b]  ${M}(each)\n`, /for Python files/],
    ['a hint', '#ABLATION_HINT_START\na: 1\n', /Python files/],
    ['a broken file', `a: [1  ${M}\n`, /error c\.yaml:\d .*cannot be read/],
    ['an anchored value', `a: &x true  ${M}\nb: *x\n`, /without changing more/],
  ])('%s is an error', async (_, text, message) => {
    const { components, messages } = await read({ 'c.yaml': text });
    expect(components).toEqual([]);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(message);
  });

  test('a mark in text is none, a near miss is a warning', async () => {
    const { components, messages } = await read({
      'c.yaml': `a: "${M}"\nb: |\n  ${M}\nc: x#ABLATABLE_COMPONENT\nd: 1 # ablatable_component\n`,
    });
    expect(components).toEqual([]);
    expect(messages).toEqual([expect.stringMatching(/^warning c\.yaml:5/)]);
  });
});
