import { beforeAll, describe, expect, it } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { changeOfMark } from './change-of-mark.js';

beforeAll(loadPythonParser);

const MARK = '  #ABLATABLE_COMPONENT';

describe('an element of nn.Sequential', () => {
  const network = (layers: string, rest = '', around = 'self.net = nn.Sequential(LAYERS)') =>
    `import torch.nn as nn\nfrom collections import OrderedDict\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        ${around.replace('LAYERS', layers)}\n    def forward(self, x):\n        return self.net(x)\n${rest}`;

  it('goes where it keeps the shape', () => {
    const layers = `\n            nn.Linear(4, 8),\n            nn.ReLU(),\n            nn.Dropout(0.5),${MARK}\n            nn.Linear(8, 2),\n        `;
    expect(changeOfMark(network(layers))).toEqual(['- nn.Dropout(0.5),']);
  });

  it('goes from the end, from one line and from an OrderedDict', () => {
    const last = `\n            nn.Linear(4, 8),\n            nn.ReLU()${MARK}\n        `;
    expect(changeOfMark(network(last))).toEqual(['- nn.ReLU()']);
    const oneLine = `nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))  #ABLATABLE_COMPONENT(term=nn.ReLU()`;
    expect(changeOfMark(network(oneLine))).toEqual([
      '- self.net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))',
      '+ self.net = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 2))',
    ]);
    const ordered = `OrderedDict([\n            ("fc", nn.Linear(4, 8)),\n            ("act", nn.ReLU()),${MARK}\n        ])`;
    expect(changeOfMark(network(ordered))).toEqual(['- ("act", nn.ReLU()),']);
  });

  it.each([
    ['nn.Linear(8, 4)', 'changes the number of features'],
    ['nn.Conv2d(8, 8, 3)', 'padding does not make up'],
    ['nn.MaxPool2d(2)', 'changes the size'],
    ['nn.Flatten()', 'changes the shape'],
    ['nn.LSTM(4, 4)', 'states beside'],
    ['Block(8)', "can't be told"],
    ['nn.Identity()', 'does nothing already'],
    ['nn.Softmax(dim=1)', 'probabilities'],
  ])('stays where it is %s', (layer, reason) => {
    const [change] = changeOfMark(network(`\n            nn.Linear(4, 8),\n            ${layer},${MARK}\n        `));
    expect(change).toContain('abstain:');
    expect(change).toContain(reason);
  });

  it('stays where layers are reached by their position', () => {
    const layers = `\n            nn.Linear(4, 8),\n            nn.ReLU(),${MARK}\n            nn.Linear(8, 2),\n        `;
    const indexed = 'net = Net()\nprint(net.net[2].weight)\n';
    expect(changeOfMark(network(layers, indexed))[0]).toContain('position or name at train.py:14');
    const saved = 'net = Net()\nw = net.state_dict()["net.2.weight"]\n';
    expect(changeOfMark(network(layers, saved))[0]).toContain('position or name at train.py:14');
    const partial = 'net = Net()\nnet.load_state_dict(w, strict=False)\n';
    expect(changeOfMark(network(layers, partial))[0]).toContain('strict=False');
  });

  it('stays where the layer behind it would overwrite the input', () => {
    const layers = `\n            nn.BatchNorm1d(4),${MARK}\n            nn.ReLU(inplace=True),\n        `;
    expect(changeOfMark(network(layers))[0]).toContain('in place');
  });

  it('stays where it is the only one', () => {
    expect(changeOfMark(network(`\n            nn.ReLU(),${MARK}\n        `))[0]).toContain('only element');
  });

  it('is left alone in a class of the same name that is not torch', () => {
    const script = `class nn:\n    Sequential = list\n    ReLU = object\nnet = nn.Sequential(\n    nn.ReLU(),${MARK}\n    nn.ReLU(),\n)\n`;
    expect(changeOfMark(script)[0]).toContain('abstain:');
  });
});

