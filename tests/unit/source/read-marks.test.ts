import { beforeAll, describe, expect, test } from 'vitest';
import { pythonFileFromText } from '../../../src/source/python-file.js';
import { loadPythonParser } from '../../../src/source/python-parser.js';
import { readMarkedComponents } from '../../../src/source/read-marks.js';

beforeAll(loadPythonParser);

const M = '#ABLATABLE_COMPONENT';

/** What was marked: `id: source text`, and the messages with their lines. */
function read(...lines: string[]): { found: string[]; messages: string[] } {
  const file = pythonFileFromText('train.py', lines.join('\n') + '\n');
  const { components, diagnostics } = readMarkedComponents(file);
  return {
    found: components.map((component) =>
      component.kind === 'code' ? `${component.id}: ${file.text.slice(component.start, component.end)}` : component.id,
    ),
    messages: diagnostics.map(({ severity, place, message }) => `${severity} ${place?.line ?? ''}: ${message}`),
  };
}

function expectFound(lines: string[], ...found: string[]): void {
  expect(read(...lines)).toEqual({ found, messages: [] });
}

function expectError(lines: string[], line: number, message: RegExp): void {
  const { found, messages } = read(...lines);
  expect(found).toEqual([]);
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatch(new RegExp(`^error ${line}: .*${message.source}`, 's'));
}

