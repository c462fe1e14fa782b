import { expect, test } from 'vitest';
import { coloursFor } from '../../../../src/cli/terminal/colours.js';

test.each([
  [{ isTTY: true }, {}, true],
  [{ isTTY: false }, {}, false],
  [{}, {}, false],
  [{ isTTY: true }, { NO_COLOR: '1' }, false],
  [{ isTTY: true }, { NO_COLOR: '' }, true],
  [{ isTTY: true }, { TERM: 'dumb' }, false],
  [{}, { FORCE_COLOR: '1' }, true],
  [{ isTTY: true }, { FORCE_COLOR: '0' }, false],
  [{ isTTY: true }, { FORCE_COLOR: 'false' }, false],
  [{}, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
])('stream %j in the environment %j: %s', (stream, environment, expected) => {
  expect(coloursFor(stream, environment).red('x') !== 'x').toBe(expected);
});
