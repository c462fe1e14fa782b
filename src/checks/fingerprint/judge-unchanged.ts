import { NOTHING_SEEN_DIFFERS } from '../../core/verdict.js';
import type { Fingerprint } from '../../core/fingerprint.js';
import type { ComparisonTarget } from './comparison-target.js';
import type { Finding } from './findings.js';
import { withoutAddresses } from './in-words.js';
import type { ModelComparison } from './modules/model-comparison.js';

/**
 * A variant in which nothing that was seen is another, and the component is none of the modules. A term of
 * the loss must show in what is computed, if it is computed in the first steps at all; other components
 * need not (a clipped gradient, a layer's first weights), so that it is only said.
 */
export function judgeUnchanged(
  baseline: Fingerprint,
  variant: Fingerprint,
  target: ComparisonTarget,
  { candidates }: ModelComparison,
): Finding[] {
  if (candidates.by !== 'none' || !isSame(baseline, variant)) return [];
  const isOfTheLoss = target.kinds.has('loss') && target.kinds.size === 1 && target.settingNames.length === 0;
  if (isOfTheLoss && Object.keys(baseline.operations).length > 0) {
    const one =
      'the first loss is computed by the same operations as in the baseline, so the component may still be part of it';
    return [{ severity: 'suspicious', aspect: 'completeness', one }];
  }
  return [{ severity: 'note', aspect: 'completeness', one: NOTHING_SEEN_DIFFERS }];
}

/** All that a removal could change, apart from time. */
function isSame(baseline: Fingerprint, variant: Fingerprint): boolean {
  return seenIn(baseline) === seenIn(variant);
}

function seenIn({ firstStepMs: _time, operations, functions, ...rest }: Fingerprint): string {
  const sorted = Object.entries(operations).sort(([one], [other]) => (one < other ? -1 : 1));
  return withoutAddresses(JSON.stringify([rest, sorted, [...(functions ?? [])].sort()]));
}
