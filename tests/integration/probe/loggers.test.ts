import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { findPythons } from './find-pythons.js';
import { ProbedRun } from './probed-run.js';

/** Packages of the same call shapes as the real ones, which cannot be installed here. */
const PACKAGES = join(import.meta.dirname, 'logger-packages');

describe.each(findPythons())('loggers under Python $version', ({ path: python }) => {
  let run: ProbedRun;
  beforeEach(() => {
    run = new ProbedRun();
  });
  afterEach(() => {
    run.remove();
  });

  const installed = { pythonPath: [PACKAGES] };
  const seen = async (script: string, options = {}, environment = {}): Promise<unknown[]> => {
    run.write('train.py', script);
    const { code, stderr, report } = await run.run(python, ['train.py'], environment, options);
    expect([code, stderr]).toEqual([0, '']);
    return report.metrics.map(({ name, value, step, caller }) => [name, value, step, caller]);
  };

  test('takes what is logged to an installed wandb, once, with step and place', async () => {
    const script = `import wandb
run = wandb.init(project="p")
wandb.log({"acc": 0.5, "train": {"loss": 2}, "name": "x", "flag": True}, step=3)
run.log({"acc": 0.75})
wandb.summary["best"] = 0.75
run.summary.update({"last": float("nan")})
assert len(run.logged) == 2
`;
    expect(await seen(script, installed)).toEqual([
      ['acc', 0.5, 3, 'train.py:3'],
      ['train.loss', 2, 3, 'train.py:3'],
      ['acc', 0.75, undefined, 'train.py:4'],
      ['best', 0.75, undefined, 'train.py:5'],
      ['last', Number.NaN, undefined, 'train.py:6'],
    ]);
  });

  test('takes what is logged to an installed mlflow and tensorboardX, once', async () => {
    const script = `import mlflow
from mlflow import log_metric
from tensorboardX import SummaryWriter
with mlflow.start_run():
    log_metric("acc", 0.5, step=1)
    mlflow.log_metrics({"loss": float("inf")}, step=2)
    mlflow.MlflowClient().log_metric("id", "direct", 1, step=4)
writer = SummaryWriter()
writer.add_scalar("loss/train", 0.25, 7)
writer.add_scalars("acc", {"val": 0.5}, global_step=8)
assert writer.scalars == [0.25, 0.5]
`;
    expect(await seen(script, installed)).toEqual([
      ['acc', 0.5, 1, 'train.py:5'],
      ['loss', Infinity, 2, 'train.py:6'],
      ['direct', 1, 4, 'train.py:7'],
      ['loss/train', 0.25, 7, 'train.py:9'],
      ['acc/val', 0.5, 8, 'train.py:10'],
    ]);
  });

  test('stands in for absent loggers, and keeps what the script gave them', async () => {
    const script = `import wandb, mlflow
import mlflow.pytorch
from tensorboardX import SummaryWriter
run = wandb.init(project="p", config={"lr": 0.5})
@mlflow.trace
def train():
    wandb.watch(object())
    wandb.log({"acc": wandb.config.lr}, step=1)
with mlflow.start_run():
    train()
    mlflow.log_params({"a": 1})
    mlflow.log_metric("loss", 0.25, step=2)
    mlflow.pytorch.log_model(None, "model")
with SummaryWriter("runs/1") as writer:
    writer.add_scalar("f1", 0.75, 3)
    writer.add_histogram("weights", [1, 2])
wandb.summary["best"] = 1
wandb.finish()
`;
    expect(await seen(script)).toEqual([
      ['acc', 0.5, 1, 'train.py:8'],
      ['loss', 0.25, 2, 'train.py:12'],
      ['f1', 0.75, 3, 'train.py:15'],
      ['best', 1, undefined, 'train.py:17'],
    ]);
  });

  test('stands in neither for a guarded import nor for other packages', async () => {
    run.write('optional.py', 'import wandb\n');
    const script = `import importlib.util
for name in ("wandb", "mlflow"):
    assert importlib.util.find_spec(name) is None
try:
    import wandb
except ImportError:
    wandb = None
try:
    import optional
except Exception:
    optional = None
try:
    import tensorboard
except ModuleNotFoundError:
    assert wandb is None and optional is None
else:
    raise AssertionError("tensorboard")
`;
    expect(await seen(script)).toEqual([]);
  });

  test.each([
    ['a sweep', 'wandb.agent("id", function=print)'],
    ['a setting that nobody gave', 'wandb.config.lr'],
    ['a number that nobody gave', 'float(wandb.init().step)'],
    ['a base class', 'type("Own", (wandb.Callback,), {})'],
    ['logging before init', 'wandb.log({})'],
  ])('a stand-in gives nothing it was not given: %s', async (_what, expression) => {
    run.write('train.py', `import wandb\n${expression}\nprint("went on")\n`);
    const { code, stdout } = await run.run(python, ['train.py']);
    expect([code, stdout]).toEqual([1, '']);
  });

  test('only the first rank of a distributed run reports numbers', async () => {
    const script = 'import wandb\nwandb.init()\nwandb.log({"acc": 1})\n';
    expect(await seen(script, {}, { RANK: '1' })).toEqual([]);
    expect(await seen(script, {}, { RANK: '0' })).toEqual([['acc', 1, undefined, 'train.py:3']]);
  });
});
