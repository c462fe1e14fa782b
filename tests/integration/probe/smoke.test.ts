import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { findPythonWith } from './find-pythons.js';
import { ProbedRun, type EndedProbedRun } from './probed-run.js';
import { CNN, GAN } from './training-scripts.js';

let run: ProbedRun;
beforeEach(() => {
  run = new ProbedRun();
});
afterEach(() => {
  run.remove();
});

const python = findPythonWith('torch')?.path ?? '';

async function smoke(script: string, words: readonly string[] = [], traceFunctions = false): Promise<EndedProbedRun> {
  run.forgetReport();
  run.write('train.py', script);
  const observe = { kind: 'smoke', steps: 2, traceFunctions } as const;
  return run.run(python, ['-W', 'ignore', 'train.py', ...words], { OMP_NUM_THREADS: '1' }, { observe });
}

/** A script that would train for minutes; `body` is its loop. */
const regression = (body: string): string => `import sys, time
import torch, torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset
data = TensorDataset(torch.rand(400, 3), torch.rand(400, 1))
loader, test_loader = DataLoader(data, batch_size=4, shuffle=True), DataLoader(data, batch_size=4)
model = nn.Linear(3, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
steps = 0
def train_step(x, y):
    global steps
    optimizer.zero_grad(); nn.functional.mse_loss(model(x), y).backward(); optimizer.step()
    steps += 1
def evaluate():
    model.eval()
    with torch.no_grad():
        batches = sum(1 for x, y in test_loader if model(x) is not None)
    print("evaluated", batches, "after", steps, flush=True)
    model.train()
${body}`;

