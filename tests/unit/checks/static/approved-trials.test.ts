import { describe, expect, test } from 'vitest';
import { checkProjects } from '../../../../src/checks/check-variant.js';
import type { HintTrial } from '../../../../src/core/hint-trial.js';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { readComponents } from '../../../../src/source/read-components.js';
import { projectOf } from '../../variants/rules/marked-project.js';

await loadPythonParser();

const NET = `import torch.nn as nn
import torch.nn.functional as F


class Block(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1)
        self.se = SE(channels)

    #ABLATION_HINT_START(name=skip)
    # The skip connection: without it, with a projection, and scaled.
    #ABLATION_HINT_END
    def forward(self, x):
        h = F.relu(self.conv1(x))
        h = self.conv2(h)
        h = self.se(h)  #ABLATABLE_COMPONENT(name=squeeze)
        return F.relu(h + x)
`;

const ENSEMBLE = `from sklearn.ensemble import StackingClassifier
#ABLATION_HINT_START(name=members)
# Leave each base learner out in turn.
#ABLATION_HINT_END
base = [
    ("lr", LogisticRegression()),
    ("knn", KNeighborsClassifier(7)),
]
model = StackingClassifier(base, final_estimator=LogisticRegression(), cv=3)
model.fit(x, y)
`;

const MIXUP = `for idx in batches:
    xb = augment(x[idx], rng)
    #ABLATION_HINT_START(name=mixup)
    # Train without mixup, on the plain labels.
    #ABLATION_HINT_END
    xb, ya, yb, lam = mixup(xb, y[idx], rng)
    out = model(xb)
    loss = lam * cross_entropy(out, ya) + (1 - lam) * cross_entropy(out, yb)
    loss.backward()
`;

const NO_SKIP = {
  id: 'no-skip',
  title: 'without the skip',
  change: 'remove',
  instruction: 'In Block.forward, return F.relu(h) without adding x.',
  code: ['return F.relu(h + x)'],
  expectation: '',
} as const satisfies HintTrial;
const PROJECTED: HintTrial = {
  ...NO_SKIP,
  change: 'replace',
  title: 'with a projection',
  instruction: 'Add self.proj = nn.Conv2d(channels, channels, 1) and return F.relu(h + self.proj(x)).',
};
const HALF: HintTrial = { ...NO_SKIP, change: 'replace', title: 'half', instruction: 'return F.relu(h + 0.5 * x)' };
const NO_LR: HintTrial = {
  ...NO_SKIP,
  title: 'without lr',
  instruction: 'Remove the base learner "lr".',
  code: ['("lr", LogisticRegression()),'],
};
const AVERAGE: HintTrial = {
  ...NO_SKIP,
  change: 'replace',
  title: 'averaged',
  instruction: 'Use VotingClassifier(base, voting="soft") in place of the stacking.',
  code: ['model = StackingClassifier(base, final_estimator=LogisticRegression(), cv=3)'],
};

/** The verdict of the sources, with what is held against it. */
function judged(source: string, trial: HintTrial, ...changes: readonly (readonly [string, string])[]): string[] {
  const project = projectOf({ 'train.py': source });
  const { components } = readComponents(project, []);
  const hint = components.find((component) => component.kind === 'hint');
  if (hint === undefined) throw new Error('no hint');
  const variant = changes.reduce((text, [before, after]) => {
    if (!text.includes(before)) throw new Error(`not there: ${before}`);
    return text.replace(before, after);
  }, source);
  const others = components.filter((component) => component !== hint);
  const check = checkProjects(project, projectOf({ 'train.py': variant }), [{ ...hint, trial }], others);
  return check.evidence.flatMap(({ severity, message }) => (severity === 'note' ? [] : [`${severity}: ${message}`]));
}

const ADDS_X = ['F.relu(h + x)', 'F.relu(h)'] as const;

