import type { Fingerprint } from '../../core/fingerprint.js';
import { sameOperations } from './compare-operations.js';
import type { ComparisonTarget } from './comparison-target.js';
import type { Finding } from './findings.js';
import type { ModelComparison } from './modules/model-comparison.js';

/**
 * A variant in which nothing that was seen is another. A term of the loss must show
 * in what is computed, if it is computed in the first steps at all; other components need not: a clipped
 * gradient, a layer's first weights.
 */
export function judgeUnchanged(
  baseline: Fingerprint,
  variant: Fingerprint,
  target: ComparisonTarget,
  { candidates }: ModelComparison,
): Finding[] {
  if (candidates.by !== 'none' || target.settingNames.length > 0) return [];
  const isLossAlone = target.kinds.has('loss') && target.kinds.size === 1;
  if (!isLossAlone || Object.keys(baseline.operations).length === 0) return [];
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