describe.skipIf(python === '')('a smoke run with PyTorch', () => {
  test('takes two steps, evaluates on two batches and ends', async () => {
    const { code, stdout, stderr, fingerprint, report } = await smoke(CNN);
    expect([code, stderr, report.notes]).toEqual([0, '', []]);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(fingerprint).toMatchObject({ steps: 2, ending: 'stopped', evaluated: true });
    expect(fingerprint?.firstStepMs).toBeGreaterThan(0);
    expect(fingerprint?.models[0]?.modules[0]?.calls).toBe(2);
    expect(fingerprint?.loaders.map(({ samples }) => Object.keys(samples))).toEqual([
      ['0', '60', '119'],
      ['0', '30', '59'],
    ]);
    expect(report.exception).toBeUndefined();
  });

  test('samples are drawn the same way whatever the script drew, and show a changed transform', async () => {
    const first = await smoke(CNN);
    const shifted = await smoke(CNN.replace('model = Net()', 'torch.rand(5); model = Net()'));
    expect(shifted.fingerprint?.loaders).toEqual(first.fingerprint?.loaders);
    const other = await smoke(CNN.replace('Shift(2)', 'Shift(1)'));
    expect(other.fingerprint?.loaders[0]?.samples).not.toEqual(first.fingerprint?.loaders[0]?.samples);
    expect(other.fingerprint?.loaders[1]).toEqual(first.fingerprint?.loaders[1]);
  });

  test('of a GAN with batches made by hand ends at the next step', async () => {
    const { code, stdout, fingerprint } = await smoke(GAN);
    expect([code, stdout]).toEqual([0, '']);
    expect(fingerprint).toMatchObject({ steps: 3, ending: 'stopped', evaluated: false });
  });

  test.each([
    ['an exception handler', 'except Exception:\n        print("swallowed")', 'cleaned up\n'],
    ['a bare except', 'except:\n        print("swallowed")', 'swallowed\ncleaned up\n'],
  ])('passes %s, and cleans up', async (_name, handler, tail) => {
    const { code, stdout, fingerprint } = await smoke(
      regression(`while True:
    try:
        for x, y in loader: train_step(x, y)
        evaluate()
    ${handler}
    finally:
        print("cleaned up", flush=True)
`),
    );
    expect(code).toBe(0);
    expect(stdout).toBe(`evaluated 2 after 2\ncleaned up\n${tail}`);
    expect(fingerprint).toMatchObject({ ending: 'stopped', evaluated: true });
  });

  test('a crash in the evaluation is seen, with its exit code', async () => {
    const { code, fingerprint, report } = await smoke(
      regression(`for epoch in range(1000):
    for x, y in loader: train_step(x, y)
    evaluate()
    raise RuntimeError("shapes")
`),
    );
    expect(code).toBe(1);
    expect(report.exception).toMatchObject({ type: 'RuntimeError', message: 'shapes' });
    expect(fingerprint).toMatchObject({ steps: 2, ending: 'ended', evaluated: true });
  });

  test('a crash before the second step leaves what was seen until then', async () => {
    const { code, fingerprint, report } = await smoke(
      regression(`x, y = next(iter(loader))
train_step(x, y)
model(x.reshape(-1, 6))
`),
    );
    expect(code).toBe(1);
    expect(report.exception?.type).toBe('RuntimeError');
    expect(fingerprint).toMatchObject({ steps: 1, ending: 'ended', models: [{ type: 'Linear' }] });
  });

  test('a script that asks for batches by next is not given an end it does not expect', async () => {
    const { code, stderr, fingerprint } = await smoke(
      regression(`batches = iter(loader)
for _ in range(90): train_step(*next(batches))
`),
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(fingerprint).toMatchObject({ steps: 2, ending: 'stopped' });
  });

  test('accumulated gradients and workers that persist get the batches they need', async () => {
    const { code, stdout, fingerprint } = await smoke(
      regression(`if __name__ == "__main__":
    loader = DataLoader(data, batch_size=4, num_workers=1, persistent_workers=True)
    for epoch in range(100000):
        for index, (x, y) in enumerate(loader):
            nn.functional.mse_loss(model(x), y).backward()
            if index % 5 == 4:
                optimizer.step(); optimizer.zero_grad()
        print("epoch", index, flush=True)
        evaluate()
`),
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^epoch 9\nevaluated 2 after 0\n/);
    expect(stdout.split('\n').length).toBeLessThan(8);
    expect(fingerprint).toMatchObject({ steps: 2, ending: 'stopped' });
  });

  test('an evaluation that goes on for long is ended, and what was printed is there', async () => {
    const started = Date.now();
    const { code, stdout, fingerprint } = await smoke(
      regression(`for x, y in loader: train_step(x, y)
print("evaluating")
time.sleep(300)
`),
    );
    expect([code, stdout]).toEqual([0, 'evaluating\n']);
    expect(fingerprint?.ending).toBe('stopped');
    expect(Object.keys(fingerprint?.loaders[0]?.samples ?? {})).toHaveLength(3);
    expect(Date.now() - started).toBeLessThan(60_000);
  });

  test('a script that ends by itself keeps its exit code', async () => {
    const { code, stdout, fingerprint } = await smoke(
      regression(`for x, y in loader: train_step(x, y)
evaluate()
sys.exit(3)
`),
    );
    expect([code, stdout]).toEqual([3, 'evaluated 2 after 2\n']);
    expect(fingerprint).toMatchObject({ steps: 2, ending: 'ended', evaluated: true });
  });

  test('an optimizer that never steps does not keep it waiting for ever', async () => {
    const { code, fingerprint } = await smoke(
      regression(`other = torch.optim.Adam(nn.Linear(2, 2).parameters())
for epoch in range(100000):
    for x, y in loader: train_step(x, y)
`),
    );
    expect(code).toBe(0);
    expect(fingerprint).toMatchObject({ steps: 40, optimizers: [{ type: 'SGD' }, { type: 'Adam' }] });
  });

  test('data that cannot be sampled is a note', async () => {
    const { code, fingerprint, report } = await smoke(
      regression(`class Broken(TensorDataset):
    is_open = True
    def __getitem__(self, index):
        if not self.is_open: raise OSError("closed")
        return super().__getitem__(index)
broken = Broken(*data.tensors)
for x, y in DataLoader(broken, batch_size=4):
    train_step(x, y)
    broken.is_open = steps < 1
`).replace('train_step(x, y)\n    broken.is_open = steps < 1', 'broken.is_open = steps < 1\n    train_step(x, y)'),
    );
    expect(code).toBe(0);
    expect(report.notes).toEqual(['The probe could not observe samples of Broken: OSError: closed']);
    expect(fingerprint?.loaders.at(-1)).toMatchObject({ datasetType: 'Broken', samples: {} });
  });

  test('names the functions of the script that were called', async () => {
    run.write('parts/helper.py', 'def used(): return [part() for part in (lambda: 1,)]\ndef unused(): pass\n');
    const script = regression(`from parts.helper import used
used()
for x, y in loader: train_step(x, y)
`);
    expect((await smoke(script)).fingerprint?.functions).toBeUndefined();
    const { fingerprint } = await smoke(script, [], true);
    const listed = ['parts/helper.py:used', 'train.py:train_step'];
    expect(fingerprint?.functions).toEqual(expect.arrayContaining(listed));
    expect(fingerprint?.functions?.filter((name) => /unused|evaluate|module|comp>/.test(name))).toEqual([]);
  });

  test('each rank of a distributed run ends itself', async () => {
    run.write('train.py', regression(''));
    const { code, stderr, fingerprint } = await smoke(`import socket
import torch, torch.nn as nn, torch.distributed as dist, torch.multiprocessing as mp
def train(rank, port):
    dist.init_process_group("gloo", init_method="tcp://127.0.0.1:%d" % port, rank=rank, world_size=2)
    model = nn.parallel.DistributedDataParallel(nn.Linear(2, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    while True:
        model(torch.rand(3, 2)).mean().backward()
        optimizer.step()
if __name__ == "__main__":
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    mp.spawn(train, (port,), 2)
`);
    expect([code, stderr]).toEqual([0, '']);
    expect(fingerprint).toMatchObject({ steps: 2, ending: 'stopped' });
  });
});
