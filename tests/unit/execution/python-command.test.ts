import { expect, test } from 'vitest';
import { readPythonCommand } from '../../../src/execution/fork-server/python-command.js';

const PYTHON = '/usr/bin/python3';

test.each([
  ['train.py --epochs 5', [], false, ['train.py', '--epochs', '5']],
  ['-u -OO code/train.py -m x', ['-u', '-OO'], false, ['code/train.py', '-m', 'x']],
  [
    '-W ignore -X utf8 -Wignore::UserWarning train.py',
    ['-W', 'ignore', '-X', 'utf8', '-Wignore::UserWarning'],
    false,
    ['train.py'],
  ],
  ['-m package.train --x', [], true, ['package.train', '--x']],
])('a fork can stand for python %s', (words, options, isModule, rest) => {
  const command = [PYTHON, ...words.split(' ')];
  expect(readPythonCommand(command, PYTHON)).toEqual({ interpreter: [PYTHON, ...options], isModule, arguments: rest });
});

test.each(['-c pass', '-I train.py', '-E train.py', '-i train.py', 'app.zip', 'folder', '-', '', '-m', '-W'])(
  'a fork cannot stand for python %s',
  (words) => {
    const command = [PYTHON, ...words.split(' ').filter((word) => word !== '')];
    expect(readPythonCommand(command, PYTHON)).toBeUndefined();
  },
);

test('nor for launchers and other interpreters', () => {
  expect(readPythonCommand(['torchrun', 'train.py'], PYTHON)).toBeUndefined();
  expect(readPythonCommand(['uv', 'run', 'train.py'], PYTHON)).toBeUndefined();
  expect(readPythonCommand(['/opt/python', 'train.py'], PYTHON)).toBeUndefined();
  expect(readPythonCommand([], PYTHON)).toBeUndefined();
});
