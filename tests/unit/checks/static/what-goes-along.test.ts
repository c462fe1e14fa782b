import { beforeAll, expect, test } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { objections, severities } from './objections.js';

beforeAll(loadPythonParser);

const BLOCK = `import torch.nn as nn
class Block(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.norm = nn.LayerNorm(dim)
        self.mlp = nn.Linear(dim, dim)
        self.drop = nn.Dropout(0.1)
        self.scale = LayerScale(dim)  #ABLATABLE_COMPONENT
    def forward(self, x):
        return x + self.drop(self.scale(self.mlp(self.norm(x))))
`;
const WITHOUT_SCALE = BLOCK.replace(/.*self\.scale = .*\n/, '').replace(
  'self.scale(self.mlp(self.norm(x)))',
  'self.mlp(self.norm(x))',
);

const FUSED = `import torch
class Net:
    def forward(self, hidden, x):
        context = self.attend(hidden)  #ABLATABLE_COMPONENT(name=attend)
        return self.out(torch.cat((hidden, context, x), dim=1))
`;

const VELOCITY = `M = 0.9
class Sgd:
    def __init__(self, params):
        self.velocity = {name: 0.0 for name in params}
    def update(self, params, grads, rate):
        for name in params:
            self.velocity[name] = (
                M * self.velocity[name]  #ABLATABLE_COMPONENT(name=momentum)
                - rate * grads[name]
            )
            params[name] += self.velocity[name]
`;
const PLAIN = `class Sgd:
    def update(self, params, grads, rate):
        for name in params:
            params[name] -= rate * grads[name]
`;

const ACT = `def scale(x):
    return x / 5
def act(q, state):
    return q(scale(state)).argmax()
def train(q, batch):
    batch = scale(batch)  #ABLATABLE_COMPONENT(name=scaling)
    return q(batch)
`;

const LOOP = `for i, batch in enumerate(batches):
    loss = model(batch)
    print(i)  #ABLATABLE_COMPONENT(name=talk)
`;

test.each([
  ['a layer inside of others', BLOCK, WITHOUT_SCALE],
  [
    'one of several things that are joined',
    FUSED,
    FUSED.replace(/.*ABLATABLE.*\n/, '').replace('(hidden, context, x)', '(hidden, x)'),
  ],
  ['a velocity that held its value between two lines only', VELOCITY, PLAIN],
  [
    'a step at every place that has it',
    ACT,
    'def act(q, state):\n    return q(state).argmax()\ndef train(q, batch):\n    return q(batch)\n',
  ],
  ['the counter of a loop', LOOP, 'for batch in batches:\n    loss = model(batch)\n'],
  [
    'a pipeline around the one step that is left',
    'steps = make_pipeline(\n    StandardScaler(),  #ABLATABLE_COMPONENT\n    SVC(),\n)\n',
    'steps = SVC()\n',
  ],
  [
    'a decorator',
    '@averaged  #ABLATABLE_COMPONENT\ndef predict(x):\n    return net(x)\n',
    'def predict(x):\n    return net(x)\n',
  ],
])('%s may go', (_what, base, variant) => {
  expect(objections(base, variant)).toEqual([]);
});

test.each([
  ['the layer within', BLOCK, WITHOUT_SCALE.replace('self.mlp(self.norm(x))', 'self.norm(x)'), 'lost its mlp'],
  [
    'the dropout around',
    BLOCK,
    WITHOUT_SCALE.replace('self.drop(self.mlp(self.norm(x)))', 'self.mlp(self.norm(x))'),
    'lost its drop',
  ],
  [
    'another of the joined',
    FUSED,
    FUSED.replace(/.*ABLATABLE.*\n/, '').replace('torch.cat((hidden, context, x), dim=1)', 'hidden'),
    '`x` went',
  ],
  [
    'the sum of which it was a term',
    'for w in weights:\n    grads.append(error(w) + l2 * w)  #ABLATABLE_COMPONENT(term=l2 * w)\n',
    'for w in weights:\n    pass\n',
    'went as a whole',
  ],
  [
    'the step of which it was a setting',
    'steps = [\n    ("impute", SimpleImputer(\n        add_indicator=True,  #ABLATABLE_COMPONENT\n    )),\n    ("model", Ridge()),\n]\n',
    'steps = [\n    ("model", Ridge()),\n]\n',
    'went as a whole',
  ],
  [
    'what stands below a with',
    'for x in batches:\n    with autocast():  #ABLATABLE_COMPONENT\n        loss = model(x)\n        loss.backward()\n',
    'for x in batches:\n    pass\n',
    'went with it',
  ],
  [
    'the evaluation mode',
    'model = make()\nif USE:  #ABLATABLE_COMPONENT(name=swa)\n    model = averaged(model)\nmodel.eval()\nprint(model(x))\n',
    'model = make()\nprint(model(x))\n',
    'evaluation mode',
  ],
])('%s may not go along', (_what, base, variant, words) => {
  expect(objections(base, variant).join('\n')).toContain(words);
});

