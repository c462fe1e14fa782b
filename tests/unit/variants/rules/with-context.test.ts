import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { withContext } from '../../../../src/variants/rules/with-context.js';
import { evaluatePython } from '../../source/evaluate-python.js';
import { decide, editedBy, pythonErrorsOfEdits, reasonOf } from './marked-project.js';

beforeAll(loadPythonParser);

const M = '#ABLATABLE_COMPONENT';
const run = (script: string) => decide(withContext, `import torch\nfrom torch.cuda.amp import autocast\n${script}`);
const after = (script: string) => editedBy(run(script));

describe('contexts that can go', () => {
  it.each([
    'torch.autocast("cuda")',
    'autocast()',
    'torch.cuda.amp.autocast(enabled=args.amp)',
    'torch.amp.autocast(device_type="cuda", dtype=torch.bfloat16)',
    'accelerator.autocast()',
    'ema.average_parameters()',
    'self.ema_scope("Plotting")',
    'autocast() as unused',
  ])('with %s', (opened) => {
    expect(after(`with ${opened}:  ${M}\n    y = f(x)\n    z = 1\ndone()\n`)).toContain('\ny = f(x)\nz = 1\ndone()\n');
  });

  it('moves nested blocks and comments, and leaves the insides of strings alone', () => {
    const script = `def step(x):
    # before
    with autocast():  ${M}
        # first
        y = f(
            x,
        )
        # in between

        if y:
            s = """a
            b
  c"""
            t = f'''{
                y
            }'''
        return s, \\
            t
    # behind
`;
    expect(after(script)).toContain(`def step(x):
    # before
    y = f(
        x,
    )
    # in between

    if y:
        s = """a
            b
  c"""
        t = f'''{
                y
            }'''
    return s, \\
        t
    # behind
`);
  });

  it('keeps tabs and CRLF', () => {
    expect(after(`if a:\r\n\twith autocast():  ${M}\r\n\t\ty = 1\r\n\t\tz = 2\r\n`)).toContain(
      'if a:\r\n\ty = 1\r\n\tz = 2\r\n',
    );
  });

  it('keeps a body on the line of the header', () => {
    expect(after(`with autocast(): y = 1; z = 2  ${M}(term=autocast())\n`)).toContain('\ny = 1; z = 2');
  });

  it('removes the named one of several', () => {
    expect(after(`with open(p) as f, autocast():  ${M}(term=autocast())\n    y = f\n`)).toContain('with open(p) as f:');
    expect(after(`with autocast(), open(p) as f:  ${M}(term=autocast())\n    y = f\n`)).toContain('with open(p) as f:');
  });
});

describe('contexts that stay', () => {
  it.each([
    ['torch.no_grad()', 'what gradients are kept'],
    ['torch.inference_mode()', 'what gradients are kept'],
    ['open(path) as f', 'needs what'],
    ['tf.GradientTape() as tape', 'needs what'],
    ['nullcontext()', 'no effect'],
    ['warnings.catch_warnings()', 'no effect'],
    ['torch.backends.cudnn.flags(enabled=False)', "isn't known"],
    ['something()', "isn't known"],
    ['ctx', 'decided elsewhere'],
    ['autocast(enabled=False)', 'switched off already'],
    ['autocast(), open(p)', 'several contexts'],
  ])('with %s: %s', (opened, reason) => {
    expect(reasonOf(run(`with ${opened}:  ${M}\n    y = 1\n`))).toContain(reason);
  });

  it('stays when what it provides is used', () => {
    expect(reasonOf(run(`with autocast() as a:  ${M}\n    y = a\n`))).toContain('`a`, which the context provides');
  });
});

it('means the same to Python as its body alone, whatever the body', () => {
  const line = fc.constantFrom(
    's += """\n  q\n"""',
    's += "b"',
    's += ("c" +\n"d")',
    '# note',
    's += f"""{\ns}"""',
    's = s + \\\n "e"',
  );
  const block = fc.array(fc.tuple(line, fc.integer({ min: 0, max: 2 })), { minLength: 1, maxLength: 6 });
  const pairs: string[] = [];
  fc.assert(
    fc.property(block, fc.constantFrom('  ', '    ', '\t'), (lines, indent) => {
      let body = `${indent}s += "a"\n`;
      for (const [text, depth] of lines) {
        const opening = Array.from({ length: depth }, (_, level) => `${indent.repeat(level + 1)}if True:\n`).join('');
        body += `${opening}${indent.repeat(depth + 1)}${text}\n${depth > 0 && text.startsWith('#') ? `${indent.repeat(depth + 1)}pass\n` : ''}`;
      }
      const script = `with autocast():  ${M}\n${body}`;
      const result = editedBy(decide(withContext, script)).replaceAll('autocast()', '');
      pairs.push(`s = ""\nif True:\n${body}result = s`, `s = ""\n${result}result = s`);
    }),
    { numRuns: 60 },
  );
  const values = evaluatePython(pairs);
  for (let index = 0; index < values.length; index += 2) {
    expect(values[index + 1], pairs[index + 1]).toBe(values[index]);
    expect(values[index]).not.toMatch(/Error/);
  }
});

it('leaves Python that parses', () => {
  expect(pythonErrorsOfEdits()).toEqual([]);
});
