import { expect, test } from 'vitest';
import { canImport } from '../../unit/failed-script.js';
import { CliProject } from '../cli/cli-project.js';
import { block, reply, ScriptedModel } from './scripted-model.js';

const PYTHON = '/usr/bin/python3';
const RUN = ['run', 'train.py', '--python', PYTHON, '--seeds', '2', '--edit-format', 'blocks', '--yes'];

const testWith = (modules: string) =>
  test.skipIf(!canImport(PYTHON, modules) && process.env.ABLATIONMAGE_TEST_REQUIRE_ALL !== '1');

function read(...trials: readonly (readonly [string, string, string, ...(readonly [string, string])[]])[]): string {
  return JSON.stringify({
    trials: trials.map(([id, change, instruction, ...lines]) => ({
      ...{ id, title: `trial ${id}`, change, instruction, expectation: '' },
      changes: lines.map(([before, after]) => ({ line: 0, before, after })),
    })),
  });
}

/** Verdicts by trial, with the reasons of those that are not faithful. */
function verdicts(project: CliProject): Record<string, string> {
  const { trials, skipped } = project.report();
  return Object.fromEntries([
    ...trials.slice(1).map(({ id, verdict, finding }) => {
      const words = verdict?.reasons.map(({ message }) => message) ?? [finding?.inWords];
      return [id, [verdict?.kind ?? 'no verdict', ...words].join(': ')] as const;
    }),
    ...skipped.map(({ id, reason }) => [id, `skipped: ${reason}`] as const),
  ]);
}

const ENSEMBLE = `import sys
from sklearn.datasets import load_wine
from sklearn.ensemble import StackingClassifier, VotingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

x, y = load_wine(return_X_y=True)
x, x_test, y, y_test = train_test_split(x, y, random_state=0)
#ABLATION_HINT_START(name=members)
# Leave each base learner of the ensemble out in turn.
#ABLATION_HINT_END
base = [
    ("lr", make_pipeline(StandardScaler(), LogisticRegression())),
    ("knn", make_pipeline(StandardScaler(), KNeighborsClassifier(7))),
]
#ABLATION_HINT_START(name=stacking)
# Instead of stacking, average the probabilities of the base learners.
#ABLATION_HINT_END
model = StackingClassifier(base, final_estimator=LogisticRegression(), cv=3)
model.fit(x, y)
print("METRIC accuracy=%.4f" % model.score(x_test, y_test))
`;
const LR = '    ("lr", make_pipeline(StandardScaler(), LogisticRegression())),';
const KNN = '    ("knn", make_pipeline(StandardScaler(), KNeighborsClassifier(7))),';
const VOTING = 'model = VotingClassifier(base, voting="soft")';
const STACKING = 'model = StackingClassifier(base, final_estimator=LogisticRegression(), cv=3)';

testWith('sklearn')('what a hint asks of an ensemble is judged by the lines that were approved', async () => {
  using project = new CliProject({ 'train.py': ENSEMBLE });
  using model = new ScriptedModel([
    {
      match: 'Leave each base learner of the ensemble out in turn.\n\nA hint is about',
      replies: [
        read(
          ['no-lr', 'remove', 'Remove the base learner "lr".', [LR, '']],
          ['no-knn', 'remove', 'Remove the base learner "knn".', [KNN, '']],
        ),
      ],
    },
    {
      match: 'A hint is about',
      replies: [read(['voting', 'replace', 'Use VotingClassifier(base, voting="soft") instead.', [STACKING, VOTING]])],
    },
    { match: '(trial no-lr)', replies: [reply('Without lr.', 'train.py', block(LR, ''))] },
    // The wrong learner, twice: that is where it stays.
    { match: '(trial no-knn)', replies: Array<string>(2).fill(reply('Without lr.', 'train.py', block(LR, ''))) },
    {
      match: '(trial voting)',
      replies: [reply('Voting.', 'train.py', block(STACKING, VOTING))],
    },
  ]);
  const result = await project.run([...RUN, ...model.words]);
  expect(result.code, result.stderr).toBe(1);
  expect(verdicts(project)).toEqual({
    'members.no-lr': 'faithful',
    'members.no-knn': expect.stringMatching(
      /^rejected: .*"knn".* is still there, though it was approved that it goes/,
    ) as string,
    stacking: 'faithful',
  });
  // That a hint is words is seen in the table itself.
  expect(result.stdout).toMatch(/members\.no-lr ¶|without.* ¶|¶/);
});

const BLOCK = `import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(0)


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.inner = nn.Linear(width, width)

    #ABLATION_HINT_START(name=skip)
    # The skip connection: with a learned projection, and scaled by 0.5.
    #ABLATION_HINT_END
    def forward(self, x):
        h = self.inner(x)
        return F.relu(h + x)


model = nn.Sequential(nn.Linear(4, 8), Block(8), nn.Linear(8, 2))
x = torch.randn(32, 4)
y = (x.sum(1) > 0).long()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for step in range(5):
    loss = F.cross_entropy(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(f"METRIC accuracy={(model(x).argmax(1) == y).float().mean().item():.4f}")
`;
const SUM = '        return F.relu(h + x)';
const INNER = 'self.inner = nn.Linear(width, width)';
const PROJECTED = [
  [INNER, `${INNER}\nself.proj = nn.Linear(width, width)`],
  [SUM, 'return F.relu(h + self.proj(x))'],
] as const;

testWith('torch')('a layer that was approved may come; one that was not may not', async () => {
  using project = new CliProject({ 'train.py': BLOCK });
  const projection = (layer: string) =>
    reply(
      'Projected.',
      'train.py',
      block(
        '        self.inner = nn.Linear(width, width)',
        `        self.inner = nn.Linear(width, width)\n        self.proj = ${layer}`,
      ),
      block(SUM, '        return F.relu(h + self.proj(x))'),
    );
  const trial = 'Add self.proj = nn.Linear(width, width) and return F.relu(h + self.proj(x)).';
  using model = new ScriptedModel([
    {
      match: 'List the trials it asks for',
      replies: [
        read(
          ['projected', 'replace', trial, ...PROJECTED],
          ['deeper', 'replace', `${trial} Again.`, ...PROJECTED],
          ['half', 'replace', 'Return F.relu(h + 0.5 * x).', [SUM, 'return F.relu(h + 0.5 * x)']],
        ),
      ],
    },
    { match: '(trial projected)', replies: [projection('nn.Linear(width, width)')] },
    {
      match: '(trial deeper)',
      replies: Array<string>(4).fill(projection('nn.Sequential(nn.Linear(width, width), nn.Dropout(0.5))')),
    },
    { match: '(trial half)', replies: [reply('Half.', 'train.py', block(SUM, '        return F.relu(h + 0.5 * x)'))] },
  ]);
  const result = await project.run([...RUN, ...model.words]);
  expect(verdicts(project), result.stderr).toEqual({
    'skip.projected': 'faithful',
    'skip.deeper': expect.stringMatching(/^rejected: .*became something else/) as string,
    'skip.half': 'faithful',
  });
});
