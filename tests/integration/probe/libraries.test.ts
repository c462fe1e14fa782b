import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { findPythonWith } from './find-pythons.js';
import { ProbedRun } from './probed-run.js';

let run: ProbedRun;
beforeEach(() => {
  run = new ProbedRun();
});
afterEach(() => {
  run.remove();
});

const python = findPythonWith('torch', 'sklearn');

describe.skipIf(python === undefined)('with PyTorch and scikit-learn', () => {
  const executable = python?.path ?? '';

  test('records metrics that the user asks for, not those scikit-learn computes for itself', async () => {
    run.write(
      'train.py',
      `import pickle
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, confusion_matrix, make_scorer
from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import OneClassSVM
X, Xt, y, yt = train_test_split(*load_iris(return_X_y=True), random_state=0)
model = make_pipeline(StandardScaler(), LogisticRegression())
search = GridSearchCV(model, {"logisticregression__C": [1, 2]}, scoring=make_scorer(accuracy_score), n_jobs=2, cv=2)
search.fit(X, y)
cross_val_score(model, X, y, cv=2)
model = pickle.loads(pickle.dumps(model.fit(X, y)))
assert pickle.loads(pickle.dumps(accuracy_score)) is accuracy_score
assert not hasattr(make_pipeline(StandardScaler()), "score")
print(model.score(Xt, yt), search.score(Xt, yt))
print(accuracy_score(yt, model.predict(Xt)))
print(f1_score(yt, model.predict(Xt), average="macro"), f1_score(yt, model.predict(Xt), average=None))
`,
    );
    const { code, stdout, report } = await run.run(executable, ['-W', 'ignore', 'train.py']);
    expect(code).toBe(0);
    const [score, searchScore, accuracy, f1] = stdout.split(/\s+/).map(Number);
    expect(report.metrics.map(({ source, name, value, caller }) => [source, name, value, caller])).toEqual([
      ['sklearn', 'score', score, 'train.py:17'],
      ['sklearn', 'score', searchScore, 'train.py:17'],
      ['sklearn', 'accuracy_score', accuracy, 'train.py:18'],
      ['sklearn', 'f1_score_macro', f1, 'train.py:19'],
    ]);
    expect(report.notes).toEqual([]);
    expect(report.readFiles).toEqual([]);
  });

  test('seeds what the script leaves unseeded, and only that', async () => {
    run.write(
      'unseeded.py',
      `import numpy as np, torch, random, pickle
from numpy.random import default_rng
from sklearn.linear_model import SGDClassifier
print(random.random(), np.random.rand(), torch.rand(1).item(), torch.randperm(9).tolist())
print(default_rng().random(), default_rng().random(), np.random.RandomState().rand(), np.random.SeedSequence().entropy)
print(SGDClassifier(max_iter=5, tol=None).fit([[0.0], [1.0], [0.5]], [0, 1, 0]).coef_.tolist())
assert isinstance(np.random.mtrand._rand, np.random.RandomState)
pickle.loads(pickle.dumps([np.random.RandomState(), default_rng(), default_rng]))
`,
    );
    run.write(
      'seeded.py',
      `import numpy as np, torch, random
random.seed(3); np.random.seed(3); torch.manual_seed(3)
import torch.utils.data, sklearn.utils
print(random.random(), np.random.rand(), torch.rand(1).item(), np.random.default_rng(3).random())
`,
    );
    const said = async (script: string, seed: number): Promise<string> => {
      const { stdout, stderr } = await run.run(executable, [script], {}, { seed });
      expect(stderr).toBe('');
      return stdout;
    };
    const first = await said('unseeded.py', 7);
    expect(await said('unseeded.py', 7)).toBe(first);
    const other = (await said('unseeded.py', 8)).split(/\s/);
    expect(
      first
        .split(/\s/)
        .slice(0, 3)
        .filter((word, index) => word === other[index]),
    ).toEqual([]);
    const [one, two] = first.split('\n')[1]?.split(' ') ?? [];
    expect(one).not.toBe(two);
    const seeded = await said('seeded.py', 7);
    expect(seeded).toBe(await said('seeded.py', 8));
    const plain = await run.run(executable, ['seeded.py'], { ABLATIONMAGE_PROBE_REPORT: '' });
    expect(seeded).toBe(plain.stdout);
  });

  test('workers draw different numbers, the same ones every time', async () => {
    run.write(
      'train.py',
      `import numpy as np, torch
from torch.utils.data import DataLoader, Dataset
class Noise(Dataset):
    def __len__(self): return 4
    def __getitem__(self, index): return np.random.default_rng().random()
if __name__ == "__main__":
    print([float(batch) for batch in DataLoader(Noise(), num_workers=2)])
`,
    );
    const { stdout } = await run.run(executable, ['train.py']);
    expect(new Set(JSON.parse(stdout) as number[]).size).toBe(4);
    expect((await run.run(executable, ['train.py'])).stdout).toBe(stdout);
  });

  test('torch.save to the project is refused; saved and loaded weights are the run’s own', async () => {
    const target = join(run.project, 'best.pt');
    run.write(
      'train.py',
      `import torch
torch.save({"epoch": 1}, "best.pt")
print(torch.load("best.pt")["epoch"])
try:
    torch.save({}, ${JSON.stringify(target)})
except PermissionError as error:
    print("refused")
`,
    );
    const { stdout, report } = await run.run(executable, ['train.py']);
    expect(stdout).toBe('1\nrefused\n');
    expect(existsSync(target)).toBe(false);
    expect(report.refusedWrites).toEqual([target]);
    expect(report.readFiles).toEqual([]);
  });

  test('stands in for a TensorBoard that PyTorch cannot import', async () => {
    run.write(
      'train.py',
      `import torch
from torch.utils.tensorboard import SummaryWriter
writer = SummaryWriter()
writer.add_scalar("loss/val", torch.tensor(0.25), 7)
writer.close()
`,
    );
    const { code, report } = await run.run(executable, ['train.py']);
    expect(code).toBe(0);
    expect(report.metrics).toEqual([
      { name: 'loss/val', value: 0.25, step: 7, source: 'logger', caller: 'train.py:4' },
    ]);
  });

  test('a distributed run reports its numbers once, and its own exception rather than the launcher’s', async () => {
    run.write(
      'train.py',
      `import torch.distributed as dist
from sklearn.metrics import accuracy_score
dist.init_process_group("gloo")
accuracy_score([1, 0], [1, 1])
dist.barrier()
raise ValueError("rank %d" % dist.get_rank())
`,
    );
    // As torchrun does it; the torchrun of PyTorch 1.13 does not start under Python 3.11.
    const launcher = run.writeAt(
      join(run.root, 'launcher.py'),
      `import os, socket, subprocess, sys
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
common = dict(os.environ, WORLD_SIZE="2", MASTER_ADDR="127.0.0.1", MASTER_PORT=str(port))
ranks = [subprocess.Popen([sys.executable, "train.py"], env=dict(common, RANK=rank)) for rank in "01"]
if any([rank.wait() for rank in ranks]):
    raise RuntimeError("a rank failed")
`,
    );
    const { code, report } = await run.run(executable, [launcher]);
    expect(code).not.toBe(0);
    expect(report.metrics.map(({ name, value }) => [name, value])).toEqual([['accuracy_score', 0.5]]);
    expect(report.exception).toMatchObject({ type: 'ValueError', place: 'train.py:6' });
  });
});
