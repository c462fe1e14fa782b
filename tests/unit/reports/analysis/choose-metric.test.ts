import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricRecord } from '../../../../src/core/metric.js';
import type { RecordedTrial, StudyRecord } from '../../../../src/core/study-record.js';
import { analyseStudy } from '../../../../src/reports/analysis/analyse-study.js';
import { buildRecord, metric, type RunContent } from './build-record.js';

describe('choice of the primary metric', () => {
  it('is no guess where the script reports one metric on purpose, whatever else it prints', () => {
    const { primaryMetric, warnings } = analyse([metric('loss', 0.3, 'printed'), metric('acc', 0.9, 'metric-line')]);
    expect(primaryMetric).toMatchObject({ name: 'acc', origin: 'only-candidate', direction: 'higher-is-better' });
    expect(warnings.join()).not.toContain('guess');
  });

  it('takes a metric reported on purpose whatever it is called', () => {
    expect(analyse([metric('total', 1.5, 'metric-line')]).primaryMetric).toMatchObject({
      name: 'total',
      origin: 'only-candidate',
    });
  });

  it('prefers the metrics file to METRIC lines to patterns of the user', () => {
    const run = [metric('a', 1, 'user-pattern'), metric('b', 1, 'metric-line'), metric('c', 1, 'metrics-file')];
    expect(analyse(run).primaryMetric?.name).toBe('c');
    expect(analyse(run.slice(0, 2)).primaryMetric?.name).toBe('b');
  });

  it('guesses by name among what was only printed, and says that it is a guess among how many', () => {
    const run = ['train_acc', 'val_loss', 'epoch', 'test_loss', 'test_acc', 'val_acc', 'lr'].map(printed);
    const { primaryMetric, warnings } = analyse(run);
    expect(primaryMetric).toMatchObject({ name: 'test_acc', origin: 'guess' });
    expect(warnings).toContain(
      'metric test_acc is a guess among 5 candidates; `ablationmage report --metric NAME` decides.',
    );
  });

  it('takes a loss on test data rather than an accuracy on training data', () => {
    expect(analyse(['train_acc', 'test_loss'].map(printed)).primaryMetric?.name).toBe('test_loss');
  });

  it('takes the mean over the folds of a cross-validation rather than the last fold', () => {
    const folds = [metric('accuracy_score', [0.9, 0.95, 0.99], 'sklearn'), metric('fold_1_acc', 0.95, 'printed')];
    const errors = [metric('mean_absolute_error', 0.2, 'sklearn'), metric('test_error', [0.3, 0.2], 'printed')];
    expect(analyse([...folds, metric('mean_accuracy', 0.947, 'printed')]).primaryMetric?.name).toBe('mean_accuracy');
    expect(analyse([...folds, metric('avg_acc', 0.947, 'printed')]).primaryMetric?.name).toBe('avg_acc');
    expect(analyse([...folds, metric('train_mean_acc', 0.947, 'printed')]).primaryMetric?.name).toBe('accuracy_score');
    expect(analyse([...folds, metric('mean_loss', 0.1, 'printed')]).primaryMetric?.name).toBe('accuracy_score');
    expect(analyse(errors).primaryMetric?.name).toBe('test_error');
  });

  it('warns where a loss is the metric of a variant that changes the loss', () => {
    const runs = { baseline: [{ test_loss: 1, test_recon: 1 }], kld: [{ test_loss: 0.5, test_recon: 1 }] };
    const record = buildRecord(runs);
    const trials = record.trials.map((each): RecordedTrial => {
      return each.trial.id === 'kld' ? { ...each, lossChange: 'somewhere' } : each;
    });
    const warned = (names: readonly string[], changed: StudyRecord['trials'] = trials): string => {
      const requestedMetrics = { ...record.requestedMetrics, names };
      return analyseStudy({ ...record, trials: changed, requestedMetrics }).warnings.join('\n');
    };
    expect(warned(['test_loss'])).toContain('kld changes what the loss is made of: if test_loss is computed from');
    expect(warned(['test_recon'])).not.toContain('what the loss is made of');
    expect(warned(['test_loss'], record.trials)).not.toContain('what the loss is made of');
  });

  it('warns of a number on training data when there is no other', () => {
    expect(analyse([printed('train_loss')]).warnings.join('\n')).toContain('measured on training data');
  });

  it('never guesses epoch, step, learning rate, time, seed, parameters or batch', () => {
    const nuisance = ['epoch', 'step', 'lr', 'learning_rate', 'time', 'fit_time', 'seed', 'params', 'batch', 'batch_size',
      'score_time', 'num_workers', 'Epoch', 'trainTime', 'seconds', 'grad_norm']; // prettier-ignore
    const { primaryMetric, warnings } = analyse(nuisance.map(printed));
    expect(primaryMetric).toBeUndefined();
    expect(warnings[0]).toContain('No metric was recognised. Seen: epoch, step, lr and 13 more');
    fc.assert(
      fc.property(fc.shuffledSubarray([...nuisance, 'weird'], { minLength: 1 }), (names) => {
        expect(analyse(names.map(printed)).primaryMetric?.name).toBe(names.includes('weird') ? 'weird' : undefined);
      }),
    );
  });

  it('knows a loss that carries epoch or batch in its name', () => {
    expect(analyse([printed('epoch'), printed('val_loss_epoch')]).primaryMetric?.name).toBe('val_loss_epoch');
  });

  it('takes only what every completed run of the baseline gave', () => {
    const record = buildRecord({ baseline: [[printed('acc'), printed('loss')], [printed('loss')]] });
    expect(analyseStudy(record).primaryMetric).toMatchObject({ name: 'loss', origin: 'only-candidate' });
  });

  it('prefers a metric that ended finite', () => {
    expect(analyse([metric('acc', NaN, 'printed'), printed('loss')]).primaryMetric?.name).toBe('loss');
  });

  it('follows the user, also in another spelling, with the direction the user gave', () => {
    const { primaryMetric, trials } = analyse(['test_acc', 'val_loss', 'f1'].map(printed), {
      requestedMetrics: {
        names: ['Test Acc', 'f1'],
        select: { kind: 'last' },
        directions: { test_acc: 'lower-is-better' },
      },
    });
    expect(primaryMetric).toMatchObject({
      name: 'test_acc',
      origin: 'user',
      direction: 'lower-is-better',
      directionOrigin: 'user',
    });
    expect(trials[0]?.metrics.map(({ metric: name, role }) => [name, role])).toEqual([
      ['test_acc', 'primary'],
      ['f1', 'exploratory'],
    ]);
  });

  it('does not put another metric in the place of one that nobody gave', () => {
    const { trials, warnings } = analyse([printed('acc')], {
      requestedMetrics: { names: ['auc'], select: { kind: 'last' }, directions: {} },
    });
    expect(warnings).toContain('No completed run gave a metric named auc; there are acc.');
    expect(trials[0]?.metrics[0]?.summary).toBeUndefined();
    expect(trials[0]?.failures[0]?.inWords).toBe('no value of auc: the run never gave it');
  });

  it('keeps what was chosen before, as long as the baseline still gives it', () => {
    const recordedChoice = {
      name: 'loss',
      direction: 'lower-is-better',
      directionOrigin: 'name',
      origin: 'user',
      select: { kind: 'last' },
    } as const;
    expect(analyse([printed('acc'), printed('loss')], { recordedChoice }).primaryMetric).toEqual(recordedChoice);
    expect(analyse([printed('acc')], { recordedChoice }).primaryMetric?.name).toBe('acc');
  });

  it('flags a direction that the name does not tell', () => {
    const { primaryMetric, warnings } = analyse([printed('result')]);
    expect(primaryMetric?.directionOrigin).toBe('assumed');
    expect(warnings.join('\n')).toContain('result: higher is assumed to be better');
  });
});

function printed(name: string): MetricRecord {
  return metric(name, 0.5, 'printed');
}

function analyse(run: RunContent, changes: Partial<StudyRecord> = {}) {
  return analyseStudy(buildRecord({ baseline: [run] }, changes));
}
