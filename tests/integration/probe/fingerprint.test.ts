import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { ModelPrint, ModulePrint } from '../../../src/core/fingerprint.js';
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
const observe = { kind: 'fingerprint', steps: 2 } as const;
const ONE_THREAD = { OMP_NUM_THREADS: '1', PYTHONHASHSEED: '0' };

async function observed(script: string, words: readonly string[] = []): Promise<EndedProbedRun> {
  run.forgetReport();
  run.write('train.py', script);
  return run.run(python, ['-W', 'ignore', 'train.py', ...words], ONE_THREAD, { observe });
}

async function unobserved(script: string, words: readonly string[] = []): Promise<string> {
  run.write('train.py', script);
  const seeded = { ...ONE_THREAD, ABLATIONMAGE_PROBE_REPORT: '' };
  return (await run.run(python, ['-W', 'ignore', 'train.py', ...words], seeded)).stdout;
}

function moduleOf(model: ModelPrint | undefined, name: string): ModulePrint {
  const found = model?.modules.find((module) => module.name === name);
  if (found === undefined) throw new Error(`There is no module '${name}'.`);
  return found;
}

describe.skipIf(python === '')('the fingerprint of a full run with PyTorch', () => {
  test('says what a network, its training and its data were, and changes no number', async () => {
    const { stdout, stderr, fingerprint, report } = await observed(CNN);
    expect(stderr).toBe('');
    expect(stdout).toBe(await unobserved(CNN));
    expect(report.notes).toEqual([]);
    expect(report.steps?.count).toBe(45);
    expect(report.steps?.medianMs).toBeGreaterThan(0);
    expect(fingerprint).toMatchObject({ steps: 2, ending: 'went-on', evaluated: false, fits: [], others: [] });
    const [net, ...more] = fingerprint?.models ?? [];
    expect(more).toEqual([]);
    expect(net?.inputs).toMatchObject([{ shape: [8, 1, 8, 8], dtype: 'float32', device: 'cpu' }]);
    expect(net?.modules.map(({ name, type, calls, order }) => [name, type, calls, order])).toEqual([
      ['', 'Net', 2, 0],
      ['conv1', 'Conv2d', 2, 1],
      ['bn', 'BatchNorm2d', 2, 2],
      ['conv2', 'Conv2d', 2, 3],
      ['unused', 'Linear', 0, undefined],
      ['drop', 'Dropout', 2, 4],
      ['fc', 'Linear', 2, 5],
    ]);
    expect(moduleOf(net, 'conv1')).toMatchObject({
      settings: '1, 4, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1)',
      input: 'float32[8, 1, 8, 8]',
      output: 'float32[8, 4, 8, 8]',
      parameters: [
        { name: 'weight', shape: [4, 1, 3, 3], trainable: true, hasGradient: true, isOptimized: true },
        { name: 'bias', shape: [4], trainable: false, hasGradient: false, isOptimized: true },
      ],
    });
    expect(moduleOf(net, 'conv2').parameters[0]).toMatchObject({ hasGradient: true, isOptimized: false });
    expect(moduleOf(net, 'unused').parameters[0]).toMatchObject({ hasGradient: false, isOptimized: false });
    expect(moduleOf(net, 'bn').buffers).toEqual({ running_mean: [4], running_var: [4], num_batches_tracked: [] });
    expect(fingerprint?.optimizers).toMatchObject([
      {
        type: 'SGD',
        settings: { lr: '0.01', momentum: '0.9', weight_decay: '0' },
        groups: [
          { tensors: 2, parameters: 40 },
          { settings: { lr: '0.1' }, tensors: 2, parameters: 514 },
        ],
      },
    ]);
    expect(fingerprint?.schedulers).toMatchObject([{ type: 'LambdaLR', settings: { base_lrs: '[0.01, 0.1]' } }]);
    expect(fingerprint?.schedulers[0]?.settings.lr_lambdas).toMatch(/^\[main.<locals>.<lambda> #[0-9a-f]{8}, main/);
    expect(fingerprint?.losses).toMatchObject([{ type: 'CrossEntropyLoss', settings: { reduction: "'mean'" } }]);
    expect(fingerprint?.losses[0]?.settings.weight).toMatch(/^float32\[2\] #/);
    expect(fingerprint?.operations).toMatchObject({ ConvolutionBackward0: 2, ReluBackward0: 2, NllLossBackward0: 1 });
    expect(fingerprint?.operations).not.toHaveProperty('AccumulateGrad');
    const [train, evaluation] = fingerprint?.loaders ?? [];
    expect(train).toMatchObject({
      datasetType: 'Images',
      datasetLength: 120,
      transforms: 'transform: Shift(2)',
      settings: { batch_size: '8', shuffle: 'True', sampler: 'RandomSampler', num_workers: '0', drop_last: 'False' },
      samples: {},
    });
    expect(Object.keys(train?.contents ?? {})).toEqual(['data', 'targets']);
    expect(evaluation).toMatchObject({ datasetLength: 60, transforms: '', settings: { shuffle: 'False' } });
  });

  test('is the same whenever the run is, and tells a shifted random stream from one that was different before', async () => {
    const first = await observed(CNN);
    const again = await observed(CNN);
    expect(again.fingerprint).toEqual({ ...first.fingerprint, firstStepMs: again.fingerprint?.firstStepMs });
    const without = CNN.replace('self.conv2 = nn.Conv2d(4, 4, 3, padding=1)', 'self.conv2 = nn.Identity()');
    const shifted = await observed(without);
    expect(shifted.fingerprint?.randomState).toBe(first.fingerprint?.randomState);
    expect(shifted.fingerprint?.models[0]?.inputs).not.toEqual(first.fingerprint?.models[0]?.inputs);
    expect(shifted.fingerprint?.loaders).toEqual(first.fingerprint?.loaders);
    const drawn = await observed(without.replace('model = Net()', 'torch.rand(1); model = Net()'));
    expect(drawn.fingerprint?.randomState).not.toBe(first.fingerprint?.randomState);
    const data = await observed(CNN.replace('Images(60, 1)', 'Images(60, 2)').replace('Shift(2)', 'Shift(3)'));
    expect(data.fingerprint?.loaders[1]?.contents).not.toEqual(first.fingerprint?.loaders[1]?.contents);
    expect(data.fingerprint?.loaders[0]?.transforms).toBe('transform: Shift(3)');
  });

  test('tells functions apart by the values they took along: defaults, and what stood around them', async () => {
    const decays = async (decay: string): Promise<string | undefined> => {
      const { fingerprint } = await observed(CNN.replace('lambda epoch: 0.5 ** epoch', decay));
      return fingerprint?.schedulers[0]?.settings.lr_lambdas;
    };
    const closure = '(lambda rate: lambda epoch: rate ** epoch)';
    expect(await decays(`${closure}(0.5)`)).toBe(await decays(`${closure}(0.5)`));
    expect(await decays(`${closure}(0.5)`)).not.toBe(await decays(`${closure}(0.6)`));
    const given = (rate: number): string => `lambda epoch, rate=${rate}: rate ** epoch`;
    expect(await decays(given(0.5))).not.toBe(await decays(given(0.6)));
  });

  test('leaves PyTorch as it was once the steps are taken, and the objects of the script to the script', async () => {
    const { stdout, stderr, fingerprint } = await observed(`import gc, weakref
import torch, torch.nn as nn
from torch.nn.modules import module
from torch.optim import lr_scheduler
model = nn.Linear(2, 2)
optimizer = torch.optim.Adam(model.parameters())
def train(steps):
    for _ in range(steps):
        nn.MSELoss()(model(torch.rand(4, 2)), torch.rand(4, 2)).backward()
        optimizer.step()
train(2)
ours = [f for f in (torch.autograd.backward, nn.Module.__init__, torch.utils.data.DataLoader.__init__, torch.optim.Optimizer.__init__, lr_scheduler.StepLR.__init__) if hasattr(f, "__wrapped__")]
print(ours, len(module._global_forward_hooks), len(module._global_forward_pre_hooks))
gone = weakref.ref(model)
del model, optimizer
gc.collect()
print(gone())
`);
    expect([stderr, stdout]).toEqual(['', '[] 0 0\nNone\n']);
    expect(fingerprint?.losses).toMatchObject([{ type: 'MSELoss' }]);
  });

  test('lists the players of a GAN in order, with the graphs of both losses', async () => {
    const { fingerprint, report } = await observed(GAN.replace('range(500)', 'range(1)'));
    expect(report.notes).toEqual([]);
    expect(fingerprint).toMatchObject({ steps: 3, loaders: [], losses: [] });
    expect(fingerprint?.models.map(({ modules }) => modules.map(({ type }) => type).join(' '))).toEqual([
      'Sequential Linear ReLU Linear',
      'Sequential Linear Tanh Linear',
    ]);
    expect(fingerprint?.optimizers.map(({ type }) => type)).toEqual(['Adam', 'RMSprop']);
    expect(fingerprint?.operations).toMatchObject({ SoftplusBackward0: 3, TanhBackward0: 3, ReluBackward0: 1 });
    const parameters = fingerprint?.models.flatMap(({ modules }) => modules.flatMap((module) => module.parameters));
    expect(parameters?.every(({ hasGradient, isOptimized }) => hasGradient && isOptimized)).toBe(true);
  });

  test('describes sequences, outputs with fields and arguments by name', async () => {
    const { fingerprint, report, stderr } = await observed(`from dataclasses import dataclass
import torch, torch.nn as nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence
@dataclass
class Output:
    logits: torch.Tensor
    hidden: tuple
class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(20, 5, padding_idx=0)
        self.lstm = nn.LSTM(5, 6, batch_first=True, bidirectional=True)
        self.head = nn.Linear(12, 3)
    def forward(self, tokens, lengths):
        packed = pack_padded_sequence(self.embed(tokens), lengths, batch_first=True, enforce_sorted=False)
        output, hidden = self.lstm(packed)
        padded, _ = pad_packed_sequence(output, batch_first=True)
        return Output(self.head(padded), hidden)
model = Tagger()
optimizer = torch.optim.Adam(model.parameters())
for _ in range(4):
    result = model(tokens=torch.randint(1, 20, (4, 7)), lengths=torch.tensor([7, 3, 5, 2]))
    result.logits.pow(2).mean().backward()
    optimizer.step(); optimizer.zero_grad(set_to_none=True)
`);
    expect([stderr, report.notes]).toEqual(['', []]);
    const [model, ...more] = fingerprint?.models ?? [];
    expect(more).toEqual([]);
    expect(model?.inputs.map(({ shape, dtype }) => [dtype, shape])).toEqual([
      ['int64', [4, 7]],
      ['int64', [4]],
    ]);
    expect(moduleOf(model, '').output).toBe('float32[4, 7, 3], float32[2, 4, 6], float32[2, 4, 6]');
    expect(moduleOf(model, 'lstm').input).toMatch(/^float32\[17, 5\], int64\[7\]/);
    expect(moduleOf(model, 'lstm').parameters).toHaveLength(8);
    expect(moduleOf(model, 'head').parameters[0]?.hasGradient).toBe(true);
  });

  test('parts called one by one are roots; those that checkpointing calls again are not', async () => {
    const { fingerprint } = await observed(`import torch, torch.nn as nn
from torch.utils.checkpoint import checkpoint
class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(3, 3), nn.ReLU())
        self.head = nn.Linear(3, 1)
class Wrapped(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.Linear(3, 3)
    def forward(self, x): return checkpoint(self.inner, x)
class Penalty(nn.Module):
    def forward(self, a, b): return (a - b).abs().mean()
model, wrapped, penalty = Model(), Wrapped(), Penalty()
optimizer = torch.optim.SGD([*model.parameters(), *wrapped.parameters()], lr=0.1)
for _ in range(3):
    x = torch.rand(2, 3, requires_grad=True)
    try: model.encoder(torch.rand(2, 5))
    except RuntimeError: pass
    penalty(model.head(wrapped(model.encoder(x))), torch.zeros(2, 1)).backward()
    optimizer.step()
`);
    expect(fingerprint?.models.map(({ type, modules }) => [type, modules.length])).toEqual([
      ['Sequential', 3],
      ['Wrapped', 2],
      ['Linear', 1],
    ]);
    expect(fingerprint?.losses.map(({ type }) => type)).toEqual(['Penalty']);
    expect(fingerprint?.models[1]?.modules.map(({ calls }) => calls)).toEqual([2, 2]);
  });

  test('models that PyTorch compiles by tracing are what they are without us', async () => {
    const script = `import torch, torch.nn as nn
torch.manual_seed(0)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(3, 3), nn.Linear(3, 1)
    def forward(self, x): return self.b(torch.relu(self.a(x)))
scripted, traced = torch.jit.script(Net()), torch.jit.trace(Net(), torch.rand(2, 3))
optimizer = torch.optim.SGD([*scripted.parameters(), *traced.parameters()], lr=0.1)
for _ in range(5):
    loss = (scripted(torch.rand(4, 3)) + traced(torch.rand(4, 3))).mean()
    optimizer.zero_grad(); loss.backward(); optimizer.step()
print(traced.graph, loss.item().hex())
`;
    const { stdout, fingerprint } = await observed(script);
    expect(stdout).toBe(await unobserved(script));
    // PyTorch compares what it traced with the module itself.
    expect(fingerprint?.models.map(({ type }) => type)).toEqual([
      'Net',
      'RecursiveScriptModule',
      'TopLevelTracedModule',
    ]);
  });

  test('a mode that sees every operation, as compiling has one, sees none of ours', async () => {
    const script = `import torch, torch.nn as nn
from torch.utils._python_dispatch import TorchDispatchMode
class Spy(TorchDispatchMode):
    def __torch_dispatch__(self, operation, types, arguments=(), keywords=None):
        seen.append(str(operation))
        return operation(*arguments, **(keywords or {}))
seen = []
with Spy():
    model = nn.Sequential(nn.Flatten(), nn.Linear(2, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(3):
    model(torch.ones(2, 2)).mean().backward(); optimizer.step()
print(seen)
`;
    const { stdout } = await observed(script);
    expect(stdout).toBe(await unobserved(script));
  });

  test('counts steps, not those skipped, nor those an optimizer makes inside its own', async () => {
    const { fingerprint, report } = await observed(`import torch, torch.nn as nn
class Twice(torch.optim.Optimizer):
    def __init__(self, params, base):
        super().__init__(params, dict(rho=0.05))
        self.base = base(self.param_groups, lr=0.1)
    def step(self, closure=None):
        self.base.step(); self.base.step()
class Scaler:
    calls = 0
    def step(self, optimizer):
        self.calls += 1
        if self.calls > 2: optimizer.step()
model = nn.Linear(2, 1)
optimizer, scaler = Twice(list(model.parameters()), torch.optim.SGD), Scaler()
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1)
for _ in range(7):
    model(torch.rand(3, 2)).mean().backward()
    scaler.step(optimizer)
    scheduler.step()
lbfgs = torch.optim.LBFGS(model.parameters())
def closure():
    lbfgs.zero_grad(); loss = model(torch.ones(3, 2)).pow(2).mean(); loss.backward(); return loss
lbfgs.step(closure)
raise SystemExit(3)
`);
    expect(fingerprint?.steps).toBe(2);
    expect(fingerprint?.models[0]?.modules[0]?.calls).toBe(4);
    expect(report.steps).toMatchObject({ count: 6 });
  });

  test('an LBFGS closure computes the loss inside the step', async () => {
    const { fingerprint, report } = await observed(`import torch, torch.nn as nn
model = nn.Linear(2, 1)
lbfgs = torch.optim.LBFGS(model.parameters())
def closure():
    lbfgs.zero_grad(); loss = model(torch.ones(3, 2)).pow(2).mean(); loss.backward(); return loss
lbfgs.step(closure)
raise ValueError("after one step")
`);
    expect(report.steps).toEqual({ count: 1 });
    expect(report.exception?.type).toBe('ValueError');
    expect(fingerprint).toMatchObject({ steps: 1, operations: { PowBackward0: 1, AddmmBackward0: 1 } });
    expect(fingerprint?.models[0]?.modules[0]?.parameters[0]?.hasGradient).toBe(true);
  });

  test.each(['fork', 'spawn'])('workers started by %s write nothing', async (method) => {
    const script = CNN.replace(
      'torch.manual_seed(0)',
      `torch.multiprocessing.set_start_method("${method}"); torch.manual_seed(0)`,
    ).replace('EPOCHS = 3', 'EPOCHS = 1');
    const { stdout, report, fingerprint } = await observed(script, ['2']);
    expect(stdout).toBe(await unobserved(script, ['2']));
    expect(report.notes).toEqual([]);
    expect(report.steps?.count).toBe(15);
    expect(fingerprint?.steps).toBe(2);
  });

  test('the first rank speaks for a distributed run', async () => {
    const { report, fingerprint, stderr } = await observed(`import os, socket, sys
import torch, torch.nn as nn, torch.distributed as dist, torch.multiprocessing as mp
def train(rank, port):
    dist.init_process_group("gloo", init_method="tcp://127.0.0.1:%d" % port, rank=rank, world_size=2)
    model = nn.parallel.DistributedDataParallel(nn.Linear(2, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1 + rank)
    for _ in range(5):
        model(torch.rand(3, 2)).mean().backward()
        optimizer.step()
    dist.destroy_process_group()
if __name__ == "__main__":
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    mp.spawn(train, (port,), 2)
`);
    expect(stderr).not.toContain('Error');
    expect(report.notes).toEqual([]);
    expect(fingerprint?.optimizers[0]?.settings.lr).toBe('0.1');
    expect(fingerprint?.models.map(({ type }) => type)).toEqual(['DistributedDataParallel']);
  });

  test('a run that is not observed says only how many steps it took, and is left alone', async () => {
    run.write('train.py', CNN);
    const { stdout, report, fingerprint } = await run.run(python, ['-W', 'ignore', 'train.py'], ONE_THREAD);
    expect(stdout).toBe(await unobserved(CNN));
    expect(report.steps?.count).toBe(45);
    expect(fingerprint).toBeUndefined();
  });
});