describe('a step of a pipeline', () => {
  const imports =
    'from sklearn.pipeline import Pipeline, make_pipeline\nfrom sklearn.preprocessing import StandardScaler, OneHotEncoder\nfrom sklearn.decomposition import PCA\nfrom sklearn.svm import SVC\nfrom sklearn.compose import ColumnTransformer\nfrom sklearn.ensemble import VotingClassifier\n';

  it('goes where the next steps can do without it', () => {
    const script = `${imports}clf = Pipeline([\n    ("scale", StandardScaler()),${MARK}\n    ("svc", SVC()),\n])\n`;
    expect(changeOfMark(script)).toEqual(['- ("scale", StandardScaler()),']);
    const transformer = `${imports}t = Pipeline([\n    ("pca", PCA()),\n    ("scale", StandardScaler()),${MARK}\n])\n`;
    expect(changeOfMark(transformer)).toEqual(['- ("scale", StandardScaler()),']);
    const made = `${imports}clf = make_pipeline(StandardScaler(), PCA(8), SVC())  #ABLATABLE_COMPONENT(term=PCA(8))\n`;
    expect(changeOfMark(made)).toEqual([
      '- clf = make_pipeline(StandardScaler(), PCA(8), SVC())',
      '+ clf = make_pipeline(StandardScaler(), SVC())',
    ]);
    const named = `${imports}steps = [\n    ("scale", StandardScaler()),${MARK}\n    ("svc", SVC()),\n]\nclf = Pipeline(steps)\n`;
    expect(changeOfMark(named)).toEqual(['- ("scale", StandardScaler()),']);
  });

  it.each([
    ['("a", StandardScaler()),\n    ("svc", SVC()),' + MARK, '', 'last step'],
    ['("a", OneHotEncoder()),' + MARK + '\n    ("svc", SVC()),', '', 'makes the numbers'],
    ['("a", Mine()),' + MARK + '\n    ("svc", SVC()),', '', "isn't known"],
    ['("a", PCA()),' + MARK + '\n    ("svc", SVC()),', 'grid = {"a__n_components": [2]}\n', 'reached by its name'],
    ['("a", PCA()),' + MARK + '\n    ("svc", SVC()),', 'print(clf.named_steps["a"])\n', 'reached by its name'],
    ['("a", PCA()),' + MARK + '\n    ("svc", SVC()),', 'clf.set_params(a__n_components=2)\n', 'reached by its name'],
  ])('stays: %s %s', (steps, rest, reason) => {
    const [change] = changeOfMark(`${imports}clf = Pipeline([\n    ${steps}\n])\n${rest}`);
    expect(change).toContain('abstain:');
    expect(change).toContain(reason);
  });

  it('goes from a ColumnTransformer and a VotingClassifier', () => {
    const columns = `${imports}t = ColumnTransformer([\n    ("num", StandardScaler(), ["age"]),${MARK}\n    ("cat", OneHotEncoder(), ["sex"]),\n])\n`;
    expect(changeOfMark(columns)).toEqual(['- ("num", StandardScaler(), ["age"]),']);
    const voting = `${imports}v = VotingClassifier(estimators=[\n    ("a", SVC()),\n    ("b", SVC(C=2)),${MARK}\n], voting="hard")\n`;
    expect(changeOfMark(voting)).toEqual(['- ("b", SVC(C=2)),']);
    const weighted = voting.replace('voting="hard"', 'weights=[1, 2]');
    expect(changeOfMark(weighted)[0]).toContain('weights');
  });
});

describe('a transform', () => {
  const compose = (transforms: string, data = 'CIFAR10') =>
    `import torchvision\nimport torchvision.transforms as T\ntransform = T.Compose([\n    ${transforms}\n])\ntrain = torchvision.datasets.${data}("data", transform=transform)\n`;

  it.each([
    'T.RandomHorizontalFlip(),',
    'T.Normalize((0.5,), (0.5,)),',
    'T.RandomCrop(32, padding=4),',
    'T.RandomErasing(p=0.2),',
  ])('goes: %s', (transform) => {
    expect(changeOfMark(compose(`${transform}${MARK}\n    T.ToTensor(),`))).toEqual([`- ${transform}`]);
  });

  it.each([
    ['T.ToTensor(),', 'CIFAR10', 'size or type'],
    ['T.Resize(40),', 'CIFAR10', 'size or type'],
    ['T.RandomCrop(24),', 'CIFAR10', 'may change the size'],
    ['T.RandomCrop(32, padding=4),', 'ImageFolder', 'may change the size'],
    ['T.RandomRotation(10, expand=True),', 'CIFAR10', 'expand'],
    ['Rescale(256),', 'CIFAR10', "can't be told"],
    ['T.Lambda(lambda x: x),', 'CIFAR10', 'size or type'],
  ])('stays: %s with %s', (transform, data, reason) => {
    const [change] = changeOfMark(compose(`${transform}${MARK}\n    T.PILToTensor(),`, data));
    expect(change).toContain('abstain:');
    expect(change).toContain(reason);
  });

  it('goes from a list that is composed later', () => {
    const script = `import torchvision.transforms as T\nsteps = [\n    T.RandomHorizontalFlip(),${MARK}\n    T.ToTensor(),\n]\ntransform = T.Compose(steps)\n`;
    expect(changeOfMark(script)).toEqual(['- T.RandomHorizontalFlip(),']);
  });
});