describe('a mark at a statement', () => {
  test.each<[string, string[], string]>([
    ['trailing', [`self.conv2 = nn.Conv2d(32, 64, 3)  ${M}`], 'conv2: self.conv2 = nn.Conv2d(32, 64, 3)'],
    ['blanks after #', ['x = 1  #   ABLATABLE_COMPONENT'], 'x: x = 1'],
    ['above', [M, 'x = 1'], 'x: x = 1'],
    ['above, over blank and comment lines', [M, '', '# why', 'x = 1', 'y = 2'], 'x: x = 1'],
    ['behind another comment', [`x = 1  # noqa  ${M}(name=one)`], 'one: x = 1'],
    ['before another comment', [`x = 1  ${M}  # noqa`], 'x: x = 1'],
    ['open on its first line', [`x = f(  ${M}`, '  a,', ')'], `x: x = f(  ${M}\n  a,\n)`],
    ['its closing line', ['x = f(', '  a,', `)  ${M}`], 'x: x = f(\n  a,\n)'],
    ['first line with several arguments', [`f(a, b,  ${M}`, '  c)'], 'f: f(a, b,\n  c)'.replace(',\n', `,  ${M}\n`)],
    [
      'a call statement',
      [`torch.nn.utils.clip_grad_norm_(p, 1)  ${M}`],
      'clip_grad_norm_: torch.nn.utils.clip_grad_norm_(p, 1)',
    ],
    ['a bare method', [`scheduler.step()  ${M}`], 'scheduler.step: scheduler.step()'],
    ['in place', [`x = self.dropout(x)  ${M}`], 'dropout: x = self.dropout(x)'],
    ['augmented', [`loss += beta * kld  ${M}`], 'beta_kld: loss += beta * kld'],
    ['augmented by a number', [`lr *= 0.5  ${M}`], 'lr: lr *= 0.5'],
    ['a sign before it', [`self.bias += -1  ${M}`], 'bias: self.bias += -1'],
    ['annotated', [`use_mixup: bool = True  ${M}`], 'use_mixup: use_mixup: bool = True'],
    ['return', ['def f(x):', `    return x + skip  ${M}`], 'x_skip: return x + skip'],
    ['docstring end', ['def f():', '    x = """a', `    b"""  ${M}`], 'x: x = """a\n    b"""'],
    ['if header', [`if args.mixup:  ${M}`, '    a()'], `mixup: if args.mixup:  ${M}\n    a()`],
    ['if on one line', [`if mixup: a()  ${M}`], `mixup: if mixup: a()  ${M}`],
    ['with header', [`with autocast():  ${M}`, '    a()'], `autocast: with autocast():  ${M}\n    a()`],
    ['def', [`def augment(x):  ${M}`, '    return x'], `augment: def augment(x):  ${M}\n    return x`],
    [
      'end of a long header',
      ['def f(', '    x,', `) -> int:  ${M}`, '    return x'],
      `f: def f(\n    x,\n) -> int:  ${M}\n    return x`,
    ],
    ['decorator', [`@torch.compile  ${M}`, 'def f(): pass'], `compile: @torch.compile  ${M}`],
    ['second decorator', ['@a', `@b(1)  ${M}`, 'def f(): pass'], `b: @b(1)  ${M}`],
    ['def below a decorator', ['@a', `def f(): pass  ${M}`], `f: def f(): pass  ${M}`],
    ['else', ['if a:', '    b()', `else:  ${M}`, '    c()'], `else: else:  ${M}\n    c()`],
  ])('%s', (_, lines, found) => {
    const { found: all, messages } = read(...lines);
    expect(messages).toEqual([]);
    expect(all).toEqual([found]);
  });

  test('CRLF and tabs do not move it', () => {
    const file = pythonFileFromText('a.py', `if a:\r\n\tx = 'é😀'  ${M}\r\n\ty = 2\r\n`);
    const [component] = readMarkedComponents(file).components;
    expect(component?.kind === 'code' && file.text.slice(component.start, component.end)).toBe("x = 'é😀'");
  });

  test.each<[string, string[], number, RegExp]>([
    ['several statements', [`a = 1; b = 2  ${M}`], 1, /several statements/],
    ['a header with its body', [`for i in x: f(i)  ${M}`], 1, /header and its body/],
    [
      'one piece behind an open bracket',
      [`net = nn.Sequential(nn.Dropout(0.5),  ${M}`, '  nn.ReLU())'],
      1,
      /either.*line above/,
    ],
    ['a sum that begins', [`loss = (recon  ${M}`, '  + kld)'], 1, /either/],
    ['above a decorated function', [M, '@a', 'def f(): pass'], 1, /decorator or the whole/],
    ['nothing below', ['x = 1', M], 2, /no code below/],
    ['the end of a block', ['def f():', '    x = 1', `    ${M}`, 'y = 2'], 3, /block of this mark ends/],
    ['the end of a bracket', ['x = [', '  a,', `  ${M}`, ']'], 3, /No element follows/],
  ])('%s is an error', (_, lines, line, message) => {
    expectError(lines, line, message);
  });

  test('two marks on one statement are an error', () => {
    const { messages } = read(M, `x = 1  ${M}`);
    expect(messages).toEqual([expect.stringMatching(/^error 2: Two marks/)]);
  });
});

