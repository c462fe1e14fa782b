import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/core/user-error.js';
import { collect, printedMetrics } from './run-output.js';

describe('the metrics of a run', () => {
  it('has none where nothing was written', async () => {
    expect(await collect({})).toEqual([]);
  });

  it('keeps every value of a metric in order, with its epoch, and traces the last one', async () => {
    const [record] = await collect({ stdout: 'start\nEpoch 1: loss 0.5\nEpoch 2: loss 0.4\nEpoch 3: loss 0.45\n' });
    expect(record).toEqual({
      name: 'loss',
      source: 'printed',
      value: 0.45,
      series: [
        { step: 1, value: 0.5 },
        { step: 2, value: 0.4 },
        { step: 3, value: 0.45 },
      ],
      trace: 'stdout.log:4',
    });
  });

  it('says in the trace which unit a number has', async () => {
    const records = await collect({ stdout: 'acc: 98.3%\ntest accuracy: 9832/10000 (98%)\n' });
    expect(records.map(({ value, trace }) => [value, trace])).toEqual([
      [98.3, 'stdout.log:1 (in %)'],
      [0.9832, 'stdout.log:2 (9832/10000)'],
    ]);
  });

  it('gives a line without an epoch the epoch that was announced before it', async () => {
    const records = await collect({ stdout: 'Epoch 1/2\nval_loss: 0.5\nEpoch 2/2\nval_loss: 0.4\n' });
    expect(records[0]?.series).toEqual([
      { step: 1, value: 0.5 },
      { step: 2, value: 0.4 },
    ]);
  });

  it('keeps what different lines call by one name apart', async () => {
    const records = await collect({ stdout: 'Epoch 1 loss: 0.5 acc: 0.8\nEpoch 2 loss: 0.4 acc: 0.9\nloss: 0.7\n' });
    expect(records.map(({ name, value, series }) => [name, value, series.length])).toEqual([
      ['loss', 0.4, 2],
      ['acc', 0.9, 2],
      ['loss (2)', 0.7, 1],
    ]);
  });

  it('takes the last state of a bar as one point', async () => {
    const bar = (epoch: number, done: number, loss: number): string =>
      `\rEpoch ${epoch}: ${done}0%|###       | ${done}/10 [00:01<00:00, 9.8it/s, loss=${loss}]`;
    const stdout = `${bar(1, 1, 0.9)}${bar(1, 2, 0.8)}${bar(2, 1, 0.7)}${bar(2, 2, 0.6)}\n`;
    expect((await collect({ stdout }))[0]?.series).toEqual([
      { step: 1, value: 0.8 },
      { step: 2, value: 0.6 },
    ]);
  });

  it('keeps every epoch that was printed over the one before', async () => {
    const stdout = 'epoch 1 loss 0.5\repoch 2 loss 0.4\repoch 3 loss 0.3\r';
    expect((await collect({ stdout }))[0]?.series.map(({ value }) => value)).toEqual([0.5, 0.4, 0.3]);
  });

  it.each([
    [String.raw`{"pr\u00e9cision_val": 0.5}`, 'précision_val'],
    [String.raw`{"top\u20135": 0.5}`, 'top–5'],
    [String.raw`{"\ud83d\ude00 acc": 0.5}`, '😀 acc'],
    [String.raw`{"a\r\nb": 0.5}`, 'a b'],
    [String.raw`{"a\tb": 0.5}`, 'a\tb'],
    [String.raw`{"a\"b\\c\/d": 0.5}`, 'a"b\\c/d'],
    [String.raw`{'pr\xe9cision\U0001F600': 0.5}`, 'précision😀'],
    [String.raw`{"name": "pr\u00e9cision", "value": 0.5}`, 'précision'],
  ])('reads the escapes of %s', async (line, name) => {
    const fromFile = await collect({ metricsFile: `${line}\n` });
    expect(fromFile.map((record) => record.name)).toEqual([name]);
  });

  it('reads the escapes of a line of JSON that was printed', async () => {
    const records = await collect({ stdout: String.raw`{"pr\u00e9cision": 0.5}` + '\n' });
    expect(records.map(({ name, source }) => [name, source])).toEqual([['précision', 'json-line']]);
  });

  it('has every name on one line, whoever gave it', async () => {
    const probeMetrics = [{ name: 'a\r\nb', value: 0.5, source: 'logger' as const, caller: 'train.py:3' }];
    const [record] = await collect({ probeMetrics });
    expect(record?.name).toBe('a b');
  });

  it('is unmoved by bytes that are no text', async () => {
    const stdout = Buffer.concat([Buffer.from([0xff, 0x00, 0xfe, 0x0a]), Buffer.from('acc: 0.5\n')]);
    expect((await collect({ stdout })).map(({ name, value }) => [name, value])).toEqual([['acc', 0.5]]);
  });

  it('survives any text', async () => {
    const fragment = fc.oneof(
      fc.constantFrom(
        'loss',
        'acc',
        ':',
        '=',
        ' ',
        '0.5',
        '(',
        '[',
        ')',
        '\r',
        '\n',
        '|',
        ',',
        '%',
        '{',
        "'",
        'Epoch',
        '3/10',
        '\t',
        'nan',
      ),
      fc.string({ maxLength: 6 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fragment, { maxLength: 40 }), async (fragments) => {
        const records = await collect({ stdout: fragments.join('') });
        expect(new Set(records.map(({ name }) => name)).size).toBe(records.length);
        for (const { value, series } of records) expect(series.at(-1)?.value).toBe(value);
      }),
      { numRuns: 150 },
    );
  });

  it('reads back any number that Python prints', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ noNaN: true }), async (value) => {
        const text = Object.is(value, -0) ? '-0.0' : String(value).replace('Infinity', 'inf');
        expect(await printedMetrics(`test loss: ${text}, done\n`)).toEqual({ test_loss: value });
      }),
      { numRuns: 150 },
    );
  });
});

