import type { Report, TrialReport } from '../../../src/core/report.js';
import { sampleReport } from './sample-report.js';

const [baseline, removed] = sampleReport.trials;

function likeRemoved(id: string, componentIds: readonly string[], label = `− ${id}`): TrialReport {
  if (removed === undefined) throw new Error('the sample has trials');
  return { ...removed, id, label, componentIds };
}

function withTrials(trials: readonly TrialReport[]): Report {
  return { ...sampleReport, trials: [...(baseline === undefined ? [] : [baseline]), ...trials] };
}

const sixtyNames = Array.from({ length: 60 }, (_, index) => `block${index}.attention`);

/** 60 components, each removed alone, and one trial without the first and the last. */
export const manyTrials: Report = withTrials([
  ...sixtyNames.map((name) => likeRemoved(name, [name])),
  likeRemoved('ends', [sixtyNames[0] ?? '', sixtyNames[59] ?? '']),
]);

/** Groups, and two replacements of one component, which marks alone do not tell apart. */
export const withGroups: Report = {
  ...sampleReport,
  trials: [
    ...sampleReport.trials,
    likeRemoved('stem', ['conv2', 'dropout1', 'bn']),
    { ...likeRemoved('conv2.half', ['conv2'], 'half of conv2'), change: 'replace' },
    { ...likeRemoved('conv2.double', ['conv2'], 'conv2 → nn.Conv2d(16, 64, 3)'), change: 'replace' },
  ],
};

/** Names without a space, as long as code has them. */
export const longNames: Report = {
  ...sampleReport,
  study: { ...sampleReport.study, script: 'experiments/classification/train_with_everything_enabled.py' },
  trials: sampleReport.trials.map((trial) =>
    trial.change === 'none'
      ? trial
      : {
          ...trial,
          label: `− model.encoder.layers.self_attention.${trial.id}_with_relative_positions`,
          componentIds: [`model.encoder.layers.self_attention.${trial.id}`],
        },
  ),
};

/** Numbers that are written as powers of ten, of a metric with a long name. */
export const tinyNumbers: Report = {
  ...sampleReport,
  ...(sampleReport.primaryMetric && {
    primaryMetric: { ...sampleReport.primaryMetric, name: 'validation_mean_squared_error' },
  }),
  trials: sampleReport.trials.map((trial) => ({
    ...trial,
    metrics: trial.metrics.slice(0, 1).map((metric) => ({
      ...metric,
      metric: 'validation_mean_squared_error',
      ...(metric.summary && {
        summary: { ...metric.summary, mean: metric.summary.mean * 1e-7, standardDeviation: 3.19e-9 },
      }),
      ...(metric.effect?.inference.kind === 'paired-t' && {
        effect: {
          ...metric.effect,
          meanDifference: metric.effect.meanDifference * 1e-7,
          inference: {
            ...metric.effect.inference,
            standardDeviation: metric.effect.inference.standardDeviation * 1e-7,
            adjustedInterval: {
              ...metric.effect.inference.adjustedInterval,
              low: metric.effect.inference.adjustedInterval.low * 1e-7,
              high: metric.effect.inference.adjustedInterval.high * 1e-7,
            },
          },
        },
      }),
    })),
  })),
};