describe('a mark inside a longer expression', () => {
  const list = (...lines: string[]): string[] => ['model = nn.Sequential(', ...lines, ')'];

  test.each<[string, string[], string]>([
    ['an argument', list('  a(1),', `  nn.Dropout(0.5),  ${M}`, '  b'), 'dropout: nn.Dropout(0.5)'],
    ['the last argument without comma', list('  a(1),', `  nn.Dropout(0.5)  ${M}`), 'dropout: nn.Dropout(0.5)'],
    ['above an element', list(`  ${M}`, '  a(1),', '  b,'), 'a: a(1)'],
    ['above the last element and its bracket', ['x = [', '  a,', `  ${M}`, '  b]'], 'b: b'],
    ['first line of a long element', list(`  f(  ${M}`, '    1,', '  ),', '  b'), `f: f(  ${M}\n    1,\n  )`],
    ['last line of a long element', list('  f(', '    1,', `  ),  ${M}`, '  b'), 'f: f(\n    1,\n  )'],
    ['first line with several inner elements', list(`  f(1, 2,  ${M}`, '    3),', '  b'), `f: f(1, 2,  ${M}\n    3)`],
    [
      'a keyword argument',
      ['opt = Adam(', '  p,', `  weight_decay=1e-4,  ${M}`, ')'],
      'weight_decay: weight_decay=1e-4',
    ],
    ['a dict pair', ['c = {', `  'beta': 4.0,  ${M}`, '}'], "beta: 'beta': 4.0"],
    [
      'a named tuple',
      ['p = Pipeline([', `  ('scale', StandardScaler()),  ${M}`, '])'],
      "scale: ('scale', StandardScaler())",
    ],
    ['a string', ['f = [', `  "age",  ${M}`, '  "sex",', ']'], 'age: "age"'],
    ['a default parameter', ['def f(', '    x,', `    p: float = 0.5,  ${M}`, '): pass'], 'p: p: float = 0.5'],
    ['a term behind its operator', ['loss = (', '  recon', `  + beta * kld  ${M}`, ')'], 'beta_kld: beta * kld'],
    ['a middle term', ['loss = (', '  recon', `  + beta * kld  ${M}`, '  + w * reg', ')'], 'beta_kld: beta * kld'],
    ['the first term', ['loss = (', `  recon  ${M}`, '  + kld', '  + c', ')'], 'recon: recon'],
    [
      'a term before its operator',
      ['loss = (', '  recon +', `  beta * kld +  ${M}`, '  c', ')'],
      'beta_kld: beta * kld',
    ],
    ['a subtracted term', ['loss = (', '  recon', `  - ent(x)  ${M}`, ')'], 'ent: ent(x)'],
    ['a factor', ['y = (', '  a', `  * gate  ${M}`, ')'], 'gate: gate'],
    ['a term over a backslash', ['loss = recon \\', `  + beta * kld  ${M}`], 'beta_kld: beta * kld'],
    ['above the last term and its bracket', ['loss = (recon', `  ${M}`, '  + kld)'], 'kld: kld'],
    ['a long term', ['loss = (', '  recon', `  + f(  ${M}`, '    a', '  )', ')'], `f: f(  ${M}\n    a\n  )`],
    ['a condition', ['if (', '  a', `  and b  ${M}`, '): pass'], 'b: b'],
  ])('%s', (_, lines, found) => {
    expectFound(lines, found);
  });

  test.each<[string, string[], number, RegExp]>([
    ['two elements', list('  a, b,  ' + M, '  c'), 2, /more than one element/],
    ['an element and the closing bracket', ['x = [a,', `  b]  ${M}`], 2, /last piece or the whole/],
    ['a term and the closing bracket', ['x = (a', `  + b)  ${M}`], 2, /last piece or the whole/],
    ['two terms', ['x = (', '  a', `  + b + c  ${M}`, ')'], 3, /part or the whole|more than one/],
    ['a part of a term', ['x = (', '  a', `  + b * c  ${M}`, '  * d', ')'], 3, /part or the whole/],
    ['the first line of a long sum in a list', ['x = [', `  a  ${M}`, '  + b,', '  c]'], 2, /part or the whole/],
    ['the first factor of a term', ['x = (', `  ce  ${M}`, '  * w', '  + kld', ')'], 2, /part or the whole/],
    ['one inner piece of a long element', list(`  f(nn.Dropout(),  ${M}`, '    3),', '  b'), 2, /part or the whole/],
    [
      'a method of a chain',
      ['x = (df', `  .dropna()  ${M}`, '  .sum())'],
      2,
      /put the one that is meant on its own line/,
    ],
    ['a header element and its end', ['def f(a,', `  b):  ${M}`, '  pass'], 2, /last element or the whole/],
    ['closing and opening', ['x = [{', `}, {  ${M}`, '}]'], 2, /./],
  ])('%s is an error', (_, lines, line, message) => {
    expectError(lines, line, message);
  });
});

