import { describe, expect, test } from 'vitest';
import { cleanTrace } from '../../../../src/variants/repair/clean-trace.js';
import { canImport, failedScript } from '../../failed-script.js';

const PYTHON_WITH_TORCH = '/usr/bin/python3';
const hasTorch = canImport(PYTHON_WITH_TORCH, 'torch');
const hasGroups = canImport('python3', 'asyncio.taskgroups');

/** A library through which calls go, and which fails. */
const LAYERS = `
def apply(function, *inputs):
    return inner(function, *inputs)

def inner(function, *inputs):
    return function(*inputs)

def check(x):
    raise ValueError(f"bad shape {x}")
`;

const MODEL = `import layers

def forward(x):
    try:
        return layers.apply(step, x)
    except ValueError as error:
        raise RuntimeError("no forward") from error


def step(x):
    y = x
    return layers.check(y)
`;

test('the whole chain: own frames with their source, frames of libraries counted, no noise', () => {
  const { trace } = failedScript({
    'lib/site-packages/layers/__init__.py': LAYERS,
    'model.py': MODEL,
    'train.py': `import sys, warnings
import model
warnings.warn("an old way")
for i in range(3):
    sys.stderr.write(f"\\r{i * 50}%|###   | {i}/2 [00:00<00:00, 9.0it/s]")
model.forward(3)
`,
  });
  expect(trace).toMatchInlineSnapshot(`
    "Traceback (most recent call last):
      File "model.py", line 5, in forward
          3 | def forward(x):
          4 |     try:
        > 5 |         return layers.apply(step, x)
          6 |     except ValueError as error:
          7 |         raise RuntimeError("no forward") from error
      ... 2 frames in layers ...
      File "model.py", line 12, in step
          10 | def step(x):
          11 |     y = x
        > 12 |     return layers.check(y)
      ... 1 frame in layers ...
    ValueError: bad shape 3

    The above exception was the direct cause of the following exception:

    Traceback (most recent call last):
      File "train.py", line 6, in <module>
          4 | for i in range(3):
          5 |     sys.stderr.write(f"\\r{i * 50}%|###   | {i}/2 [00:00<00:00, 9.0it/s]")
        > 6 | model.forward(3)
      File "model.py", line 7, in forward
          5 |         return layers.apply(step, x)
          6 |     except ValueError as error:
        > 7 |         raise RuntimeError("no forward") from error
          8 |
          9 |
    RuntimeError: no forward"
  `);
});

test('a cause that was being handled is kept too', () => {
  const { trace } = failedScript({ 'train.py': 'try:\n    {}["lr"]\nexcept KeyError:\n    1 / 0\n' });
  expect(trace).toMatch(/^KeyError: 'lr'\n\nDuring handling of the above exception, another exception occurred:\n\n/m);
  expect(trace).toMatch(/ZeroDivisionError: division by zero$/);
});

test('of several reports only the last counts', () => {
  const { stderr, trace } = failedScript({
    'train.py':
      'import traceback\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    traceback.print_exc()\nopen\nraise KeyError("b")\n',
  });
  expect(stderr).toContain('ZeroDivisionError');
  expect(trace).not.toContain('division');
  expect(trace).toMatch(/> 7 \| raise KeyError\("b"\)\nKeyError: 'b'$/);
});

test('what went wrong while the interpreter shut down is not the reason', () => {
  const { stderr, trace } = failedScript({
    'train.py': 'class A:\n    def __del__(self):\n        raise OSError("late")\na = A()\nraise KeyError("real")\n',
  });
  expect(stderr).toMatch(/KeyError[^]*OSError: late/);
  expect(trace).toMatch(/^Traceback[^]*KeyError: 'real'$/);
  expect(trace).not.toContain('OSError: late');
});

test('a launcher that says afterwards that its program failed is not the reason', () => {
  const { stderr, question } = failedScript({ 'train.py': 'raise KeyError("real")\n' });
  const launcher = `Traceback (most recent call last):
  File "/usr/bin/torchrun", line 8, in <module>
    sys.exit(main())
  File "/usr/lib/python3/dist-packages/torch/distributed/run.py", line 762, in main
    run(args)
torch.distributed.elastic.multiprocessing.errors.ChildFailedError:
train.py FAILED
`;
  expect(cleanTrace(stderr + launcher, question)).toMatch(/KeyError: 'real'$/);
  expect(cleanTrace(launcher, question)).toMatch(/^ {2}\.\.\. 2 frames in torchrun, torch \.\.\.$/m);
});

