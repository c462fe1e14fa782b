import { describe, expect, test } from 'vitest';
import type { MetricRecord } from '../../../src/core/metric.js';
import { diagnose, type RunEvidence } from '../../../src/execution/diagnose.js';
import type { ProbeReport } from '../../../src/execution/probe-report.js';

const probe: ProbeReport = {
  reported: true,
  loadedSources: [],
  readFiles: [],
  writtenFiles: [],
  refusedWrites: [],
  metrics: [],
  importedModules: [],
  notes: [],
};

const metric = (name: string, value: number): MetricRecord => ({
  name,
  source: 'metric-line',
  value,
  series: [{ value }],
  trace: 'stdout.log:1',
});

const evidence: RunEvidence = {
  end: { kind: 'exited', exitCode: 0 },
  timeoutMs: undefined,
  maxMemoryBytes: undefined,
  availableMemoryBytes: 1000,
  probe,
  metrics: [metric('accuracy', 0.9)],
  chosenMetrics: [],
  stderrTail: [],
  editedFiles: [],
  projectRoots: ['/project'],
};

const diagnosis = (changes: Partial<RunEvidence>) => diagnose({ ...evidence, ...changes });
const crashedSaying = (...stderrTail: string[]) => diagnosis({ end: { kind: 'exited', exitCode: 1 }, stderrTail });

test('a run that ended well with a finite metric has a result', () => {
  expect(diagnosis({})).toBeUndefined();
});

describe('how it died', () => {
  test('what we did to it goes before everything it said', () => {
    const said = {
      stderrTail: ['Traceback (most recent call last):', 'MemoryError'],
      probe: { ...probe, reported: false },
    };
    expect(diagnosis({ end: { kind: 'stopped', reason: 'cancelled' }, ...said })).toEqual({ kind: 'cancelled' });
    expect(diagnosis({ end: { kind: 'stopped', reason: 'timed-out' }, timeoutMs: 5, ...said })).toEqual({
      kind: 'timed-out',
      limitMs: 5,
    });
    expect(diagnosis({ end: { kind: 'stopped', reason: 'memory-limit' }, ...said })).toEqual({
      kind: 'out-of-memory',
      where: 'limit',
    });
  });

  test('the exception is the last one of stderr where the probe saw none', () => {
    expect(
      crashedSaying(
        'Traceback (most recent call last):',
        'KeyError: 1',
        'During handling of the above exception, another exception occurred:',
        'Traceback (most recent call last):',
        '  File "train.py", line 3, in <module>',
        '    f()',
        'pkg.errors.ShapeError: 3 != 4',
        'more of the message',
      ),
    ).toEqual({ kind: 'crashed', exception: 'pkg.errors.ShapeError: 3 != 4', exitCode: 1 });
  });

  test('without a traceback it is a code with the last words, or a signal', () => {
    expect(crashedSaying('oh no: it failed')).toEqual({ kind: 'crashed', exitCode: 1, lastWords: 'oh no: it failed' });
    expect(diagnosis({ end: { kind: 'signalled', signal: 'SIGSEGV' } })).toEqual({
      kind: 'crashed',
      signal: 'SIGSEGV',
    });
  });

  test.each([
    ['torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 20 MiB', 'cuda'],
    ['RuntimeError: CUDA error: out of memory', 'cuda'],
    ['numpy.core._exceptions._ArrayMemoryError: Unable to allocate 7 TiB for an array', 'host'],
    ['MemoryError', 'host'],
    ["RuntimeError: [enforce fail at alloc_cpu.cpp:75] DefaultCPUAllocator: can't allocate memory: you tried", 'host'],
  ])('memory that ran out: %s', (line, where) => {
    expect(crashedSaying('Traceback (most recent call last):', line)).toEqual({ kind: 'out-of-memory', where });
  });

  test('a SIGKILL of unknown origin is out of memory only where nearly all memory was used', () => {
    const end = { kind: 'signalled', signal: 'SIGKILL' } as const;
    expect(diagnosis({ end, maxMemoryBytes: 900 })).toEqual({ kind: 'out-of-memory', where: 'host' });
    expect(diagnosis({ end, maxMemoryBytes: 500 })).toEqual({ kind: 'crashed', signal: 'SIGKILL' });
    expect(diagnosis({ end })).toEqual({ kind: 'crashed', signal: 'SIGKILL' });
  });

  test('talk of memory in a run that ended well means nothing', () => {
    expect(diagnosis({ stderrTail: ['MemoryError caught, going on with a smaller batch'] })).toBeUndefined();
  });
});

describe('whether what it said can be believed', () => {
  const edited = { path: 'model.py', copy: '/copy/model.py', sha256: 'new' };
  const loading = (...loadedSources: ProbeReport['loadedSources']) =>
    diagnosis({ editedFiles: [edited], probe: { ...probe, loadedSources } });

  test('not where the probe is silent, edits or none', () => {
    expect(diagnosis({ probe: { ...probe, reported: false } })).toEqual({ kind: 'probe-silent' });
  });

  test('only where the edited file was executed from the copy, as edited, and the original was not', () => {
    const fromCopy = { path: '/copy/model.py', sha256: 'new' };
    expect(loading(fromCopy)).toBeUndefined();
    expect(loading()).toEqual({ kind: 'edit-not-loaded', file: 'model.py' });
    expect(loading({ ...fromCopy, sha256: 'old' })).toMatchObject({ kind: 'edit-not-loaded', file: 'model.py' });
    expect(loading(fromCopy, { path: '/project/model.py', sha256: 'old' })).toEqual({
      kind: 'edit-not-loaded',
      file: 'model.py',
      loadedInstead: '/project/model.py',
    });
  });

  test('edits go before metrics', () => {
    expect(diagnosis({ editedFiles: [edited], metrics: [metric('loss', NaN)] })).toMatchObject({
      kind: 'edit-not-loaded',
    });
  });

  test('a loss or a chosen metric that is not finite is divergence, an undefined score beside others is not', () => {
    const accuracy = metric('accuracy', 0.9);
    expect(diagnosis({ metrics: [accuracy, metric('val_loss', NaN)] })).toEqual({
      kind: 'diverged',
      metric: 'val_loss',
    });
    expect(diagnosis({ metrics: [accuracy, metric('auc', NaN)] })).toBeUndefined();
    expect(diagnosis({ metrics: [metric('auc', Infinity)] })).toEqual({ kind: 'diverged', metric: 'auc' });
    expect(diagnosis({ metrics: [accuracy, metric('auc', NaN)], chosenMetrics: ['auc'] })).toEqual({
      kind: 'diverged',
      metric: 'auc',
    });
    expect(diagnosis({ metrics: [accuracy, metric('aux_loss', NaN)], chosenMetrics: ['accuracy'] })).toBeUndefined();
  });

  test('no number is no result', () => {
    expect(diagnosis({ metrics: [] })).toEqual({ kind: 'no-metric' });
  });
});
