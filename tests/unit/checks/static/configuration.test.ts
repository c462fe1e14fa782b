import { beforeAll, expect, test } from 'vitest';
import { checkProjects } from '../../../../src/checks/check-variant.js';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import type { Project } from '../../../../src/source/project.js';
import { readComponents } from '../../../../src/source/read-components.js';
import { projectOf } from '../../variants/rules/marked-project.js';

beforeAll(loadPythonParser);

const CONFIG =
  'lr: 0.1\npool: true  #ABLATABLE_COMPONENT(name=pool)\nsteps:\n  - flip\n  - erase  #ABLATABLE_COMPONENT(name=erase)\n';
const TRAIN = `STEPS = {"flip": flip, "erase": erase}
class Net:
    def __init__(self, width, pool):
        self.pool = Attention(width) if pool else Mean()
def build(config):
    return Net(8, config["pool"]), [STEPS[name] for name in config["steps"]]
`;

function project(config: string, train: string): Project {
  const text = config;
  const plain = projectOf({ 'train.py': train });
  return { ...plain, configFiles: new Map([['config.yaml', { path: 'config.yaml', format: 'yaml', text } as const]]) };
}

function objections(name: string, config: string, train: string): string[] {
  const base = project(CONFIG, TRAIN);
  const components = readComponents(base, []).components.filter(({ id }) => id === name);
  expect(components).toHaveLength(1);
  const { evidence } = checkProjects(base, project(config, train), components);
  return evidence.flatMap(({ severity, message }) => (severity === 'note' ? [] : [message]));
}

const OFF = CONFIG.replace('pool: true', 'pool: false');

test.each([
  ['set to its off value', 'pool', OFF, TRAIN],
  [
    'switched off by a word that every reader of YAML takes for false or for a word',
    'pool',
    OFF.replace('false', 'off'),
    TRAIN,
  ],
  ['the branch that it chose', 'pool', OFF, TRAIN.replace('Attention(width) if pool else Mean()', 'Mean()')],
  [
    'the key with all that asks for it',
    'pool',
    CONFIG.replace(/pool: true.*\n/, ''),
    TRAIN.replace('width, pool', 'width')
      .replace('Attention(width) if pool else Mean()', 'Mean()')
      .replace(', config["pool"]', ''),
  ],
  [
    'an entry of a list with the code it names',
    'erase',
    CONFIG.replace(/.*- erase.*\n/, ''),
    TRAIN.replace(', "erase": erase', ''),
  ],
])('may be %s', (_what, name, config, train) => {
  expect(objections(name, config, train)).toEqual([]);
});

test.each([
  ['a key that is gone while the source asks for it', 'pool', CONFIG.replace(/pool: true.*\n/, ''), TRAIN, 'still ask'],
  ['a word that Python takes for true', 'pool', CONFIG.replace('pool: true', 'pool: "none"'), TRAIN, 'still'],
  ['a quoted word', 'pool', CONFIG.replace('pool: true', 'pool: "off"'), TRAIN, 'still'],
  ['a number that PyYAML takes for a word', 'pool', OFF.replace('0.1', '1e-1'), TRAIN, 'learning rate'],
  ['another setting', 'pool', OFF.replace('0.1', '0.2'), TRAIN, 'learning rate'],
  [
    'the branch that stays',
    'pool',
    OFF,
    TRAIN.replace('Attention(width) if pool else Mean()', 'Attention(width)'),
    'always runs',
  ],
])('%s is held against it', (_what, name, config, train, words) => {
  expect(objections(name, config, train).join('\n')).toContain(words);
});

const PENALISED = `loss = error - config["entropy"] * spread  #ABLATABLE_COMPONENT(name=bonus, term=config["entropy"] * spread)
times["entropy"] = 1
`;

test('a key goes with the code that asks for it, also where something else has its name', () => {
  const base = project('entropy: 0.1\n', PENALISED);
  const { components } = readComponents(base, []);
  const objectionsTo = (train: string) =>
    checkProjects(base, project('', train), components).evidence.flatMap(({ message, severity }) =>
      severity === 'note' ? [] : [message],
    );
  expect(objectionsTo('loss = error\ntimes["entropy"] = 1\n')).toEqual([]);
  expect(objectionsTo(PENALISED).join()).toContain('the sources still ask for it');
});
