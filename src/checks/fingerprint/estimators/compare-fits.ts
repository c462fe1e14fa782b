import type { Fingerprint, FitPrint } from '../../../core/fingerprint.js';
import { alignSequences } from '../align-sequences.js';
import type { ComparisonTarget } from '../comparison-target.js';
import { observed, type Finding } from '../findings.js';
import { compareEstimators, stillTheTarget } from './compare-estimators.js';
import { compareFitData } from './compare-fit-data.js';
import { intoPipeline, targetPaths } from './estimator-paths.js';

/** Compares the fits of scikit-learn in their order: what was fitted, with which parameters, to which data. */
export function compareFits(baseline: Fingerprint, variant: Fingerprint, target: ComparisonTarget): Finding[] {
  const { pairs, onlyLeft, onlyRight } = alignSequences(baseline.fits, variant.fits, {
    pair: (of, to) => likeness(of, intoPipeline(of, to)),
    skipLeft: (fit) => (isTargetFit(fit, target) ? 0.01 : 0),
  });
  const firstGone = Math.min(
    ...[
      ...onlyLeft.filter((fit) => isTargetFit(fit, target)),
      ...pairs.flatMap(([of, to]) => hasLost(of, to, target)),
    ].map((fit) => baseline.fits.indexOf(fit)),
  );
  return [
    ...onlyLeft
      .filter((fit) => !isTargetFit(fit, target))
      .map(({ type, place }) => observed('rejected', `the fit of ${type} is gone`, place)),
    ...onlyRight
      .filter(({ type }) => target.replacementClassNames?.includes(type) !== true)
      .map(({ type, place }) => observed('rejected', `a fit of ${type} is new`, place)),
    ...pairs.flatMap(([of, given]) => {
      const to = intoPipeline(of, given);
      const position = baseline.fits.indexOf(of) > firstGone ? 'downstream' : 'elsewhere';
      return [...compareEstimators(of, to, target), ...compareFitData(of, to, target, position)];
    }),
    ...stillTheTarget(
      pairs.map(([of, to]) => [of, intoPipeline(of, to)] as const),
      onlyLeft,
      target,
    ),
  ];
}

/** A fit of the component itself: `StandardScaler().fit_transform(X)`. */
function isTargetFit({ type, estimators }: FitPrint, target: ComparisonTarget): boolean {
  if (target.classNames.includes(type)) return true;
  const inside = Object.values(estimators);
  return inside.length > 0 && inside.every((each) => target.classNames.includes(each));
}

function hasLost(of: FitPrint, to: FitPrint, target: ComparisonTarget): FitPrint[] {
  const after = targetPaths(intoPipeline(of, to), target);
  return targetPaths(of, target).some((path) => !after.includes(path)) ? [of] : [];
}

function likeness(of: FitPrint, to: FitPrint): number {
  if (of.type !== to.type) return of.place === to.place ? 0.1 : 0;
  const same = Object.entries(of.settings).filter(([name, value]) => to.settings[name] === value).length;
  const all = Math.max(1, Object.keys(of.settings).length);
  return 1 + same / all + (of.place === to.place ? 0.2 : 0);
}
