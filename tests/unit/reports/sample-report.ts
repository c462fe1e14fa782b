import type { Finding } from '../../../src/core/finding.js';
import type {
  MetricCurve,
  Report,
  RunReport,
  TrialFailure,
  TrialMetric,
  TrialReport,
} from '../../../src/core/report.js';
import { sampleChecks } from './sample-checks.js';
import {
  accuracy,
  effect,
  lossInference,
  primaryInference,
  summary,
  validationLoss,
  type TrialId,
} from './sample-numbers.js';

const timedOut: TrialFailure = {
  seedIndex: 1,
  reason: { kind: 'timed-out', limitMs: 60_000 },
  inWords: 'timed out after 60 s',
};

const crashed: readonly TrialFailure[] = [0, 1, 2, 3, 4].map((seedIndex) => ({
  seedIndex,
  reason: { kind: 'crashed', exception: "NameError: name 'scaler' is not defined" },
  inWords: "crashed: NameError: name 'scaler' is not defined",
}));

const conv2Diff = `--- a/train.py
+++ b/train.py
@@ -18,7 +18,6 @@
         self.conv1 = nn.Conv2d(1, 16, 3, padding=1)
         self.bn = nn.BatchNorm2d(16)
-        self.conv2 = nn.Conv2d(16, 16, 3, padding=1)  #ABLATABLE_COMPONENT
         self.fc = nn.Linear(16 * 16, 10)
`;

const secondBaseline = {
  id: 'second-baseline',
  seedIndices: [1000, 1001, 1002, 1003, 1004],
  plannedRuns: 5,
  failures: [],
  metrics: metricsOf('second-baseline', 'remove'),
};

/** A study with everything a table has to show: see the findings of its trials. */
export const sampleReport: Report = {
  schemaVersion: 2,
  study: {
    name: 'train',
    script: 'train.py',
    command: 'python train.py --epochs 5',
    typedWords: ['run', 'train.py', '--seeds', '5', '--quiet', '--', '--epochs', '5'],
    toolVersion: '0.1.0',
    startedAt: '2025-11-20T09:00:00.000Z',
    endedAt: '2025-11-20T09:03:12.000Z',
    wallTimeMs: 192_000,
    environment: {
      python: '.venv/bin/python',
      pythonVersion: '3.11.9',
      packages: { torch: '2.4.1', 'scikit-learn': '1.5.2' },
      operatingSystem: 'Linux 6.1',
      processor: 'AMD EPYC 7763',
      cores: 16,
      gpus: [],
      jobs: 8,
      threadsPerRun: 1,
    },
  },
  seeds: {
    indices: [0, 1, 2, 3, 4],
    how: 'The seed is shifted at the calls that consume it; data splits stay as they are.',
    places: ['train.py:9 torch.manual_seed(SEED)', 'train.py:10 random.seed(SEED)'],
  },
  primaryMetric: {
    name: 'accuracy',
    direction: 'higher-is-better',
    directionOrigin: 'name',
    origin: 'guess',
    select: { kind: 'last' },
  },
  warnings: [
    'metric accuracy is a guess among 2 candidates; `ablationmage report --metric NAME` decides.',
    'Failed runs: bn (1 of 5) and clip (5 of 5). They enter no mean; findings are over the seeds that completed in both.',
    'The exact sign-flip test cannot reach 0.05 with 5 seeds (its smallest p is 0.0625; 6 seeds can): the findings rest on the t-test, which assumes roughly normal differences.',
    'Not in the table: residual (a hint block needs a model, and none is set up).',
  ],
  alarms: ["weight_decay had no effect at all: every number equals the baseline's on all 5 seeds."],
  reproducibility: { kind: 'identical' },
  noiseFloor: { metric: 'accuracy', seeds: 5, standardDeviation: 0.003187, low: 0.9667, high: 0.975 },
  secondBaseline,
  trials: [
    trial('baseline', 'baseline', 'none', undefined, []),
    trial('conv2', '− conv2', 'remove', { kind: 'hurts', inWords: 'removing it hurts' }, [], {
      origin: 'rule module-assignment: removes the module and its use',
      diff: conv2Diff,
      notes: ['removes the module and its use in forward'],
    }),
    trial('dropout1', '− dropout1', 'remove', {
      kind: 'inconclusive',
      inWords: 'inconclusive: about 356 seeds would be needed',
      seedsNeeded: 356,
    }),
    trial('bn', 'bn → nn.Identity()', 'replace', { kind: 'hurts', inWords: 'replacing it hurts' }, [timedOut]),
    trial('augment', '− augment', 'remove', { kind: 'helps', inWords: 'removing it helps' }),
    trial('weight_decay', '− weight_decay', 'remove', {
      kind: 'no-effect-at-all',
      inWords: 'had no effect at all, though it was removed',
    }),
    trial(
      'clip',
      '− clip',
      'remove',
      { kind: 'failed', inWords: "failed: crashed: NameError: name 'scaler' is not defined" },
      crashed,
    ),
    trial('schedule', '− schedule', 'remove', {
      kind: 'rejected',
      inWords: 'rejected: lr is 0.01 where the baseline has 0.001',
    }),
  ],
  skipped: [
    {
      id: 'residual',
      place: 'train.py:31',
      kind: 'needs-model',
      reason: 'a hint block needs a model, and none is set up',
    },
  ],
  runs: (Object.keys(accuracy) as TrialId[]).flatMap((id) => [0, 1, 2, 3, 4].map((seedIndex) => run(id, seedIndex))),
  candidateMetrics: [
    { name: 'accuracy', source: 'printed', direction: 'higher-is-better', runs: 29 },
    { name: 'val_loss', source: 'printed', direction: 'lower-is-better', runs: 29 },
  ],
  curves: [
    curve('baseline', [0.81, 0.93, 0.96, 0.9701]),
    curve('conv2', [0.72, 0.86, 0.9, 0.9312]),
    { ...curve('bn', [0.7, 0.8]), points: [0.7, 0.8].map((value, index) => ({ step: index + 1, n: 1, mean: value })) },
  ],
  method: {
    alpha: 0.05,
    paragraph:
      'Each component was removed in turn and the model was retrained from scratch with 5 seeds per trial, paired with the baseline by seed. Hyperparameters were not re-tuned.',
  },
};

