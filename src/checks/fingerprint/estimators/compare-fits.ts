import type { Fingerprint, FitPrint } from '../../../core/fingerprint.js';
import { alignSequences } from '../align-sequences.js';
import type { ComparisonTarget } from '../comparison-target.js';
import { observed, type Finding } from '../findings.js';
import { compareEstimators, stillTheTarget } from './compare-estimators.js';
import { compareFitData } from './compare-fit-data.js';
import { targetPaths } from './estimator-paths.js';
import { asInBaseline } from './unwrapped-members.js';

/** Compares the fits of scikit-learn in their order: what was fitted, with which parameters, to which data. */
export function compareFits(baseline: Fingerprint, variant: Fingerprint, target: ComparisonTarget): Finding[] {
  const { pairs, onlyLeft, onlyRight } = alignSequences(baseline.fits, variant.fits, {
    pair: (of, to) => likeness(of, asInBaseline(of, to, target)),
    skipLeft: (fit) => (isTargetFit(fit, target) ? 0.01 : 0),
  });
  const firstGone = Math.min(
    ...[
      ...onlyLeft.filter((fit) => isTargetFit(fit, target)),
      ...pairs.flatMap(([of, to]) => hasLost(of, to, target)),
    ].map((fit) => baseline.fits.indexOf(fit)),
  );
  return oncePerCause([
    ...onlyLeft
      .filter((fit) => !isTargetFit(fit, target))
      .map(({ type, place }) => observed('rejected', `the fit of ${type} is gone`, place)),
    ...onlyRight
      .filter(({ type }) => target.replacementClassNames?.includes(type) !== true)
      .map(({ type, place }) => observed('rejected', `a fit of ${type} is new`, place)),
    ...pairs.flatMap(([of, given]) => {
      const to = asInBaseline(of, given, target);
      // Features that a network computed differ as its weights do.
      const isAfter = baseline.fits.indexOf(of) > firstGone || baseline.models.length > 0;
      const position = isAfter ? 'downstream' : 'elsewhere';
      return [...compareEstimators(of, to, target), ...compareFitData(of, to, target, position)];
    }),
    ...stillTheTarget(
      pairs.map(([of, to]) => [of, asInBaseline(of, to, target)] as const),
      [...onlyLeft, ...pairs.flatMap(([of, to]) => (of.type === to.type ? [] : [of]))],
      target,
    ),
  ]);
}

/** In a cross-validation each fit says the same with other numbers: the first says it, for all. */
function oncePerCause(findings: readonly Finding[]): Finding[] {
  const causes = new Map<string, Finding[]>();
  for (const finding of findings) {
    const cause = [finding.severity, finding.subject ?? '', finding.one.replace(/\d[\d,.]*/g, '#')].join('\n');
    causes.set(cause, [...(causes.get(cause) ?? []), finding]);
  }
  return [...causes.values()].flatMap(([first, ...more]) => {
    if (first === undefined || more.every(({ one }) => one === first.one)) return first ?? [];
    return [{ ...first, one: `${first.one}, and likewise in ${more.length} more` }];
  });
}

/** A fit of the component itself: `StandardScaler().fit_transform(X)`. */
function isTargetFit({ type, estimators }: FitPrint, target: ComparisonTarget): boolean {
  if (target.classNames.includes(type)) return true;
  const inside = Object.values(estimators);
  return inside.length > 0 && inside.every((each) => target.classNames.includes(each));
}

function hasLost(of: FitPrint, to: FitPrint, target: ComparisonTarget): FitPrint[] {
  const after = targetPaths(asInBaseline(of, to, target), target);
  return targetPaths(of, target).some((path) => !after.includes(path)) ? [of] : [];
}

function likeness(of: FitPrint, to: FitPrint): number {
  if (of.type !== to.type) return of.place === to.place ? 0.1 : 0;
  const same = Object.entries(of.settings).filter(([name, value]) => to.settings[name] === value).length;
  const all = Math.max(1, Object.keys(of.settings).length);
  return 1 + same / all + (of.place === to.place ? 0.2 : 0);
}