describe('what a person approved is not held against a variant', () => {
  test.each<[string, string, HintTrial, (readonly [string, string])[]]>([
    ['a term that goes', NET, NO_SKIP, [ADDS_X]],
    [
      'a new layer that is spelled out',
      NET,
      PROJECTED,
      [
        ['        self.se =', '        self.proj = nn.Conv2d(channels, channels, 1)\n        self.se ='],
        ['F.relu(h + x)', 'F.relu(h + self.proj(x))'],
      ],
    ],
    [
      'a new layer whose value is spelled out',
      NET,
      {
        ...PROJECTED,
        instruction: 'Create nn.Conv2d(channels, channels, 1) in __init__ and add its output for x to h instead of x.',
      },
      [
        ['        self.se =', '        self.shortcut = nn.Conv2d(channels, channels, 1)\n        self.se ='],
        ['F.relu(h + x)', 'F.relu(h + self.shortcut(x))'],
      ],
    ],
    [
      'a loss that is what is left of it',
      MIXUP,
      {
        ...NO_SKIP,
        instruction: 'Train on the batch as it is, with the plain cross-entropy on y[idx].',
        code: [
          'xb, ya, yb, lam = mixup(xb, y[idx], rng)',
          'loss = lam * cross_entropy(out, ya) + (1 - lam) * cross_entropy(out, yb)',
        ],
      },
      [
        ['    xb, ya, yb, lam = mixup(xb, y[idx], rng)\n', ''],
        [
          'loss = lam * cross_entropy(out, ya) + (1 - lam) * cross_entropy(out, yb)',
          'loss = cross_entropy(out, y[idx])',
        ],
      ],
    ],
    ['another factor', NET, HALF, [['F.relu(h + x)', 'F.relu(h + 0.5 * x)']]],
    ['an element of a list', ENSEMBLE, NO_LR, [['    ("lr", LogisticRegression()),\n', '']]],
    [
      'another estimator',
      ENSEMBLE,
      AVERAGE,
      [
        [
          'StackingClassifier(base, final_estimator=LogisticRegression(), cv=3)',
          'VotingClassifier(base, voting="soft")',
        ],
        ['import StackingClassifier', 'import VotingClassifier'],
      ],
    ],
  ])('%s', (_, source, trial, changes) => {
    expect(judged(source, trial, ...changes)).toEqual([]);
  });
});

describe('what nobody approved is', () => {
  test.each<[string, string, HintTrial, (readonly [string, string])[], RegExp]>([
    [
      'another marked component instead',
      NET,
      NO_SKIP,
      [['        h = self.se(h)  #ABLATABLE_COMPONENT(name=squeeze)\n', '']],
      /rejected: the approved trial is about `return F\.relu\(h \+ x\)`, which did not change[^]*rejected: it changes another marked component, squeeze/,
    ],
    [
      'another marked component, too',
      NET,
      NO_SKIP,
      [ADDS_X, ['        h = self.se(h)  #ABLATABLE_COMPONENT(name=squeeze)\n', '']],
      /rejected: it changes another marked component, squeeze/,
    ],
    [
      'another layer',
      NET,
      NO_SKIP,
      [ADDS_X, ['        h = self.conv2(h)\n', '']],
      /suspicious: .*`h = self\.conv2\(h\)` is gone/,
    ],
    [
      'a new layer that nobody spoke of',
      NET,
      PROJECTED,
      [
        ['        self.se =', '        self.proj = nn.Linear(channels, channels)\n        self.se ='],
        ['F.relu(h + x)', 'F.relu(h + self.proj(x))'],
      ],
      /suspicious: .*nn\.Linear\(channels, channels\)` is new/,
    ],
    [
      'another loss than what is left of it',
      MIXUP,
      {
        ...NO_SKIP,
        instruction: 'Train on the batch as it is.',
        code: ['loss = lam * cross_entropy(out, ya) + (1 - lam) * cross_entropy(out, yb)'],
      },
      [['loss = lam * cross_entropy(out, ya) + (1 - lam) * cross_entropy(out, yb)', 'loss = 0.5 * mse_loss(out, ya)']],
      /(?:suspicious|rejected): .*loss/,
    ],
    [
      'the wrong element',
      ENSEMBLE,
      NO_LR,
      [['    ("knn", KNeighborsClassifier(7)),\n', '']],
      /rejected: the approved trial is about `\("lr", LogisticRegression\(\)\)`, which did not change/,
    ],
    [
      'one more element',
      ENSEMBLE,
      NO_LR,
      [['    ("lr", LogisticRegression()),\n    ("knn", KNeighborsClassifier(7)),\n', '']],
      /(?:suspicious|rejected): .*knn/,
    ],
  ])('%s', (_, source, trial, changes, words) => {
    expect(judged(source, trial, ...changes).join('\n')).toMatch(words);
  });
});
