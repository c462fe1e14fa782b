import type { Fingerprint } from '../core/fingerprint.js';
import type { SmokeResult } from '../core/smoke-result.js';
import { unreachable } from '../core/unreachable.js';
import type { Evidence } from '../core/verdict.js';
import type { Findings } from './decide-verdict.js';
import { compareFingerprints } from './fingerprint/compare-fingerprints.js';
import type { ComparisonTarget } from './fingerprint/comparison-target.js';

/** What a variant's first steps say, beside the baseline's. */
export function judgeSmokeRun(baseline: SmokeResult, variant: SmokeResult, target: ComparisonTarget): Findings {
  if (baseline.kind !== 'observed') {
    return nothing(`the baseline itself could not be watched: ${baseline.reason}`);
  }
  if (baseline.failure !== undefined && isEmpty(baseline.fingerprint)) {
    return nothing(`the baseline itself did not get far enough: ${baseline.failure}`);
  }
  if (target.isTraining === true && isEmpty(baseline.fingerprint) && baseline.fingerprint.models.length === 0) {
    return nothing('the baseline took no step and fitted nothing that could be seen');
  }
  switch (variant.kind) {
    case 'observed': {
      const { evidence, confounds } = compareFingerprints(baseline.fingerprint, variant.fingerprint, target);
      const broken = variant.failure === undefined || baseline.failure !== undefined ? [] : [fails(variant.failure)];
      return { evidence: [...broken, ...evidence], confounds: broken.length > 0 ? {} : confounds };
    }
    case 'failed':
    case 'not-loaded':
      return { evidence: [fails(variant.reason)], confounds: {} };
    case 'nothing-seen':
      return nothing(variant.reason);
    default:
      return unreachable(variant);
  }
}

/** It ended before anything was trained. */
function isEmpty({ steps, fits, others }: Fingerprint): boolean {
  return steps === 0 && fits.length + others.length === 0;
}

function fails(reason: string): Evidence {
  return { severity: 'rejected', aspect: 'execution', message: reason };
}

function nothing(reason: string): Findings {
  return { evidence: [], confounds: {}, unseen: reason };
}
