import { beforeAll, describe, expect, it } from 'vitest';
import { classFamily } from '../../../src/source/name-uses-class-family.js';
import { usesInFile, usesOfAttribute, usesOfName, type Use } from '../../../src/source/name-uses.js';
import { loadPythonParser, type Node } from '../../../src/source/python-parser.js';
import type { Project } from '../../../src/source/project.js';
import { projectOf } from '../variants/rules/marked-project.js';

beforeAll(loadPythonParser);

function fileOf(project: Project, path = 'train.py') {
  const file = project.pythonFiles.get(path);
  if (file === undefined) throw new Error(`no ${path}`);
  return file;
}

/** The n-th identifier of that name, in source order. */
function identifier(project: Project, name: string, index = 0): Node {
  const found = fileOf(project)
    .tree.rootNode.descendantsOfType('identifier')
    .filter((node) => node.text === name)[index];
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

const places = (uses: readonly Use[]) =>
  uses
    .map(
      (use) =>
        `${use.file.path === 'train.py' ? '' : use.file.path + ':'}${use.node.startPosition.row + 1} ${use.role}`,
    )
    .sort();

function inFile(text: string, name: string, index = 0): string[] {
  const project = projectOf({ 'train.py': text });
  return places(usesInFile(fileOf(project), identifier(project, name, index)));
}

describe('scopes', () => {
  it('tells a module variable from a local one and from an attribute', () => {
    const text = 'x = 1\ndef f():\n    x = 2\n    return x\ny.x = x\nf(x=3)\n';
    expect(inFile(text, 'x')).toEqual(['1 binding', '5 read']);
    expect(inFile(text, 'x', 1)).toEqual(['3 binding', '4 read']);
  });

  it('follows global and nonlocal', () => {
    expect(inFile('x = 1\ndef f():\n    global x\n    x = 2\n', 'x')).toEqual(['1 binding', '4 binding']);
    const text = 'def f():\n    x = 1\n    def g():\n        nonlocal x\n        x = 2\n    return x\n';
    expect(inFile(text, 'x')).toEqual(['2 binding', '5 binding', '6 read']);
  });

  it('hides a class body from its methods', () => {
    const text = 'x = 1\nclass A:\n    x = 2\n    y = x\n    def f(self):\n        return x\n';
    expect(inFile(text, 'x')).toEqual(['1 binding', '6 read']);
    expect(inFile(text, 'x', 1)).toEqual(['3 binding', '4 read']);
  });

  it('keeps a comprehension to itself, but its first iterable outside, and lets := out', () => {
    expect(inFile('x = 1\ny = [x for x in x if x]\nx\n', 'x')).toEqual(['1 binding', '2 read', '3 read']);
    expect(inFile('y = [z := 1 for a in b]\nz\n', 'z')).toEqual(['1 binding', '2 read']);
  });

  it('evaluates defaults and annotations outside the function', () => {
    const text = 'x = 1\ndef f(x=x, y: x = 2) -> x:\n    return x\ng = lambda x=x: x\n';
    expect(inFile(text, 'x')).toEqual(['1 binding', '2 read', '2 read', '2 read', '4 read']);
  });

  it.each([
    ['for x in y: pass', '1 binding'],
    ['for a, (b, *x) in y: pass', '1 binding'],
    ['with f() as x: pass', '1 binding'],
    ['import x', '1 binding'],
    ['import x.y', '1 binding'],
    ['from a import x', '1 binding'],
    ['from a import b as x', '1 binding'],
    ['def x(): pass', '1 binding'],
    ['class x: pass', '1 binding'],
    ['x += 1', '1 binding'],
    ['x: int = 1', '1 binding'],
    ['del x', '1 binding'],
    ['try:\n    pass\nexcept E as x:\n    pass', '3 binding'],
    ['match y:\n    case [x, 1]:\n        pass', '2 binding'],
    ['match y:\n    case A(k=x):\n        pass', '2 binding'],
    ['match y:\n    case {"k": x}:\n        pass', '2 binding'],
    ['match y:\n    case x.A:\n        pass', '2 read'],
    ['match y:\n    case x():\n        pass', '2 read'],
    ['f"{x}"', '1 read'],
    ['x.y = 1', '1 read'],
    ['x[0] = 1', '1 read'],
    ['@x\ndef f(): pass', '1 read'],
  ])('%j has x as %s', (text, expected) => {
    expect(inFile(`${text}\n`, 'x')).toEqual([expected]);
  });
});

describe('the project', () => {
  it('finds a module name through imports, aliases, attributes and strings', () => {
    const project = projectOf({
      'train.py': 'x = 1\ndef f(x): return x\ngetattr(m, "x")\n',
      'a.py': 'from train import x as w\nprint(w)\nx = 3\n',
      'b.py': 'import train\nprint(train.x)\n',
    });
    const uses = places(usesOfName(project, fileOf(project), identifier(project, 'x')));
    expect(uses).toEqual(['1 binding', '3 mention', 'a.py:1 binding', 'a.py:2 read', 'b.py:2 read']);
    expect(places(usesOfName(project, fileOf(project), identifier(project, 'x', 1)))).toContain('2 read');
    expect(places(usesOfName(project, fileOf(project), identifier(project, 'x', 1)))).not.toContain('b.py:2 read');
  });

  it('finds an attribute on every object, set, read or named in a string', () => {
    const project = projectOf({
      'train.py': `self.bn1 = 1
model.bn1.weight
del self.bn1
for self.bn1 in y: pass
a, self.bn1 = y
getattr(self, f"bn{i}")
state["encoder.bn1.weight"]
getattr(self, "bn%d" % i)
"bn2"
"""the bn1 layer"""
f"{name}"
`,
    });
    expect(places(usesOfAttribute(project, 'bn1'))).toEqual([
      '1 binding',
      '2 read',
      '3 binding',
      '4 binding',
      '5 binding',
      '6 mention',
      '7 mention',
      '8 mention',
    ]);
  });

  it('knows the relatives of a class', () => {
    const project = projectOf({
      'train.py': 'import lib\nclass A(lib.Base): pass\nclass B(A): pass\n',
      'lib.py': 'class Base(Module): pass\nclass Mixin: pass\nclass Other(Base): pass\n',
      'more.py': 'class C(train.B, Mixin): pass\nclass D: pass\n',
    });
    const [a] = fileOf(project).tree.rootNode.descendantsOfType('class_definition');
    if (a === undefined) throw new Error('no class');
    expect([...classFamily(project, a)].sort()).toEqual(['A', 'B', 'Base', 'C', 'Mixin']);
  });
});
