import type { Report } from '../../../src/core/report.js';
import { sampleReport } from '../../unit/reports/sample-report.js';

/** Names that files, trackers and shells have their own ideas about. */
export const HOSTILE_TRIAL = `a/b ../c "d" 卷积 ${'層'.repeat(200)}`;
export const HOSTILE_METRIC = `_val/acc: top@1 % 精度 ${'ä'.repeat(200)}`;

const KEPT = ['baseline', HOSTILE_TRIAL, 'clip', 'second-baseline'];

/** The sample study with such names, and metrics that are called as what the export adds. */
export const hostileReport: Report = {
  ...renamed(sampleReport),
  study: { ...sampleReport.study, name: 'a/b: 100% #1 学习' },
};

function renamed(report: Report): Report {
  const names: Readonly<Record<string, string>> = {
    accuracy: HOSTILE_METRIC,
    // A file and a folder, were a name a path; and the names that the export itself gives.
    val_loss: '_val',
    conv2: HOSTILE_TRIAL,
  };
  const text = JSON.stringify(report, (_key, value: unknown) =>
    typeof value === 'string' && Object.hasOwn(names, value) ? names[value] : value,
  );
  const changed = JSON.parse(text) as Report;
  const few = changed.runs.filter(({ trialId, seedIndex }) => seedIndex < 2 && KEPT.includes(trialId));
  return { ...changed, runs: few.map((run) => ({ ...run, metrics: run.metrics.flatMap(withOurNames) })) };
}

function withOurNames(metric: Report['runs'][number]['metrics'][number]): (typeof metric)[] {
  if (metric.metric !== '_val') return [metric];
  return [metric, ...['result/_val', 'duration_s'].map((name) => ({ ...metric, metric: name, series: [] }))];
}
