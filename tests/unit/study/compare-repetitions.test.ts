import { expect, test } from 'vitest';
import { compareRepetitions, type Comparison } from '../../../src/study/compare-repetitions.js';
import { given, type RunOutput } from '../execution/metrics/run-output.js';

const IDENTICAL = { kind: 'identical' };
const UNKNOWN = { kind: 'not-checked', reason: 'it printed no number that could be compared' };

/** The first is whole; of the second only what had been said until it was stopped. */
async function ofPart(first: RunOutput, second: RunOutput, asked: readonly string[] = []): Promise<Comparison> {
  const size = (text: string | Buffer = ''): number => Buffer.byteLength(text);
  const { stdout, stderr, metricsFile } = second;
  const until = { stdout: size(stdout), stderr: size(stderr), metrics: size(metricsFile), atMs: Infinity };
  return compareRepetitions(await given(first), { series: await given({ ...second, until }), extent: 'part' }, asked);
}

async function ofWhole(first: RunOutput, second: RunOutput, asked: readonly string[] = []): Promise<Comparison> {
  return compareRepetitions(await given(first), { series: await given(second), extent: 'whole' }, asked);
}

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');
}

test('a name that a better source takes at the end is compared with its own series', async () => {
  const epochs = lines(3, (epoch) => `epoch ${epoch} accuracy: 0.${5 + epoch}`);
  expect(await ofPart({ stdout: `${epochs}METRIC accuracy=0.829\n` }, { stdout: epochs })).toEqual(IDENTICAL);
  const logged = { stderr: epochs, stdout: 'accuracy: 0.829\n' };
  expect(await ofPart(logged, { stderr: epochs })).toEqual(IDENTICAL);
});

test('a series so long that it was thinned is compared point by point', async () => {
  const loss = (index: number): string => `loss=${1 / (index + 1)}`;
  expect(await ofPart({ stdout: lines(120_000, loss) }, { stdout: lines(50_000, loss) })).toEqual(IDENTICAL);
  const [whole, other] = [lines(120_000, loss), lines(49_999, loss) + 'loss=7\nloss=8\n'];
  expect(await ofPart({ stdout: whole }, { stdout: other })).toMatchObject({ kind: 'differs' });
});

test('a metrics file that is written anew each epoch holds another moment', async () => {
  expect(await ofPart({ metricsFile: '{"accuracy": 0.9}\n' }, { metricsFile: '{"accuracy": 0.5}\n' })).toEqual(UNKNOWN);
  const appended = lines(4, (epoch) => `{"epoch": ${epoch}, "accuracy": 0.${epoch + 1}}`);
  expect(await ofPart({ metricsFile: appended }, { metricsFile: appended.slice(0, 40) })).toEqual(IDENTICAL);
});

test.each([
  ['a learning rate', lines(3, (epoch) => `epoch ${epoch} lr: 0.0${epoch + 1}`)],
  ['a count of parameters', 'n_params: 12345\n'],
  ['a metric that stands still', lines(3, (epoch) => `epoch ${epoch} accuracy: 0.1`)],
])('%s is no evidence that a seed repeats', async (_name, start) => {
  expect(await ofPart({ stdout: `${start}METRIC score=0.9\n` }, { stdout: start })).toEqual(UNKNOWN);
  expect(await ofPart({ stdout: `${start}METRIC score=0.9\n` }, { stdout: `${start}METRIC score=0.9\n` })).toEqual(
    IDENTICAL,
  );
});

test('what such a number differs in counts all the same', async () => {
  expect(await ofPart({ stdout: 'epoch 0 lr: 0.1\n' }, { stdout: 'epoch 0 lr: 0.2\n' })).toMatchObject({
    kind: 'differs',
    tolerance: { lr: 0.1 },
  });
});

test('clocks are left out, unless the study is about them', async () => {
  const [one, other] = [{ stdout: 'loss: 0.5 elapsed: 1.25\n' }, { stdout: 'loss: 0.5 elapsed: 1.5\n' }];
  expect(await ofWhole(one, other)).toEqual(IDENTICAL);
  expect(await ofWhole(one, other, ['elapsed'])).toEqual({ kind: 'differs', tolerance: { elapsed: 0.25 } });
});

test('a last value that differs shows, also where the series was thinned', async () => {
  const start = lines(120_001, (index) => `loss=${index % 7}`);
  expect(await ofWhole({ stdout: `${start}loss=3\n` }, { stdout: `${start}loss=4\n` })).toEqual({
    kind: 'differs',
    tolerance: { loss: 1 },
  });
});

test('of two that ended, one with fewer values is not the same; other values come first', async () => {
  const first = { stdout: 'loss=1\nloss=2\n' };
  expect(await ofWhole(first, { stdout: 'loss=1\n' })).toEqual({
    kind: 'other-extent',
    how: 'gave 1 value of loss instead of 2',
  });
  expect(await ofWhole(first, { stdout: '' })).toMatchObject({ kind: 'other-extent' });
  expect(await ofWhole(first, { stdout: 'loss=1.5\n' })).toMatchObject({ kind: 'differs' });
  expect(await ofWhole(first, first)).toEqual(IDENTICAL);
  expect(await ofPart(first, { stdout: 'loss=1\n' })).toEqual(IDENTICAL);
});
