import { describe, expect, test } from 'vitest';
import { environmentFailure } from '../../../src/core/environment-failure.js';
import { canImport, failedScript } from '../failed-script.js';

const PYTHON_WITH_TORCH = '/usr/bin/python3';
const hasTorch = canImport(PYTHON_WITH_TORCH, 'torch, numpy');

describe('failures of the environment, as Python reports them', () => {
  test.each([
    ['import no_such_package.layers', 'the package no_such_package is not installed'],
    ['open("data/train.csv")', /^a file or data set is missing: .*data\/train\.csv/],
    ['open("/proc/1/mem/x")', undefined],
    ['bytearray(2 ** 60)', /^this machine had too little memory/],
    ['import urllib.request as r; r.urlopen("http://127.0.0.1:1/mnist.gz")', /^the network could not be reached/],
    ['import socket; socket.create_connection(("127.0.0.1", 1))', /^the network could not be reached/],
    ['import ctypes; ctypes.CDLL("libcudart.so.99")', /^a library of the system is missing/],
    ['open("/dev/full", "w", 1).write("x\\n")', /^the disk is full/],
  ])('%s', (program, reason) => {
    expectReason(reasonOf(program), reason);
  });
});

test('what may pass is told from what stays', () => {
  const passing = ['MemoryError', 'OSError: [Errno 28] No space left on device', 'TimeoutError: timed out'];
  const lasting = ["ModuleNotFoundError: No module named 'x'", "FileNotFoundError: [Errno 2] No such file: 'a.csv'"];
  expect(passing.map((exception) => environmentFailure(exception)?.isPassing)).toEqual([true, true, true]);
  expect(lasting.map((exception) => environmentFailure(exception)?.isPassing)).toEqual([false, false]);
});

describe('what a model may repair', () => {
  test.each([
    'raise ValueError("shapes (3,4) and (5,6) not aligned")',
    'from json import no_such_name',
    'None.forward()',
    'undefined_name',
    'assert 1 == 2',
    'def f(: pass',
    '{}["lr"]',
  ])('%s', (program) => {
    expect(reasonOf(program)).toBeUndefined();
  });
});

test.skipIf(!hasTorch)('as PyTorch and NumPy report them', () => {
  const expressions = {
    'torch.empty(2 ** 55)': 'this machine had too little memory',
    'numpy.ones(2 ** 50)': 'this machine had too little memory',
    'torch.nn.Linear(4, 2)(torch.ones(3, 5))': undefined,
    'torch.nn.Conv2d(1, 2, 3)(torch.ones(1, 3, 8, 8))': undefined,
    'torch.nn.CrossEntropyLoss()(torch.ones(2, 3), torch.tensor([0, 7]))': undefined,
    'torch.nn.Linear(2, 2).load_state_dict(torch.nn.Linear(3, 2).state_dict())': undefined,
  };
  const { stderr } = failedScript(
    {
      'train.py': `import json, sys, numpy, torch
for expression in ${JSON.stringify(Object.keys(expressions))}:
    try:
        eval(expression)
    except Exception as error:
        print(json.dumps([expression, type(error).__name__, str(error)]), file=sys.stderr)
`,
    },
    PYTHON_WITH_TORCH,
  );
  const reported = stderr
    .split('\n')
    .filter((line) => line.startsWith('['))
    .map((line) => JSON.parse(line) as [string, string, string]);
  const reasons = reported.map(([expression, type, message]) => [
    expression,
    environmentFailure(`${type}: ${message}`)?.reason.split(':')[0],
  ]);
  expect(reasons).toEqual(Object.entries(expressions));
});

describe('what only a GPU says', () => {
  test.each([
    ['torch.cuda.OutOfMemoryError', 'CUDA out of memory. Tried to allocate 20.00 MiB', 'the GPU had too little memory'],
    ['RuntimeError', 'CUDA out of memory. Tried to allocate 20.00 MiB', 'the GPU had too little memory'],
    ['RuntimeError', 'CUDA error: no kernel image is available for execution', 'the GPU or its driver failed'],
    ['RuntimeError', 'Found no NVIDIA driver on your system.', 'the GPU or its driver failed'],
    ['RuntimeError', 'cuDNN error: CUDNN_STATUS_INTERNAL_ERROR', 'the GPU or its driver failed'],
    ['AssertionError', 'Torch not compiled with CUDA enabled', 'the GPU or its driver failed'],
    [
      'torch.distributed.DistBackendError',
      'NCCL error in: ProcessGroupNCCL.cpp:1269, unhandled system error, NCCL version 2.18.1',
      'the communication between processes failed',
    ],
    [
      undefined,
      "terminate called after throwing an instance of 'std::bad_alloc'",
      'this machine had too little memory',
    ],
  ])('%s: %s', (type, message, reason) => {
    const exception = type === undefined ? message : `${type}: ${message}`;
    expect(environmentFailure(exception)).toEqual({ reason: `${reason}: ${message}`, isPassing: true });
  });

  test.each([
    ['RuntimeError', 'CUDA error: device-side assert triggered\nCUDA kernel errors might be asynchronously reported'],
    [
      'RuntimeError',
      'CUDA error: CUBLAS_STATUS_EXECUTION_FAILED when calling `cublasSgemm( handle, opa, opb, m, n, k)`',
    ],
    ['RuntimeError', 'CUDA error: CUBLAS_STATUS_INVALID_VALUE when calling `cublasSgemm( handle, opa, opb, m, n, k)`'],
    ['RuntimeError', 'cuDNN error: CUDNN_STATUS_BAD_PARAM'],
    [
      'RuntimeError',
      'cuDNN error: CUDNN_STATUS_NOT_SUPPORTED. This error may appear if you passed a non-contiguous input',
    ],
    ['RuntimeError', 'CUDA error: an illegal memory access was encountered'],
    ['RuntimeError', 'Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu!'],
    [undefined, ''],
  ])('may be the variant’s: %s: %s', (type, message) => {
    expect(environmentFailure(type === undefined ? message : `${type}: ${message}`)).toBeUndefined();
  });
});

/** Asks about the exception a real program ends with. */
function reasonOf(program: string, python = 'python3'): string | undefined {
  const { stderr } = failedScript({ 'train.py': program }, python);
  const [exception] = /^[A-Za-z_][\w.]*(?:Error|Exception)(?:: [^]*)?$/m.exec(stderr) ?? [];
  if (exception === undefined) throw new Error(`no exception in ${stderr}`);
  return environmentFailure(exception)?.reason;
}

function expectReason(found: string | undefined, expected: string | RegExp | undefined): void {
  if (expected instanceof RegExp) expect(found).toMatch(expected);
  else expect(found).toBe(expected);
}
