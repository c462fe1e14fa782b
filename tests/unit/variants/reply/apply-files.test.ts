import { beforeAll, describe, expect, it } from 'vitest';
import { applyEdits } from '../../../../src/core/edit.js';
import type { Project } from '../../../../src/source/project.js';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { readMarkedComponents } from '../../../../src/source/read-marks.js';
import { applyFiles } from '../../../../src/variants/reply/apply-files.js';
import { componentLines, type LineRange } from '../../../../src/variants/reply/component-lines.js';
import { projectOf } from '../rules/marked-project.js';

beforeAll(loadPythonParser);

const BASE = `import torch.nn as nn


class Net(nn.Module):
    """A net.

    With text.
    """

    def __init__(self):
        self.a = nn.Linear(2, 2)  # first
        #ABLATION_HINT_START
        # Remove the norm.
        #ABLATION_HINT_END
        self.b = nn.LayerNorm(2)  #ABLATABLE_COMPONENT

    def forward(self, x):
        # normalised
        return self.b(self.a(x))
`;

function rewrite(text: string, base = BASE, component: readonly LineRange[] = []) {
  return applyFiles(projectOf({ 'train.py': base }), [{ file: 'train.py', text }], component);
}

function rewritten(text: string, base = BASE, component: readonly LineRange[] = []) {
  const applied = rewrite(text, base, component);
  if (!applied.ok) throw new Error(JSON.stringify(applied.failure));
  return { edits: applied.value.edits, after: applyEdits(base, applied.value.edits) };
}

