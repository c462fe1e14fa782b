import { beforeAll, describe, expect, it } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { changeOfMark } from './change-of-mark.js';

beforeAll(loadPythonParser);

const IMPORTS = `import torch
import torch.nn as nn
from torch.utils.data import DataLoader
from torchvision import datasets
from sklearn.metrics import accuracy_score
`;
const MARK = '  #ABLATABLE_COMPONENT';

describe('code without which there is no study', () => {
  it.each([
    'import os',
    'from torch import nn',
    'loss.backward()',
    'scaler.scale(loss).backward()',
    'optimizer.step()',
    'self.opt.step()',
    'scaler.step(optimizer)',
    'scaler.update()',
    'optimizer.zero_grad()',
    'print(loss)',
    'logger.info("x")',
    'wandb.log({"a": 1})',
    'writer.add_scalar("a", 1)',
    'model.train()',
    'model.eval()',
    'torch.manual_seed(0)',
    'np.random.seed(0)',
    'torch.save(model, "x.pt")',
    'model.fit(X, y)',
    'main()',
    'parser.add_argument("--epochs", type=int)',
    'args = parser.parse_args()',
    'loader = DataLoader(data, batch_size=8)',
    'data = datasets.MNIST("data")',
    'X, y = load_digits(return_X_y=True)',
    'optimizer = torch.optim.Adam(p, lr=1e-3)',
    'criterion = nn.CrossEntropyLoss()',
    'model = Net()',
    'model = Net().to(device)',
    'output = model(x)',
    'acc = accuracy_score(y, p)',
    'accuracy = correct / total',
    'correct += (pred == y).sum().item()',
    'running_loss += loss.item()',
    'total += labels.size(0)',
    'val_loss = f(x)',
    'assert x > 0',
    'x = correct * 100 / total; loss.backward()'.split('; ')[1] ?? '',
  ])('%s', (line) => {
    expect(changeOfMark(`${IMPORTS}${line}${MARK}\n`)[0]).toContain('meaningless:');
  });

  it.each([
    `if __name__ == "__main__":${MARK}\n    main()\n`,
    `class Net(nn.Module):${MARK}\n    pass\n`,
    `def forward(self, x):${MARK}\n    return x\n`,
    `def f(x):\n    return x${MARK}\n`,
    `for epoch in range(3):${MARK}\n    loss.backward()\n`,
    `loss = criterion(out, y)${MARK}\nloss.backward()\n`,
    `acc = (\n    correct\n    + offset${MARK}\n)\n`,
  ])('%j', (code) => {
    expect(changeOfMark(`${IMPORTS}${code}`)[0]).toContain('meaningless:');
  });

  it.each([
    `loss = recon + beta * kld  #ABLATABLE_COMPONENT(term=beta * kld)\nloss.backward()\n`,
    `loss = recon\nloss += beta * kld${MARK}\nloss.backward()\n`,
    `scheduler = torch.optim.lr_scheduler.StepLR(o, 3)\nscheduler.step()${MARK}\n`,
    `total_loss = a\ntotal_loss += aux_loss${MARK}\ntotal_loss.backward()\n`,
    `optimizer = torch.optim.AdamW(p, weight_decay=0.1)  #ABLATABLE_COMPONENT(term=weight_decay=0.1)\n`,
  ])('is not: %j', (code) => {
    expect(changeOfMark(`${IMPORTS}${code}`)[0]).toMatch(/^- /);
  });
});
