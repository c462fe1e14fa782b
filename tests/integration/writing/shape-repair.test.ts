import { expect, test } from 'vitest';
import { canImport } from '../../unit/failed-script.js';
import { CliProject } from '../cli/cli-project.js';
import { block, reply, ScriptedModel } from './scripted-model.js';

const PYTHON = '/usr/bin/python3';

const hasTorch = canImport(PYTHON, 'torch');

const TRAIN = `import torch
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, padding=1)
        self.conv2 = nn.Conv2d(4, 8, 3, padding=1)  #ABLATABLE_COMPONENT
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.head = nn.Linear(8, 2)

    def forward(self, x):
        x = torch.relu(self.conv1(x))
        x = torch.relu(self.conv2(x))
        return self.head(self.pool(x).flatten(1))


inputs = torch.randn(64, 1, 8, 8)
labels = (inputs.mean(dim=(1, 2, 3)) > 0).long()
model = Net()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
loss_function = nn.CrossEntropyLoss()
for epoch in range(3):
    for start in range(0, 64, 16):
        loss = loss_function(model(inputs[start:start + 16]), labels[start:start + 16])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
model.eval()
with torch.no_grad():
    accuracy = (model(inputs).argmax(1) == labels).float().mean().item()
print(f"METRIC accuracy={accuracy:.4f}")
`;

const GONE = [
  block('        self.conv2 = nn.Conv2d(4, 8, 3, padding=1)  #ABLATABLE_COMPONENT', ''),
  block('        x = torch.relu(self.conv2(x))', ''),
];
const WRONG_SHAPE = reply('Removed conv2 and its use.', 'train.py', ...GONE);
const RIGHT = reply(
  'Removed conv2 and its use; the head takes the 4 channels of conv1.',
  'train.py',
  ...GONE,
  block('        self.head = nn.Linear(8, 2)', '        self.head = nn.Linear(4, 2)'),
);
const OTHER_RATE = reply(
  'Removed conv2 and trained longer.',
  'train.py',
  ...GONE,
  block('        self.head = nn.Linear(8, 2)', '        self.head = nn.Linear(4, 2)'),
  block('lr=0.1)', 'lr=0.2)')
    .replace('lr=0.1)', 'optimizer = torch.optim.SGD(model.parameters(), lr=0.1)')
    .replace('lr=0.2)', 'optimizer = torch.optim.SGD(model.parameters(), lr=0.2)'),
);

const RUN = ['run', 'train.py', '--python', PYTHON, '--seeds', '2', '--edit-format', 'blocks'];

test.skipIf(!hasTorch && process.env.ABLATIONMAGE_TEST_REQUIRE_ALL !== '1')(
  'a convolution whose removal changes shapes: wrong at first, sent back with its trace, then right; asked no second time',
  async () => {
    using project = new CliProject({ 'train.py': TRAIN });
    using model = new ScriptedModel([{ match: 'conv2', replies: [WRONG_SHAPE, RIGHT] }]);
    const first = await project.run([...RUN, ...model.words]);
    expect([first.code, model.asked], first.stderr).toEqual([0, { '0': 2 }]);

    const [, conv2] = project.report().trials;
    expect(conv2).toMatchObject({ id: 'conv2', verdict: { kind: 'faithful' }, model: { repairs: 1 } });
    expect(conv2?.model?.cost).toMatchObject({ calls: 2, isEstimated: true });
    expect(conv2?.diff).toContain('+        self.head = nn.Linear(4, 2)');
    expect(project.report().runs.filter(({ state }) => state === 'completed')).toHaveLength(4);

    // The request has what was measured; the one after it the cause, with the user's lines and without the library's.
    expect(model.prompt(0, 0)).toContain('conv2: Conv2d(4, 8,');
    const repair = model.prompt(0, 1);
    expect(repair).toContain(WRONG_SHAPE.trim());
    expect(repair).toMatch(/mat1 and mat2 shapes cannot be multiplied \(16x4 and 8x2\)/);
    expect(repair).toMatch(/return self\.head\(self\.pool\(x\)\.flatten\(1\)\)/);
    expect(repair).not.toMatch(/File ".*site-packages|dist-packages/);
    expect(repair).not.toContain(project.directory);

    const again = await project.run([...RUN, ...model.words]);
    expect([again.code, model.asked], again.stderr).toEqual([0, { '0': 2 }]);

    // Without the model, and with another mark, the variant is still the study's.
    project.write({
      'train.py': TRAIN.replace('        self.pool = nn.AdaptiveAvgPool2d(1)', '        # a comment\n$&').replace(
        'lr=0.1)',
        'lr=0.1)  # its rate',
      ),
    });
    const marked = await project.run(RUN);
    expect([marked.code, marked.stderr.includes('completed')]).toEqual([0, false]);
    expect(project.report().trials[1]).toMatchObject({ verdict: { kind: 'faithful' }, model: { repairs: 1 } });
  },
);

test.skipIf(!hasTorch && process.env.ABLATIONMAGE_TEST_REQUIRE_ALL !== '1')(
  'a change beyond the component never runs: it goes back with what is against it, and stays rejected where it stays',
  async () => {
    using project = new CliProject({ 'train.py': TRAIN });
    using model = new ScriptedModel([{ match: 'conv2', replies: [OTHER_RATE, OTHER_RATE] }]);
    const result = await project.run([...RUN, ...model.words]);
    expect([result.code, model.asked], result.stderr).toEqual([1, { '0': 2 }]);
    expect(model.prompt(0, 1)).toMatch(/learning rate changed: in lr, `0\.1` became `0\.2`/);
    const [, conv2] = project.report().trials;
    expect(conv2).toMatchObject({ verdict: { kind: 'rejected' }, finding: { kind: 'rejected' } });
    expect(project.report().runs.filter(({ trialId, state }) => trialId === 'conv2' && state !== 'not-run')).toEqual(
      [],
    );
  },
);