describe('term=', () => {
  test.each<[string, string[], string]>([
    ['a term', [`loss = a + beta * kld  ${M}(term=beta*kld)`], 'beta_kld: beta * kld'],
    ['in one of several statements', [`a = f(1); b = g(2)  ${M}(term=g(2))`], 'g: g(2)'],
    ['a statement of several', [`a = 1; b = 2  ${M}(term=b = 2)`], 'b: b = 2'],
    ['an element beside others', ['x = [', `  a, b, c,  ${M}(term=b)`, ']'], 'b: b'],
    [
      'a keyword argument',
      [`opt = Adam(p, lr=1, weight_decay=0.1)  ${M}(term=weight_decay=0.1)`],
      'weight_decay: weight_decay=0.1',
    ],
    ['the one on the marked line', ['x = [', '  a + b,', `  a,  ${M}(term=a)`, ']'], 'a: a'],
    ['in a header, not in its body', [`with a(), b():  ${M}(term=b())`, '    b()'], 'b: b()'],
  ])('%s', (_, lines, found) => {
    expectFound(lines, found);
  });

  test('not found: names what can be', () => {
    expectError([`loss = a + beta * kld  ${M}(term=gamma * kld)`], 1, /is not a complete part.*"beta \* kld"/);
  });
  test('a part of a chain is not a node', () => {
    expectError([`loss = a + b + c  ${M}(term=b + c)`], 1, /is not a complete part/);
  });
  test('more than once', () => {
    expectError([`y = f(x) + g(f(x))  ${M}(term=f(x))`], 1, /more than once/);
  });
});

describe('each', () => {
  test.each<[string, string[], string[]]>([
    ['a list of strings', [`features = ["age", "sex"]  ${M}(each)`], ['features.age: "age"', 'features.sex: "sex"']],
    [
      'nn.Sequential, numbered where needed',
      ['self.model = nn.Sequential(  ' + M + '(each)', '  nn.ReLU(), nn.Dropout(0.1),', '  nn.Dropout(0.2),', ')'],
      ['model.relu: nn.ReLU()', 'model.dropout1: nn.Dropout(0.1)', 'model.dropout2: nn.Dropout(0.2)'],
    ],
    [
      'Pipeline steps',
      [`p = Pipeline(steps=[('s', S()), ('c', C())], memory=None)  ${M}(each)`],
      ["steps.s: ('s', S())", "steps.c: ('c', C())"],
    ],
    ['a dict', [`w = {'a': 1, 'b': 2}  ${M}(each)`], ["w.a: 'a': 1", "w.b: 'b': 2"]],
    ['dict(...)', [`w = dict(a=1, b=2)  ${M}(each)`], ['w.a: a=1', 'w.b: b=2']],
    ['Compose([...])', [`t = T.Compose([T.A(), T.B()])  ${M}(each)`], ['t.a: T.A()', 't.b: T.B()']],
    ['OrderedDict in Sequential', [`m = nn.Sequential(OrderedDict([('a', A())]))  ${M}(each)`], ["m.a: ('a', A())"]],
    ['return', ['def net():', `    return nn.Sequential(a(), b())  ${M}(each)`], ['net.a: a()', 'net.b: b()']],
    ['the list that term names', [`x = f([1, 2], [a, b])  ${M}(each, term=[a, b])`], ['x.a: a', 'x.b: b']],
    ['with a name', [`x = [a, b]  ${M}(each, name=feat)`], ['feat.a: a', 'feat.b: b']],
  ])('%s', (_, lines, found) => {
    expectFound(lines, ...found);
  });

  test('elements know their index, comments do not count', () => {
    const file = pythonFileFromText('a.py', `x = [  ${M}(each, group=g)\n  a,\n  # no element\n  b,\n]\n`);
    const { components } = readMarkedComponents(file);
    expect(components).toMatchObject([
      { element: 0, group: 'g', line: 2 },
      { element: 1, group: 'g', line: 4 },
    ]);
  });
  test('no container', () => {
    expectError([`x = f(a, b)  ${M}(each)`], 1, /each needs a list/);
  });
  test('empty container', () => {
    expectError([`x = []  ${M}(each)`], 1, /empty/);
  });
});

