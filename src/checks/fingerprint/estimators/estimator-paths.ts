import type { FitPrint } from '../../../core/fingerprint.js';
import type { ComparisonTarget } from '../comparison-target.js';

const NOTHING = /^(passthrough|None|drop|)$/;

/** Whether a step stands there in name only: `'passthrough'`, `None`, `'drop'`. */
export function isNothing(type: string | undefined): boolean {
  return type === undefined || NOTHING.test(type.replace(/^['"]|['"]$/g, ''));
}

/** Paths of the estimators in a fit that are the component, by their step's name, else by their class. */
export function targetPaths({ estimators }: FitPrint, target: ComparisonTarget): string[] {
  const paths = Object.keys(estimators).filter((path) => !isNothing(estimators[path]));
  const named = paths.filter((path) => isNamed(path, target));
  const ofClass = (path: string): boolean => target.classNames.includes(estimators[path] ?? '');
  if (named.length > 0) return named.some(ofClass) ? named.filter(ofClass) : named;
  return paths.filter(ofClass);
}

/** Whether a path or a parameter lies at or below another: `prep__num__with_mean` below `prep__num`. */
export function isAtOrBelow(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}__`) || path.startsWith(`${above}.`);
}

/** Whether the last part of a path is one of the component's names. */
export function isNamed(path: string, { moduleNames }: ComparisonTarget): boolean {
  return moduleNames.some((name) => path === name || path.endsWith(`__${name}`) || path.endsWith(`.${name}`));
}

/**
 * The same fit as if it still were in what is gone around it: a pipeline of two steps without the first may be
 * written as the second alone, and the component itself may be an estimator around another.
 */
export function intoHolder(baseline: FitPrint, variant: FitPrint, target: ComparisonTarget): FitPrint {
  const isHolder = baseline.type === 'Pipeline' || target.classNames.includes(baseline.type);
  if (!isHolder || variant.type === baseline.type) return variant;
  const last = Object.keys(baseline.estimators)
    .filter((path) => !/__|\./.test(path))
    .at(-1);
  if (last === undefined || baseline.estimators[last] !== variant.type) return variant;
  const inside = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [`${last}__${key}`, value]));
  return {
    ...variant,
    type: baseline.type,
    estimators: { [last]: variant.type, ...inside(variant.estimators) },
    settings: {
      ...Object.fromEntries(
        Object.entries(baseline.settings).filter(
          ([key]) =>
            !isAtOrBelow(key, last) &&
            !(key in baseline.estimators) &&
            !Object.keys(baseline.estimators).some((path) => isAtOrBelow(key, path)),
        ),
      ),
      ...inside(variant.settings),
    },
  };
}