test('a step that stays at another place makes one look', () => {
  const variant = ACT.replace(/.*ABLATABLE.*\n/, '');
  expect(objections(ACT, variant)).toEqual([expect.stringContaining('scale is applied at another place too')]);
  expect(severities(ACT, variant)).toEqual(new Set(['suspicious']));
});

test('the same name in another function is another name', () => {
  const base = `class Net:
    def __init__(self, lr=0.1):
        self.lr = lr
    def fit(self, x):
        lr = self.lr
        lr *= 0.5  #ABLATABLE_COMPONENT(name=decay)
        self.step(x, lr)
net = Net(lr=0.3)
`;
  const without = base.replace(/.*ABLATABLE.*\n/, '');
  expect(objections(base, without)).toEqual([]);
  expect(objections(base, without.replace('Net(lr=0.3)', 'Net()')).join()).toContain('learning rate');
});

test('what functions read of a module keeps its value', () => {
  const base = `rng = make(0)
other = make(999)
rng = other
def world():
    env = Grid(rng)
    env = Scaled(env)  #ABLATABLE_COMPONENT(name=scaled)
    return env
`;
  const without = base.replace(/.*ABLATABLE.*\n/, '');
  expect(objections(base, without)).toEqual([]);
  expect(objections(base, without.replace('other = make(999)\nrng = other\n', '')).join()).toContain('seed');
});

const PAIR = `import torch.nn as nn
class Net(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.user = nn.Embedding(n, 1)
        self.item = nn.Embedding(n, 1)
        for table in (self.user, self.item):
            nn.init.normal_(table.weight, std=0.1)
    def forward(self, u, i):
        score = self.user(u)
        score = score + self.item(i)  #ABLATABLE_COMPONENT(name=item)
        return score
`;
const ONE = PAIR.replace(/.*self\.item = .*\n/, '').replace(/.*name=item\).*\n/, '');
const BOTH_TABLES = /        for table in .*\n.*\n/;

test('a loop over two layers is one line for the layer that stays', () => {
  expect(objections(PAIR, ONE.replace(', self.item)', ',)'))).toEqual([]);
  expect(objections(PAIR, ONE.replace(BOTH_TABLES, '        nn.init.normal_(self.user.weight, std=0.1)\n'))).toEqual(
    [],
  );
});

test.each([
  ['with another number', '        nn.init.normal_(self.user.weight, std=0.2)\n'],
  ['not at all', ''],
])('but not %s', (_what, line) => {
  expect(objections(PAIR, ONE.replace(BOTH_TABLES, line))).not.toEqual([]);
});

const COLUMNS = `import pandas as pd
CATEGORICAL = [
    "sex",
    "age_group",  #ABLATABLE_COMPONENT
]
def add_group(df):
    df["age_group"] = pd.cut(df["age"], 4)
    return df
def add_products(df):
    df["ratio"] = df["a"] / df["b"]
    return df
df = add_products(add_group(load()))
fit(df[CATEGORICAL])
`;
const FEWER = COLUMNS.replace(/.*"age_group",.*\n/, '').replace(/def add_group[\s\S]*?return df\n/, '');

test('a function that makes the column alone goes with its call; another one does not', () => {
  expect(objections(COLUMNS, FEWER.replace('add_group(load())', 'load()'))).toEqual([]);
  expect(objections(COLUMNS, FEWER.replace('add_products(add_group(load()))', 'load()'))).not.toEqual([]);
});

const TURNED = `import torch.nn as nn
class Net(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.norm = nn.LayerNorm(dim)  #ABLATABLE_COMPONENT(name=norm)
        self.conv = nn.Conv1d(dim, dim, 3)
    def forward(self, h):
        h = self.norm(h).transpose(1, 2)
        return self.conv(h)
`;
const NO_NORM = TURNED.replace(/.*self\.norm = .*\n/, '');

