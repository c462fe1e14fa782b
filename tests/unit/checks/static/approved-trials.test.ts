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
    scheduler.step()
`;

const OPTIMIZER = `#ABLATION_HINT_START(name=decay)
# No weight decay.
#ABLATION_HINT_END
optimizer = AdamW(params, lr=0.02, weight_decay=0.1)
for x in batches:
    optimizer.zero_grad()
    loss = model(x)
    loss.backward()
    optimizer.step()
`;

const TWICE = `class Block(nn.Module):
    def __init__(self):
        #ABLATION_HINT_START(name=act)
        # With ReLU.
        #ABLATION_HINT_END
        self.act = nn.GELU()


class Head(nn.Module):
    def __init__(self):
        self.act = nn.GELU()
`;

const ADDS_X = ['return F.relu(h + x)', 'return F.relu(h)'] as const;
const PROJECTS = ['return F.relu(h + x)', 'return F.relu(h + self.proj(x))'] as const;
const MAKES_PROJ = [
  'self.se = SE(channels)',
  'self.se = SE(channels)\nself.proj = nn.Conv2d(channels, channels, 1)',
] as const;
const NO_LR = ['("lr", LogisticRegression()),', ''] as const;
const STACK = 'model = StackingClassifier(base, final_estimator=LogisticRegression(), cv=3)';
const VOTES = [STACK, 'model = VotingClassifier(base, voting="soft")'] as const;
const MIXES = ['xb, ya, yb, lam = mixup(xb, y[idx], rng)', ''] as const;
const MIXED_LOSS = 'loss = lam * cross_entropy(out, ya) + (1 - lam) * cross_entropy(out, yb)';
const PLAIN_LOSS = [MIXED_LOSS, 'loss = cross_entropy(out, y[idx])'] as const;

type Change = readonly [before: string, after: string];

function approved(...changes: readonly Change[]): HintTrial {
  return {
    ...{ id: 'trial', title: 'a trial', change: 'replace', instruction: 'As approved.', expectation: '' },
    changes: changes.map(([before, after]) => ({ before, after, occurrence: 1 })),
  };
}

/** The change of a line with its indentation. */
function made(source: string, [before, after]: Change): string {
  return source.replace(
    new RegExp(`^([ ]*)${before.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}.*\n`, 'm'),
    (_, indent: string) =>
      after === ''
        ? ''
        : after
            .split('\n')
            .map((line) => `${indent}${line}\n`)
            .join(''),
  );
}

/** What the sources say against a variant of the lines that were made so, and of further replacements. */
function judged(source: string, trial: HintTrial, lines: readonly Change[], ...more: readonly Change[]): string[] {
  const project = projectOf({ 'train.py': source });
  const { components } = readComponents(project, []);
  const hint = components.find((component) => component.kind === 'hint');
  if (hint === undefined) throw new Error('no hint');
  const variant = more.reduce(
    (text, [before, after]) => {
      if (!text.includes(before)) throw new Error(`not there: ${before}`);
      return text.replace(before, after);
    },
    lines.reduce(made, source),
  );
  const others = components.filter((component) => component !== hint);
  const check = checkProjects(project, projectOf({ 'train.py': variant }), [{ ...hint, trial }], others);
  return check.evidence.flatMap(({ severity, message }) => (severity === 'note' ? [] : [`${severity}: ${message}`]));
}

describe('what a person approved is not held against a variant', () => {
  test.each<[string, string, Change[], Change[]]>([
    ['a term that goes', NET, [ADDS_X], []],
    ['a new layer', NET, [MAKES_PROJ, PROJECTS], []],
    ['another factor', NET, [['return F.relu(h + x)', 'return F.relu(h + 0.5 * x)']], []],
    ['an element of a list', ENSEMBLE, [NO_LR], []],
    [
      'another estimator, with its import',
      ENSEMBLE,
      [VOTES],
      [['import StackingClassifier', 'import VotingClassifier']],
    ],
    ['another loss', MIXUP, [MIXES, PLAIN_LOSS], []],
    ['a step that comes before another', MIXUP, [['loss.backward()', 'loss.backward()\nclip(model)']], []],
    ['a condition around a line', MIXUP, [['loss.backward()', 'if loss > 0:\n    loss.backward()']], []],
  ])('%s', (_, source, changes, more) => {
    expect(judged(source, approved(...changes), changes, ...more)).toEqual([]);
  });

  test('the same code, wrapped otherwise', () => {
    const wrapped: Change = ['return F.relu(h + x)', 'return F.relu(\n    h\n)'];
    expect(judged(NET, approved(ADDS_X), [wrapped])).toEqual([]);
  });
});

const SE = '        h = self.se(h)  #ABLATABLE_COMPONENT(name=squeeze)\n';

describe('what nobody approved is', () => {
  test.each<[string, string, HintTrial, Change[], Change[], RegExp]>([
    [
      'another marked component instead',
      NET,
      approved(ADDS_X),
      [],
      [[SE, '']],
      /rejected: `return F\.relu\(h \+ x\)` is still there[^]*rejected: it changes another marked component, squeeze/,
    ],
    [
      'another marked component, too',
      NET,
      approved(ADDS_X),
      [ADDS_X],
      [[SE, '']],
      /^rejected: it changes another marked component, squeeze/,
    ],
    [
      'another layer',
      NET,
      approved(ADDS_X),
      [ADDS_X],
      [['        h = self.conv2(h)\n', '']],
      /suspicious: .*`h = self\.conv2\(h\)` is gone/,
    ],
    [
      'the other operand',
      NET,
      approved(ADDS_X),
      [['return F.relu(h + x)', 'return F.relu(x)']],
      [],
      /rejected: .*approved to become `return F\.relu\(h\)`, and became something else/,
    ],
    [
      'another number',
      NET,
      approved(['return F.relu(h + x)', 'return F.relu(h + 0.5 * x)']),
      [['return F.relu(h + x)', 'return F.relu(h + 5 * x)']],
      [],
      /rejected: .*became something else/,
    ],
    [
      'another layer than the approved one',
      NET,
      approved(MAKES_PROJ, PROJECTS),
      [['self.se = SE(channels)', 'self.se = SE(channels)\nself.proj = nn.Linear(channels, channels)'], PROJECTS],
      [],
      /rejected: .*became something else/,
    ],
    [
      'a second new layer',
      NET,
      approved(MAKES_PROJ, PROJECTS),
      [MAKES_PROJ, PROJECTS],
      [['        self.se =', '        self.drop = nn.Dropout(0.5)\n        self.se =']],
      /(?:suspicious|rejected): .*nn\.Dropout\(0\.5\)` is new/,
    ],
    [
      'the wrong element',
      ENSEMBLE,
      approved(NO_LR),
      [],
      [['    ("knn", KNeighborsClassifier(7)),\n', '']],
      /rejected: `\("lr", LogisticRegression\(\)\),` is still there/,
    ],
    [
      'one more element',
      ENSEMBLE,
      approved(NO_LR),
      [NO_LR],
      [['    ("knn", KNeighborsClassifier(7)),\n', '']],
      /(?:suspicious|rejected): .*knn/,
    ],
    [
      'a loss that is no loss',
      MIXUP,
      approved(PLAIN_LOSS),
      [[MIXED_LOSS, 'loss = model(xb)']],
      [],
      /rejected: .*became something else/,
    ],
    [
      'a step of the loop that the words name',
      MIXUP,
      { ...approved(MIXES, PLAIN_LOSS), instruction: 'Keep the scheduler as it is.' },
      [MIXES, PLAIN_LOSS],
      [['    scheduler.step()\n', '']],
      /(?:suspicious|rejected): .*scheduler\.step/,
    ],
    [
      'a use of what an approved line still makes',
      OPTIMIZER,
      approved(['optimizer = AdamW(params, lr=0.02, weight_decay=0.1)', 'optimizer = AdamW(params, lr=0.02)']),
      [['optimizer = AdamW(params, lr=0.02, weight_decay=0.1)', 'optimizer = AdamW(params, lr=0.02)']],
      [['    optimizer.zero_grad()\n', '']],
      /(?:suspicious|rejected): .*zero_grad/,
    ],
    [
      'both of two equal lines',
      TWICE,
      approved(['self.act = nn.GELU()', 'self.act = nn.ReLU()']),
      [['self.act = nn.GELU()', 'self.act = nn.ReLU()']],
      [['self.act = nn.GELU()', 'self.act = nn.ReLU()']],
      /rejected: .*changed at more places than was approved/,
    ],
  ])('%s', (_, source, trial, lines, more, words) => {
    expect(judged(source, trial, lines, ...more).join('\n')).toMatch(words);
  });

  test('whatever is done where the approved line was edited since', () => {
    const edited = NET.replace('return F.relu(h + x)', 'return F.gelu(h + x)');
    const gone = judged(edited, approved(ADDS_X), [], ['return F.gelu(h + x)', 'return F.gelu(h)']);
    expect(gone[0]).toBe('suspicious: `return F.relu(h + x)` was approved to change, and is not in the file any more');
  });

  test('the first of two equal lines, where that was approved', () => {
    const relu: Change = ['self.act = nn.GELU()', 'self.act = nn.ReLU()'];
    expect(judged(TWICE, approved(relu), [relu])).toEqual([]);
  });
});