describe('METRIC lines', () => {
  it('reads several per line, and the step', async () => {
    const records = await collect({
      stdout: 'METRIC accuracy=0.5 loss=1e-3 step=1\n  METRIC accuracy=0.6 loss=nan step=2\n',
    });
    expect(records).toEqual([
      {
        name: 'accuracy',
        source: 'metric-line',
        value: 0.6,
        series: [
          { step: 1, value: 0.5 },
          { step: 2, value: 0.6 },
        ],
        trace: 'stdout.log:2',
      },
      {
        name: 'loss',
        source: 'metric-line',
        value: NaN,
        series: [
          { step: 1, value: 0.001 },
          { step: 2, value: NaN },
        ],
        trace: 'stdout.log:2',
      },
    ]);
  });

  it('keeps names as they are written', async () => {
    expect(await printedMetrics('METRIC Val/Top-1=0.5\n')).toEqual({ 'Val/Top-1': 0.5 });
  });

  it('is no METRIC line when anything else stands on it', async () => {
    const records = await collect({ stdout: 'METRIC acc=0.5 as printed\n' });
    expect(records.map(({ source }) => source)).not.toContain('metric-line');
  });
});

describe('the metrics file', () => {
  it('reads both forms of a line', async () => {
    const metricsFile = '{"acc": 0.5, "step": 1}\n{"name": "f1", "value": 0.7, "step": 3}\n{"acc": 0.6, "step": 2}\n';
    expect(await collect({ metricsFile })).toEqual([
      {
        name: 'acc',
        source: 'metrics-file',
        value: 0.6,
        series: [
          { step: 1, value: 0.5 },
          { step: 2, value: 0.6 },
        ],
        trace: 'metrics.jsonl:3',
      },
      { name: 'f1', source: 'metrics-file', value: 0.7, series: [{ step: 3, value: 0.7 }], trace: 'metrics.jsonl:2' },
    ]);
  });

  it('skips a torn last line', async () => {
    const records = await collect({ metricsFile: '{"acc": 0.5}\n{"acc": 0.' });
    expect(records.map(({ value }) => value)).toEqual([0.5]);
  });

  it('reads a file that is one JSON value', async () => {
    const records = await collect({ metricsFile: '{\n  "acc": 0.5,\n  "loss": Infinity\n}\n' });
    expect(records.map(({ name, value }) => [name, value])).toEqual([
      ['acc', 0.5],
      ['loss', Infinity],
    ]);
  });
});