describe('ids', () => {
  test('a clash is told apart by class', () => {
    expectFound(
      ['class A:', `  drop = f(1)  ${M}`, 'class B:', `  drop = f(2)  ${M}`],
      'A.drop: drop = f(1)',
      'B.drop: drop = f(2)',
    );
  });
  test('else numbered', () => {
    expectFound(
      [`x = self.drop(x)  ${M}`, `x = self.drop(x)  ${M}`],
      'drop1: x = self.drop(x)',
      'drop2: x = self.drop(x)',
    );
  });
  test('a given name wins over a derived one', () => {
    expectFound([`x = 1  ${M}`, `y = 2  ${M}(name=x)`], 'train.x: x = 1', 'x: y = 2');
  });
  test('a given name twice is an error', () => {
    const { found, messages } = read(`x = 1  ${M}(name=a)`, `y = 2  ${M}(name=a)`);
    expect(found).toEqual(['a: x = 1']);
    expect(messages).toEqual([expect.stringMatching(/^error 2: name=a is given twice, first at train.py:1/)]);
  });
  test('a name that a group has is an error, a derived one gives way', () => {
    expect(read(`x = 1  ${M}(group=g)`, `y = 2  ${M}(name=g)`).messages).toEqual([
      expect.stringMatching(/name of a group/),
    ]);
    expectFound([`x = 1  ${M}(group=g)`, `g = 2  ${M}`], 'x: x = 1', 'train.g: g = 2');
  });
  test('the word baseline is kept for the baseline', () => {
    expectFound([`baseline = 1  ${M}`], 'train.baseline: baseline = 1');
  });
});