const withoutComments = (text: string): string => text.replaceAll(/^\s*#.*\n|  #.*$/gm, '');

describe('a whole file', () => {
  it('is the edits that make the difference', () => {
    const text = BASE.replace('self.b(self.a(x))', 'self.a(x)');
    const { edits, after } = rewritten(text);
    expect(after).toBe(text);
    expect(edits).toHaveLength(1);
    expect(edits[0]?.text).toBe('        return self.a(x)\n');
  });

  it('keeps the comments and marks that the model dropped, but for those of the code it changed', () => {
    const text = withoutComments(BASE)
      .replace('        self.b = nn.LayerNorm(2)\n', '        self.b = nn.Identity()\n')
      .replaceAll(' \n', '\n');
    expect(rewritten(text).after).toBe(
      BASE.replace('self.b = nn.LayerNorm(2)  #ABLATABLE_COMPONENT', 'self.b = nn.Identity()'),
    );
  });

  it('keeps the marks above code that it removes', () => {
    const text = withoutComments(BASE)
      .replace('        self.b = nn.LayerNorm(2)\n', '')
      .replace('self.b(self.a(x))', 'self.a(x)');
    expect(rewritten(text).after).toBe(
      BASE.replace('        self.b = nn.LayerNorm(2)  #ABLATABLE_COMPONENT\n', '').replace(
        'self.b(self.a(x))',
        'self.a(x)',
      ),
    );
  });

  it('adds no comments of its own where the code is the same', () => {
    const text = BASE.replace('return self.b(self.a(x))', '# now without the norm\n        return self.a(x)')
      .replace('  # first', '  # the first layer')
      .replace('    def forward', '    # unconnected remark\n    def forward');
    expect(rewritten(text).after).toContain('self.a = nn.Linear(2, 2)  # first\n');
    expect(rewritten(text).after).not.toContain('unconnected');
  });

  it('changes text in strings, also where it looks like a comment', () => {
    const base = 'S = """\na  # one\n\nb\n"""\nf(S)\n';
    const text = base.replace('# one', '# two');
    expect(rewritten(text, base).after).toBe(text);
  });

  it('keeps Windows line ends, white space at line ends and the missing line end at the end', () => {
    const base = 'a = 1  \r\nb = 2\r\nc = 3\r\nd = 4';
    expect(rewritten('a = 1\nb = 5\nc = 3\nd = 4\n', base).after).toBe('a = 1  \r\nb = 5\r\nc = 3\r\nd = 4');
  });

  it('that has next to nothing of the old one is one edit', () => {
    const rows = (word: string): string => Array.from({ length: 1500 }, (_, row) => `${word}(${row})\n`).join('');
    const { edits, after } = rewritten(rows('f'), rows('g'));
    expect(edits).toHaveLength(1);
    expect(after).toBe(rows('f'));
  });

  it('may be a configuration file, whose comments count', () => {
    const project: Project = {
      ...projectOf({ 'train.py': BASE }),
      configFiles: new Map([['c.yaml', { path: 'c.yaml', format: 'yaml', text: '# rates\nlr: 1\nwd: 2\n' }]]),
    };
    const applied = applyFiles(project, [{ file: 'c.yaml', text: '# rates\nlr: 1\nwd: 0\n' }], []);
    expect(applied).toMatchObject({ value: { edits: [{ file: 'c.yaml', text: 'wd: 0\n' }] } });
  });

  it('that is unchanged does no harm beside one that changed', () => {
    const project = projectOf({ 'train.py': 'a = 1\n', 'net.py': 'b = 1\nc = 2\n' });
    const files = [
      { file: 'train.py', text: 'a = 1\n' },
      { file: 'net.py', text: 'b = 1\nc = 3\n' },
    ];
    expect(applyFiles(project, files, [])).toMatchObject({ value: { edits: [{ file: 'net.py', text: 'c = 3\n' }] } });
  });
});

describe('refused is', () => {
  it('a file that the project lacks', () => {
    expect(applyFiles(projectOf({ 'train.py': BASE }), [{ file: 'x.py', text: BASE }], [])).toEqual({
      ok: false,
      failure: [{ kind: 'unknown-file', file: 'x.py', known: ['train.py'] }],
    });
  });

  it('one with the same code', () => {
    expect(rewrite(withoutComments(BASE))).toEqual({ ok: false, failure: [{ kind: 'no-op' }] });
  });

  it('one that leaves out code and says so', () => {
    const text = BASE.replace(/ {8}# normalised\n.*\n/, '        # ... same as before\n');
    expect(rewrite(text)).toMatchObject({
      failure: [{ kind: 'elided', elisions: [{ text: '# ... same as before' }] }],
    });
  });

  it('one that leaves out code and does not say so', () => {
    const text = BASE.slice(0, BASE.indexOf('        #ABLATION_HINT_START'));
    expect(rewrite(text)).toMatchObject({ failure: [{ kind: 'shrunk', file: 'train.py' }] });
  });

  it('not one whose missing code is the component', () => {
    const lines = Array.from({ length: 8 }, (_, index) => `    step_${index}(x, y, ${index})`);
    const base = `a = 1\nwith tricks():  #ABLATABLE_COMPONENT\n${lines.join('\n')}\nb = f(a)\nc = g(b)\n`;
    const project = projectOf({ 'train.py': base });
    const file = project.pythonFiles.get('train.py');
    if (file === undefined) throw new Error('no file');
    const component: LineRange[] = [{ file: 'train.py', first: 2, last: 10 }];
    const text = 'a = 1\nb = f(a)\nc = g(b)\n';
    expect(rewrite(text, base)).toMatchObject({ failure: [{ kind: 'shrunk' }] });
    expect(rewritten(text, base, component).after).toBe(text);
  });
});

it('the lines of components are those of their code, or of their hint', () => {
  const project = projectOf({ 'train.py': BASE.replace('nn.LayerNorm(2)', 'nn.LayerNorm(\n            2\n        )') });
  const file = project.pythonFiles.get('train.py');
  if (file === undefined) throw new Error('no file');
  const { components } = readMarkedComponents(file);
  expect(componentLines(project, components)).toEqual([
    { file: 'train.py', first: 12, last: 14 },
    { file: 'train.py', first: 15, last: 17 },
  ]);
});
