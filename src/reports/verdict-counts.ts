import type { TrialReport } from '../core/report.js';
import type { VerdictKind } from '../core/verdict.js';

const KINDS: readonly VerdictKind[] = ['faithful', 'suspicious', 'rejected', 'unchecked'];

/** How the variants came off: `5 faithful, 1 suspicious`. Undefined where none was judged. */
export function verdictCounts(trials: readonly TrialReport[]): string | undefined {
  const variants = trials.filter(({ change }) => change !== 'none');
  const verdicts = variants.flatMap(({ verdict }) => verdict ?? []);
  if (verdicts.length === 0) return undefined;
  const counts = KINDS.map((kind) => ({ kind, count: verdicts.filter((verdict) => verdict.kind === kind).length }));
  const without = variants.length - verdicts.length;
  return [
    ...counts.flatMap(({ kind, count }) => (count === 0 ? [] : [`${count} ${kind}`])),
    ...(without === 0 ? [] : [`${without} not checked yet`]),
  ].join(', ');
}
