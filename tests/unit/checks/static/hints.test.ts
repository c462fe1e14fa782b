import { beforeAll, expect, test } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { objections, severities } from './objections.js';

beforeAll(loadPythonParser);

const ACCUMULATION = `for i, x in enumerate(batches):
    loss = model(x)
    loss = loss / config["accumulate"]
    loss.backward()
    #ABLATION_HINT_START(name=accumulation)
    # No gradient accumulation: a step after every batch.
    #ABLATION_HINT_END
    if (i + 1) % config["accumulate"] == 0:
        clip_grad_norm_(params, 1.0)
        optimizer.step()
        optimizer.zero_grad()
`;
const WITHOUT = `for x in batches:
    loss = model(x)
    loss.backward()
    clip_grad_norm_(params, 1.0)
    optimizer.step()
    optimizer.zero_grad()
`;

test('what a hint speaks of may go wherever it is', () => {
  expect(objections(ACCUMULATION, WITHOUT)).toEqual([]);
});

test.each([
  ['a statement that the hint does not speak of', WITHOUT.replace('    clip_grad_norm_(params, 1.0)\n', '')],
  ['another setting on the way', WITHOUT.replace('clip_grad_norm_(params, 1.0)', 'clip_grad_norm_(params, 5.0)')],
])('%s makes one look', (_what, variant) => {
  expect(severities(ACCUMULATION, variant)).not.toContain(undefined);
  expect(objections(ACCUMULATION, variant)).not.toEqual([]);
});

test('nothing changed where the hint stands', () => {
  expect(
    objections(ACCUMULATION, ACCUMULATION.replace('loss = loss / config["accumulate"]', 'loss = loss / 1')),
  ).not.toEqual([]);
});

test('one of two names on the line of a hint may take the place of the other', () => {
  const base = `#ABLATION_HINT_START(name=target)
# Without a target network.
#ABLATION_HINT_END
q, frozen = Net(), Net()
y = frozen(s)
`;
  expect(objections(base, 'q = Net()\ny = q(s)\n')).toEqual([]);
});
