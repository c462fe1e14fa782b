import type { Fingerprint } from '../../core/fingerprint.js';
import { sameOperations } from './compare-operations.js';
import type { ComparisonTarget } from './comparison-target.js';
import type { Finding } from './findings.js';
import type { ModelComparison } from './modules/model-comparison.js';

/**
 * A variant in which nothing that was seen is another. A component that no list of names leads to (a term
 * of the loss, a functional layer) must show somewhere in what is computed, if it is computed in the first
 * steps at all; one of the data or the optimizer need not.
 */
export function judgeUnchanged(
  baseline: Fingerprint,
  variant: Fingerprint,
  target: ComparisonTarget,
  { candidates }: ModelComparison,
): Finding[] {
  if (candidates.by !== 'none' || target.settingNames.length > 0) return [];
  const shows = (['loss', 'modules'] as const).some((kind) => target.kinds.has(kind));
  const mayBeElsewhere = (['data', 'optimizer', 'scheduler', 'estimator', 'other'] as const).some((kind) =>
    target.kinds.has(kind),
  );
  if (!shows || mayBeElsewhere || Object.keys(baseline.operations).length === 0) return [];
  if (!sameOperations(baseline, variant) || !isSame(baseline, variant)) return [];
  return [
    {
      severity: 'suspicious',
      aspect: 'completeness',
      one: 'the first loss is computed by the same operations as in the baseline, so the component may still be part of it',
    },
  ];
}

function isSame(baseline: Fingerprint, variant: Fingerprint): boolean {
  const seen = ({ models, losses }: Fingerprint): string =>
    JSON.stringify([
      losses,
      models.map(({ modules }) => modules.map(({ name, type, settings, calls }) => [name, type, settings, calls])),
    ]);
  return seen(baseline) === seen(variant);
}