test('a script that cannot be parsed: the line, and where in it', () => {
  const { trace } = failedScript({ 'train.py': 'x = 1\ny = = 2\n' });
  expect(trace).toBe(`  File "train.py", line 2\n    y = = 2\n        ^\nSyntaxError: invalid syntax`);
});

test('an exception in a process of a pool comes with its own traceback', () => {
  const { trace } = failedScript({
    'train.py': `from concurrent.futures import ProcessPoolExecutor

def work(x):
    return 1 / x

if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        pool.submit(work, 0).result()
`,
  });
  expect(trace).toMatch(/> 4 \| {5}return 1 \/ x[^]*direct cause of[^]*> 8 \| {9}pool\.submit/);
  expect(trace).toContain('frames in concurrent ...');
});

test.skipIf(!hasGroups)('an exception group: every member', () => {
  const { trace } = failedScript({
    'train.py': `def fail(n):
    raise ValueError(n)

errors = []
for i in range(2):
    try:
        fail(i)
    except ValueError as error:
        errors.append(error)
raise ExceptionGroup("both", errors)
`,
  });
  expect(trace).toMatch(/^ExceptionGroup: both \(2 sub-exceptions\)$/m);
  expect(trace).toMatch(/-- 1 --[^]*^ValueError: 0$[^]*-- 2 --[^]*^ValueError: 1$/m);
  expect(trace.match(/> 2 \| {5}raise ValueError\(n\)/g)).toHaveLength(2);
});

test('no markers under the source, and repeated frames counted', () => {
  const { trace } = failedScript({ 'train.py': 'def f(n):\n    return 1 + f(n + 1)\n\nf(0)\n' });
  expect(trace).not.toMatch(/[~^]{2}/);
  expect(trace).toMatch(/^ {2}\[Previous line repeated \d+ more times\]$/m);
  expect(trace).toMatch(/^RecursionError: /m);
});

test('a long message loses its middle, and says how much', () => {
  const { trace } = failedScript({ 'train.py': 'raise ValueError("start" + "x" * 5000 + "end")\n' });
  expect(trace).toMatch(/^ValueError: startx+\n\.\.\. 3020 characters left out \.\.\.\nx+end$/m);
  expect(trace.length).toBeLessThan(2200);
});

test('a trace of very many frames is bounded and ends with the exception', () => {
  const functions = Array.from({ length: 200 }, (_, n) => `def f${n}():\n    return f${n + 1}()\n`).join('\n');
  const { trace } = failedScript({ 'train.py': `${functions}\ndef f200():\n    raise KeyError("deep")\n\nf0()\n` });
  expect(trace.length).toBeLessThan(10_100);
  expect(trace).toMatch(/^Traceback[^]*characters left out[^]*KeyError: 'deep'$/);
});

describe('without a traceback', () => {
  test('the last lines', () => {
    const { trace } = failedScript({
      'train.py': 'import sys\nfor i in range(100): print("line", i, file=sys.stderr)\nsys.exit("no data")\n',
    });
    expect(trace.split('\n')).toHaveLength(20);
    expect(trace).toMatch(/line 99\nno data$/);
  });

  test('nothing where nothing was said', () => {
    expect(failedScript({ 'train.py': 'import os\nos._exit(3)\n' }).trace).toBe('');
  });
});

describe.skipIf(!hasTorch)('with PyTorch', () => {
  test('a shape that does not fit', () => {
    const { trace } = failedScript(
      {
        'train.py': `import torch
from torch import nn

model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(16, 2))
model(torch.ones(3, 4))
`,
      },
      PYTHON_WITH_TORCH,
    );
    expect(trace).toMatchInlineSnapshot(`
      "Traceback (most recent call last):
        File "train.py", line 5, in <module>
            3 |
            4 | model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(16, 2))
          > 5 | model(torch.ones(3, 4))
        ... 4 frames in torch ...
      RuntimeError: mat1 and mat2 shapes cannot be multiplied (3x8 and 16x2)"
    `);
  });

  test('an exception in a worker of a DataLoader', () => {
    const { trace } = failedScript(
      {
        'train.py': `import torch

class Points(torch.utils.data.Dataset):
    def __len__(self):
        return 4

    def __getitem__(self, index):
        return torch.ones(3)[index + 5]

for batch in torch.utils.data.DataLoader(Points(), num_workers=1):
    pass
`,
      },
      PYTHON_WITH_TORCH,
    );
    expect(trace).toMatch(
      /Caught IndexError in DataLoader worker process 0\.\nOriginal Traceback \(most recent call last\):\n/,
    );
    expect(trace).toMatch(/> +8 \| {9}return torch\.ones\(3\)\[index \+ 5\][^]*\nIndexError: index 5 /);
  });
});