test('a change of shape stays, unless it was there for the component', () => {
  expect(objections(TURNED, NO_NORM.replace('self.norm(h).transpose', 'h.transpose'))).toEqual([]);
  const lost = NO_NORM.replace(/.*self\.norm\(h\).*\n/, '');
  expect(severities(TURNED, lost)).toEqual(new Set(['suspicious']));
  const around = (code: string): string =>
    code.replace('self.norm(h).transpose(1, 2)', 'self.norm(h.transpose(1, 2)).transpose(1, 2)');
  expect(objections(around(TURNED), lost)).toEqual([]);
});

const ADVANTAGE = `import torch
def step(returns, values, dist, actions):
    advantage = returns - values.detach()
    advantage = (advantage - advantage.mean()) / advantage.std()  #ABLATABLE_COMPONENT(name=normalise)
    return -(dist.log_prob(actions) * advantage).mean()
`;
const ROUGH = ADVANTAGE.replace(/.*name=normalise\).*\n/, '');
const NO_ADVANTAGE = ROUGH.replace(/.*advantage = .*\n/, '');

test('a name that had a value before the component keeps that value', () => {
  expect(objections(ADVANTAGE, ROUGH)).toEqual([]);
  expect(objections(ADVANTAGE, NO_ADVANTAGE.replace('* advantage', '* (returns - values.detach())'))).toEqual([]);
  expect(objections(ADVANTAGE, NO_ADVANTAGE.replace('* advantage', '* returns')).join()).toContain('that went too');
  expect(objections(ADVANTAGE, NO_ADVANTAGE.replace(' * advantage', '')).join()).toContain('that went too');
});

const BEST = `import copy
ema = Average(model)  #ABLATABLE_COMPONENT(name=ema)
for batch in batches:
    train(model, batch)
    if evaluate(model) > best:
        best_state = copy.deepcopy(ema.shadow.state_dict())
model.load_state_dict(best_state)
print(evaluate(model))
`;
const NO_EMA = BEST.replace(/ema = .*\n/, '');

test('the best state is that of the model where the average is gone', () => {
  expect(objections(BEST, NO_EMA.replace('ema.shadow', 'model'))).toEqual([]);
  const forgotten = NO_EMA.replace(/    if evaluate[^]*best_state\)\n/, '');
  expect(objections(BEST, forgotten)).not.toEqual([]);
});

const APPEND = `def collect(rewards, r, bound):
    rewards.append(np.clip(r, -bound, bound))  #ABLATABLE_COMPONENT(name=clip, term=np.clip(r, -bound, bound), replace=r)
def scale(self, x):
    x = self.highway(x)  #ABLATABLE_COMPONENT(name=highway)
    return self.out(x)
`;
const CLEAN = APPEND.replace('np.clip(r, -bound, bound))', 'r)').replace(/.*self\.highway.*\n/, '');

test.each([
  ['one', CLEAN.replace('append(r)', 'append(1.0)')],
  ['the first of all', CLEAN.replace('return', 'x = x[:, :1].expand_as(x)\n    return')],
  ['a mixture', CLEAN.replace('return', 'x = x.transpose(0, 1).reshape(x.shape)\n    return')],
])('%s for everything is no removal', (_what, variant) => {
  expect(objections(APPEND, CLEAN)).toEqual([]);
  expect(objections(APPEND, variant)).not.toEqual([]);
});

const NOISY = `def collate(batch, noisy=False):
    x = stack(batch)
    if noisy:
        x = x + noise(x)  #ABLATABLE_COMPONENT
    return x
loader = Loader(data, collate_fn=lambda batch: collate(batch, True))
`;
const QUIET = 'def collate(batch):\n    return stack(batch)\nloader = Loader(data, collate_fn=collate)\n';

test('a lambda that only adds an argument which is gone becomes its function', () => {
  expect(objections(NOISY, QUIET)).toEqual([]);
  expect(objections(NOISY, QUIET.replace('fn=collate', 'fn=stack'))).not.toEqual([]);
  const scaled = (code: string) =>
    code.replace('(batch, ', '(batch, scale=1, ').replace('(batch, True', '(batch, 2, True');
  expect(objections(scaled(NOISY), QUIET.replace('(batch)', '(batch, scale=1)'))).not.toEqual([]);
});
