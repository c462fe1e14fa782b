import type { ModelPrint } from '../../core/fingerprint.js';
import type { Confounds } from '../../core/verdict.js';
import { sizeOf } from './modules/module-tree.js';

/** Parameters that trained in the first steps: in an optimizer, not frozen, and with a gradient. */
export function confoundsOf(baseline: readonly ModelPrint[], variant: readonly ModelPrint[]): Confounds {
  return {
    ...(baseline.length === 0 ? {} : { baselineParameters: trainedParameters(baseline) }),
    ...(variant.length === 0 ? {} : { variantParameters: trainedParameters(variant) }),
  };
}

function trainedParameters(models: readonly ModelPrint[]): number {
  return sizeOf(
    models
      .flatMap(({ modules }) => modules.flatMap(({ parameters }) => parameters))
      .filter(({ trainable, hasGradient, isOptimized }) => trainable && hasGradient && isOptimized),
  );
}