function curve(trialId: TrialId, means: readonly number[]): MetricCurve {
  return {
    trialId,
    metric: 'accuracy',
    axis: 'step',
    steps: means.length,
    points: means.map((mean, index) => ({ step: index + 1, n: 5, mean, low: mean - 0.01, high: mean + 0.01 })),
  };
}

function trial(
  id: TrialId,
  label: string,
  change: TrialReport['change'],
  finding?: Finding,
  failures: readonly TrialFailure[] = [],
  variant: Pick<TrialReport, 'origin' | 'diff' | 'notes'> = { origin: 'none', diff: '', notes: [] },
): TrialReport {
  return {
    id,
    label,
    change,
    componentIds: change === 'none' ? [] : [id],
    ...variant,
    arguments: [],
    plannedRuns: 5,
    failures,
    metrics: metricsOf(id, change),
    ...(finding && { finding }),
    ...(finding?.kind !== 'rejected' && { meanDurationMs: 5_200 }),
    ...sampleChecks[id],
  };
}

function metricsOf(id: TrialId, change: TrialReport['change']): TrialMetric[] {
  const summaries = { accuracy: summary(accuracy[id]), val_loss: summary(validationLoss[id]) };
  const primaryEffect = effect(accuracy[id], accuracy.baseline, primaryInference[id]);
  const lossEffect = effect(validationLoss[id], validationLoss.baseline, lossInference[id]);
  return [
    {
      metric: 'accuracy',
      role: 'primary',
      ...(summaries.accuracy && { summary: summaries.accuracy }),
      ...(change !== 'none' && primaryEffect && { effect: primaryEffect }),
    },
    {
      metric: 'val_loss',
      role: 'exploratory',
      ...(summaries.val_loss && { summary: summaries.val_loss }),
      ...(change !== 'none' && lossEffect && { effect: lossEffect }),
      ...(id === 'weight_decay' && { meaning: 'doubtful' as const }),
    },
  ];
}

function run(trialId: TrialId, seedIndex: number): RunReport {
  const value = accuracy[trialId][seedIndex];
  const loss = validationLoss[trialId][seedIndex];
  const base = {
    trialId,
    seedIndex,
    attempt: 1,
    durationMs: 5_000 + 100 * seedIndex,
    startedAt: '2025-11-20T09:00:00.000Z',
    identity: `${trialId}-${String(seedIndex)}`,
    directory: `runs/${trialId}/seed-${String(seedIndex)}`,
  };
  if (trialId === 'schedule') {
    return { trialId, seedIndex, identity: base.identity, state: 'not-run', metrics: [] };
  }
  if (value === undefined || loss === undefined) {
    const failure = trialId === 'bn' ? timedOut.inWords : (crashed[0]?.inWords ?? '');
    return { ...base, state: 'failed', failure, metrics: [] };
  }
  return {
    ...base,
    state: 'completed',
    metrics: [
      {
        metric: 'accuracy',
        value,
        source: 'printed',
        trace: 'stdout.log:12',
        series: [
          { step: 1, value: 0.9 },
          { step: 2, value },
        ],
      },
      { metric: 'val_loss', value: loss, source: 'printed', trace: 'stdout.log:13', series: [{ value: loss }] },
    ],
  };
}