describe('what is no mark', () => {
  test('strings, docstrings, commented-out code', () => {
    expectFound([`"""`, M, `"""`, `x = "${M}"`, `y = f"{x} ${M}"`]);
  });
  test('a mark in commented-out code is a warning', () => {
    expect(read(`# x = 1  ${M}`, 'y = 2')).toEqual({ found: [], messages: [expect.stringMatching(/^warning 1/)] });
  });
  test.each([
    '# ablatable_component',
    '#ABLATABLE_COMPONENTS',
    '#ABLATABLE COMPONENT',
    '#ABLATION_COMPONENT',
    '#ABLATABL_COMPONENT',
    '##ABLATABLE_COMPONENT',
    '#ABALTABLE_COMPONENT',
    '#ABLATABLE-COMPONENT(name=x)',
    '#ABLATABLE_COMPONENT_2',
    '#Ablatable_Component',
    '#ABLATABLE',
    '# TODO: ABLATABLE_COMPONENT',
    '#ABLATION_HINT_BEGIN_',
    '#ablation_hint_start',
  ])('%s is a near miss', (comment) => {
    const { found, messages } = read('a = 0', `x = 1  ${comment}`);
    expect(found).toEqual([]);
    expect(messages).toEqual([expect.stringMatching(/^warning 2: .*#ABLAT/)]);
  });
  test.each([
    '# an able component',
    '# table of components',
    '# ablation of the components below',
    '# notable',
    '#',
    '# hint: start here',
  ])('%s is an ordinary comment', (comment) => {
    expectFound([`x = 1  ${comment}`]);
  });
  test('many near misses do not flood', () => {
    const { messages } = read(...Array.from({ length: 50 }, () => '# ablatable_component'));
    expect(messages).toHaveLength(11);
    expect(messages[10]).toContain('40 more');
  });
});

describe('hints', () => {
  const START = '#ABLATION_HINT_START';
  const END = '#ABLATION_HINT_END';

  test('text and range', () => {
    const file = pythonFileFromText(
      'a.py',
      `x = 1\n${START}\n# Remove the residual;\n# keep the norm.\ny = x  # add\n# ABLATION_HINT_END\n`,
    );
    expect(readMarkedComponents(file)).toEqual({
      components: [
        {
          kind: 'hint',
          id: 'hint',
          file: 'a.py',
          line: 2,
          endLine: 6,
          hint: 'Remove the residual;\nkeep the norm.',
          anchor: 'y = x #1',
        },
      ],
      diagnostics: [],
    });
  });
  test.each([
    ['below it', `${START}\n# a\n${END}\n# more\n\ny = 1\n`, 'y = 1 #1'],
    ['the second of its likes', `y = 1\n${START}\n# a\n${END}\ny = 1  # again\n`, 'y = 1 #2'],
    [
      'in a method, the header of a loop',
      `class Net:\n  def forward(self, x):\n    ${START}\n    # a\n    ${END}\n    for b in self.blocks:\n      x = b(x)\n`,
      'Net > forward > for b in self . blocks : #1',
    ],
    ['a decorated function', `${START}\n# a\n${END}\n@f\ndef g(x):\n  pass\n`, '@ f def g ( x ) : #1'],
    ['nothing below', `y = 1\n${START}\n# a\n${END}\n`, 'end of file'],
  ])('what it stands at: %s', (_, text, anchor) => {
    const { components } = readMarkedComponents(pythonFileFromText('a.py', text));
    expect(components).toMatchObject([{ kind: 'hint', anchor }]);
  });
  test('named, numbered, ordered with the rest', () => {
    const { found } = read(
      START,
      '# a',
      END,
      `x = 1  ${M}`,
      START,
      '# b',
      END,
      `${START}(name=res, group=g)`,
      '# c',
      END,
    );
    expect(found).toEqual(['hint1', 'x: x = 1', 'hint2', 'res']);
  });
  test.each<[string, string[], string[]]>([
    ['no end', [START, '# a'], ['error 1: This hint has no']],
    ['no start', ['# a', END], ['error 2: This #ABLATION_HINT_END has no']],
    ['empty', [START, '#', END], ['error 3: The hint of line 1 is empty']],
    ['nested', [START, '# a', START, '# b', END], ['error 3: This hint starts inside the hint of line 1']],
  ])('%s', (_, lines, starts) => {
    const { messages } = read(...lines);
    expect(messages).toHaveLength(starts.length);
    for (const [index, start] of starts.entries()) expect(messages[index]).toContain(start);
  });
  test('a mark inside is an error', () => {
    expect(read(START, '# a', `x = 1  ${M}`, END).messages).toEqual([
      expect.stringMatching(/^error 3: This mark stands inside the hint of line 1/),
    ]);
  });
});

describe('syntax errors', () => {
  test('name file, line, column and the line itself', () => {
    const file = pythonFileFromText('pkg/a.py', 'x = 1\ndef f(:\n    y = 1\n');
    expect(readMarkedComponents(file).diagnostics).toMatchObject([
      { severity: 'error', place: { file: 'pkg/a.py', line: 2, column: 6, sourceLine: 'def f(:' } },
    ]);
  });
  test('an open bracket is shown where it stands, however far the error reaches', () => {
    const file = pythonFileFromText(
      'a.py',
      'import os\nsizes = (1,\n         2\ndef f(x):\n    return [x]\nprint(f(1))\n',
    );
    expect(readMarkedComponents(file).diagnostics).toMatchObject([{ place: { line: 2, column: 9 } }]);
  });
  test('a mark in the broken part is no component, and the error is said once', () => {
    const { found, messages } = read('def f():', '    y = (3', `    z = 4  ${M}`, 'def g():', '    pass');
    expect(found).toEqual([]);
    expect(messages).toEqual([expect.stringMatching(/^error 2: Syntax error: "\(" has no counterpart/)]);
  });
});
