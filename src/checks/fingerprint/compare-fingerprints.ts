import type { Fingerprint } from '../../core/fingerprint.js';
import { STRUCTURE_NOT_CHECKED } from '../../core/verdict.js';
import type { Findings } from '../decide-verdict.js';
import { compareFunctions } from './compare-functions.js';
import { compareOperations } from './compare-operations.js';
import { compareOthers } from './compare-others.js';
import { compareProgress } from './compare-progress.js';
import type { ComparisonTarget } from './comparison-target.js';
import { confoundsOf } from './confounds.js';
import { compareBatches, compareRandomness } from './data/compare-batches.js';
import { compareLoaders } from './data/compare-loaders.js';
import { compareFits } from './estimators/compare-fits.js';
import { toEvidence, type Finding } from './findings.js';
import { compareModels } from './modules/compare-models.js';
import { judgeDeclared } from './judge-declared.js';
import { judgeUnchanged } from './judge-unchanged.js';
import { judgeTargetOperations } from './judge-target-operations.js';
import { compareNamedSettings } from './settings/compare-named-settings.js';
import { compareOptimizers } from './settings/compare-optimizers.js';
import { judgeOwned } from './settings/judge-owned.js';
import { judgeTargetSettings } from './settings/judge-target-settings.js';

/**
 * Judges by what was observed in the first steps whether a variant is the baseline without its component
 * and nothing else: the component takes no part, all that does not follow from it is what it was. The gravest
 * evidence comes first. Pure.
 */
export function compareFingerprints(baseline: Fingerprint, variant: Fingerprint, target: ComparisonTarget): Findings {
  const { comparison, findings: ofModels } = compareModels(baseline, variant, target);
  const ofTheWhole: readonly Finding[] = [
    ...ofModels,
    ...compareOperations(baseline, variant, target, comparison),
    ...judgeTargetOperations(baseline, variant, comparison),
    ...judgeOwned(baseline, variant, target, comparison),
    ...compareLoaders(baseline, variant, target),
    ...compareBatches(target, comparison),
    ...compareFits(baseline, variant, target),
    ...compareOthers(baseline, variant, target),
    ...compareFunctions(baseline, variant, target),
  ];
  const ofTraining: readonly Finding[] = [
    ...compareOptimizers(baseline, variant, target, comparison),
    ...compareNamedSettings(baseline.schedulers, variant.schedulers, target, {
      kind: 'scheduler',
      ignored: followsGroups(baseline, variant),
    }),
    ...compareNamedSettings(baseline.losses, variant.losses, target, { kind: 'loss' }),
  ];
  const { declaredChange } = target;
  const findings: readonly Finding[] = [
    ...compareProgress(baseline, variant),
    ...(declaredChange === undefined
      ? [...ofTheWhole, ...ofTraining]
      : judgeDeclared({ ofTheWhole, ofTraining }, declaredChange, target)),
    ...judgeTargetSettings(baseline, variant, target, comparison),
    ...compareRandomness(baseline, variant, target),
    ...judgeUnchanged(baseline, variant, target, comparison),
    ...(isStructureSeen(baseline) ? [] : [NOT_CHECKED]),
  ];
  return { evidence: toEvidence(findings), confounds: confoundsOf(baseline.models, variant.models) };
}

const NOT_CHECKED: Finding = {
  severity: 'note',
  aspect: 'structure',
  one: `${STRUCTURE_NOT_CHECKED}: no module, estimator or optimizer was seen`,
};

function isStructureSeen({ models, fits, others, optimizers }: Fingerprint): boolean {
  return models.length + fits.length + others.length + optimizers.length > 0;
}

/** A scheduler has one rate for each parameter group. */
function followsGroups(baseline: Fingerprint, variant: Fingerprint): (name: string) => boolean {
  const groups = ({ optimizers }: Fingerprint) => optimizers.map((optimizer) => optimizer.groups.length).join();
  const isSame = groups(baseline) === groups(variant);
  return (name) => !isSame && ['base_lrs', '_last_lr', 'lr_lambdas'].includes(name);
}