describe('patterns of the user', () => {
  it('takes the capture group of each match', async () => {
    const records = await collect({
      stdout: 'Epoch 1\n>> score<0.5>\nEpoch 2\n>> score<0.6>\n',
      patterns: [{ name: 'score', pattern: String.raw`score<([\d.]+)>` }],
    });
    expect(records[0]).toEqual({
      name: 'score',
      source: 'user-pattern',
      value: 0.6,
      series: [
        { step: 1, value: 0.5 },
        { step: 2, value: 0.6 },
      ],
      trace: 'stdout.log:4',
    });
  });

  it('names a pattern that is no regular expression', async () => {
    const collecting = collect({ stdout: 'x', patterns: [{ name: 'acc', pattern: '(' }] });
    await expect(collecting).rejects.toThrow(UserError);
    await expect(collecting).rejects.toThrow(/"acc"/);
  });
});

describe('several sources', () => {
  it('gives the plain name to the most trusted source', async () => {
    const records = await collect({
      stdout: 'acc: 0.1\nMETRIC acc=0.2\n{"acc": 0.4}\n',
      metricsFile: '{"acc": 0.3}\n',
      probeMetrics: [{ name: 'acc', value: 0.5, source: 'logger', caller: 'train.py:3' }],
    });
    expect(records.map(({ name, value }) => [name, value])).toEqual([
      ['acc', 0.3],
      ['acc (metric-line)', 0.2],
      ['acc (logger)', 0.5],
      ['acc (json-line)', 0.4],
      ['acc (printed)', 0.1],
    ]);
  });

  it('keeps calls of different places apart, by order and not by line, which differs between variants', async () => {
    const call = (caller: string, value: number) => ({
      name: 'accuracy_score',
      value,
      source: 'sklearn' as const,
      caller,
    });
    const records = await collect({
      probeMetrics: [call('train.py:80', 0.99), call('train.py:96', 0.9), call('train.py:80', 0.98)],
    });
    expect(records.map(({ name, value, trace }) => [name, value, trace])).toEqual([
      ['accuracy_score', 0.98, 'train.py:80 accuracy_score'],
      ['accuracy_score (2)', 0.9, 'train.py:96 accuracy_score'],
    ]);
  });
});

describe('large logs', () => {
  it('bounds a series and never loses its last value', async () => {
    const lines = Array.from({ length: 250_001 }, (_, index) => `METRIC loss=${index}`);
    const [record] = await collect({ stdout: lines.join('\n') });
    expect(record?.series.length).toBeLessThanOrEqual(100_000);
    expect(record?.series[0]?.value).toBe(0);
    expect(record?.series.at(-1)?.value).toBe(250_000);
  });

  it('reads a long log in time that grows with its length', async () => {
    const line = 'Train Epoch: 1 [640/60000 (1%)]\tLoss: 1.213470 accuracy: 0.93\n';
    const stdout = line.repeat(150_000);
    const started = performance.now();
    expect((await collect({ stdout })).length).toBe(2);
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  it('reads on behind a line of megabytes', async () => {
    const records = await collect({ stdout: `${'x = ('.repeat(1_000_000)}\nacc: 0.5\n` });
    expect(records.map(({ value, trace }) => [value, trace])).toEqual([[0.5, 'stdout.log:2']]);
  });
});