describe('a feature name', () => {
  const table = (use: string, name = 'FEATURES') =>
    `import pandas as pd\ndf = pd.read_csv("x.csv")\n${name} = [\n    "age",${MARK}\n    "fare",\n]\n${use}\n`;

  it.each([
    'X = df[FEATURES]',
    'X = [[row[c] for c in FEATURES] for row in rows]',
    'all_of_them = FEATURES + ["class"]\nX = df[all_of_them]',
    'X = df.loc[:, FEATURES].copy()',
  ])('goes: %s', (use) => {
    expect(changeOfMark(table(use))).toEqual(['- "age",']);
  });

  it.each([
    ['pass', 'nothing in the project reads'],
    ['f(FEATURES)', "isn't known"],
    ['df.columns = FEATURES', "isn't known"],
    ['a, b = FEATURES', "isn't known"],
    ['first = FEATURES[0]', 'by position'],
    ['for f, w in zip(FEATURES, [1, 2]): pass', "isn't known"],
    ['df[FEATURES] = 0', 'assigned to'],
    ['FEATURES = FEATURES[1:]', 'set again'],
    ['X = df[FEATURES]\ny = df[["age"]]', 'also listed'],
    ['import torch\nX = torch.tensor(df[FEATURES].values)\nnet = torch.nn.Linear(2, 1)', 'a network is trained'],
  ])('stays: %s', (use, reason) => {
    const [change] = changeOfMark(table(use));
    expect(change).toContain('abstain:');
    expect(change).toContain(reason);
  });

  it('stays where the list names classes', () => {
    expect(changeOfMark(table('print(df[CLASS_NAMES])', 'CLASS_NAMES'))[0]).toContain('order means something');
  });

  it('stays in a list of numbers, in a dictionary and among arguments', () => {
    expect(changeOfMark(`hidden = [\n    64,${MARK}\n    32,\n]\n`)[0]).toContain('positions');
    expect(changeOfMark(`config = {\n    "model": "resnet",${MARK}\n    "size": 3,\n}\n`)[0]).toContain('not find it');
    expect(changeOfMark(`if kind in [\n    "a",${MARK}\n    "b",\n]:\n    pass\n`)[0]).toContain("isn't known");
    expect(changeOfMark(`for f in [\n    "a.csv",${MARK}\n    "b.csv",\n]:\n    pass\n`)[0]).toContain('a file');
    expect(changeOfMark(`f(\n    a,${MARK}\n    b,\n)\n`)[0]).toContain('by its position');
    expect(changeOfMark(`import torch\nx = torch.cat([\n    a,${MARK}\n    b,\n])\n`)[0]).toContain('abstain:');
  });
});

describe('a function in a list', () => {
  const steps = (body: string, functions = '') =>
    `import random\ndef noise(x):\n    return [v + random.gauss(0, 1) for v in x]\ndef crop(x):\n    return random.choice(x)\ndef parts(x):\n    return x, x\n${functions}STEPS = [\n    NAME,${MARK}\n    noise,\n]\ndef train(x):\n    for step in STEPS:\n        ${body}\n`;

  it('goes where each is applied to the result of the one before, or their values are added', () => {
    expect(changeOfMark(steps('x = step(x)').replace('NAME', 'noise'))).toEqual(['- noise,']);
    expect(changeOfMark(steps('loss += step(x)').replace('NAME', 'parts'))).toEqual(['- parts,']);
  });

  it.each([
    ['x = step(x)', 'crop', 'size'],
    ['x = step(x)', 'parts', "isn't known"],
    ['y = step(x)', 'noise', 'by position'],
    ['x = step(x)', 'undefined_function', "can't be told"],
  ])('stays: %s of %s', (body, name, reason) => {
    const [change] = changeOfMark(steps(body).replace('NAME', name));
    expect(change).toContain('abstain:');
    expect(change).toContain(reason);
  });
});

describe('a callback', () => {
  const fit = (callback: string) =>
    `from keras.callbacks import EarlyStopping, ModelCheckpoint\nmodel.fit(x, y, callbacks=[\n    ${callback}${MARK}\n    other,\n])\n`;

  it('goes where the training goes on without it', () => {
    expect(changeOfMark(fit('EarlyStopping(patience=3),'))).toEqual(['- EarlyStopping(patience=3),']);
    expect(changeOfMark(fit('ModelCheckpoint("best.h5"),'))[0]).toContain('loaded again');
    expect(changeOfMark(fit('Mine(),'))[0]).toContain("isn't known");
  });
});
