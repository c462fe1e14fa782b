import type { TrialReport } from '../../../src/core/report.js';
import type { Evidence, Verdict, VerdictKind } from '../../../src/core/verdict.js';
import type { TrialId } from './sample-numbers.js';

const BASELINE_PARAMETERS = 12_874;

export const rateChanged: Evidence = {
  severity: 'rejected',
  aspect: 'protected-settings',
  message: 'lr is 0.01 where the baseline has 0.001',
  place: 'train.py:44',
};

const resized: Evidence = {
  severity: 'suspicious',
  aspect: 'structure',
  message: 'fc has 80 inputs where the baseline has 256',
  place: 'train.py:27',
};

const shifted: Evidence = { severity: 'note', aspect: 'execution', message: 'random stream shifted' };

const tooSlow: Evidence = { severity: 'note', aspect: 'execution', message: 'no step within 60 s' };

/** What checks and runs said of the sample's trials: a verdict of every kind. */
export const sampleChecks: Readonly<Partial<Record<TrialId, Partial<TrialReport>>>> = {
  baseline: { parameters: BASELINE_PARAMETERS, stepMs: 8.31 },
  conv2: {
    verdict: verdict('faithful', [], { notes: [shifted], confounds: confounds(10_554) }),
    ...compared(10_554, 7.56, 0.9102),
  },
  dropout1: {
    verdict: verdict('suspicious', [resized], { confounds: confounds(12_874) }),
    ...compared(12_874, 8.3, 0.9981),
  },
  bn: { verdict: verdict('unchecked', [tooSlow]), stepMs: 8.1, stepTimeRatio: 0.974, stepTimeDiffers: true },
  augment: {
    verdict: verdict('rejected', [rateChanged, resized, shifted], { acceptedByPerson: true }),
    stepMs: 10.4,
    stepTimeRatio: 1.2511,
    stepTimeDiffers: true,
  },
  weight_decay: { verdict: verdict('faithful', [], { confounds: confounds(12_874) }), ...compared(12_874, 8.3, 1) },
  clip: { verdict: verdict('unchecked', [tooSlow]) },
  schedule: { verdict: verdict('rejected', [rateChanged], { confounds: confounds(12_874) }), ...compared(12_874) },
};

export function verdict(
  kind: VerdictKind,
  reasons: readonly Evidence[],
  more: Partial<Omit<Verdict, 'kind' | 'reasons'>> = {},
): Verdict {
  return { kind, reasons, notes: [], confounds: {}, ...more };
}

function confounds(variantParameters: number): Verdict['confounds'] {
  return { baselineParameters: BASELINE_PARAMETERS, variantParameters };
}

function compared(parameters: number, stepMs?: number, stepTimeRatio?: number): Partial<TrialReport> {
  return {
    parameters,
    parameterDifference: parameters - BASELINE_PARAMETERS,
    ...(stepMs !== undefined && { stepMs }),
    ...(stepTimeRatio !== undefined && { stepTimeRatio, stepTimeDiffers: Math.abs(stepTimeRatio - 1) > 0.02 }),
  };
}
