import type { Fingerprint } from '../../core/fingerprint.js';
import type { Finding } from './findings.js';
import { countInWords } from './in-words.js';

/** Compares how far the two runs came: a variant that ends by itself before the baseline's steps trains less. */
export function compareProgress(baseline: Fingerprint, variant: Fingerprint): Finding[] {
  const [before, after] = [baseline.steps, variant.steps];
  const steps = `${countInWords(after, 'step')} where the baseline took ${before}`;
  if (after < before && variant.ending === 'ended' && baseline.ending !== 'ended') {
    return [says('rejected', `it ended by itself after ${steps}`)];
  }
  if (baseline.fits.length === 0 && after < before) return [says('suspicious', `it took ${steps}`)];
  if (baseline.ending !== variant.ending || baseline.evaluated === variant.evaluated) return [];
  return [
    variant.evaluated
      ? says('suspicious', 'a model was called in evaluation mode or without gradients, which the baseline does not do')
      : says('suspicious', 'no model was called in evaluation mode, which the baseline does after its first steps'),
  ];
}

function says(severity: Finding['severity'], one: string): Finding {
  return { severity, aspect: 'execution', one };
}
