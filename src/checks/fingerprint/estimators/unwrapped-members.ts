import type { FitPrint } from '../../../core/fingerprint.js';
import type { ComparisonTarget } from '../comparison-target.js';
import { intoHolder, isAtOrBelow, targetPaths } from './estimator-paths.js';

type Entries = Readonly<Record<string, string>>;

/**
 * The variant's fit as if what held the component were still there: a pipeline, a union or an ensemble of two
 * without one of them may be written as the other alone.
 */
export function asInBaseline(baseline: FitPrint, variant: FitPrint, target: ComparisonTarget): FitPrint {
  const fit = intoHolder(baseline, variant, target);
  const targets = targetPaths(baseline, target);
  return Object.keys(baseline.estimators).reduce((current, path) => {
    const rest = membersOf(baseline, path).filter((member) => !targets.includes(member));
    const [only] = rest;
    const lost = membersOf(baseline, path).length - rest.length;
    const isAlone = only !== undefined && rest.length === 1 && lost > 0;
    return isAlone && isInItsPlace(baseline, current, path, only) ? putBack(baseline, current, path, only) : current;
  }, fit);
}

function membersOf({ estimators }: FitPrint, path: string): string[] {
  return Object.keys(estimators).filter(
    (other) => other.startsWith(`${path}__`) && !other.slice(path.length + 2).includes('__'),
  );
}

function isInItsPlace(baseline: FitPrint, variant: FitPrint, path: string, member: string): boolean {
  const [holder, now] = [baseline.estimators[path], variant.estimators[path]];
  return holder !== now && now !== undefined && now === baseline.estimators[member];
}

function putBack(baseline: FitPrint, variant: FitPrint, path: string, member: string): FitPrint {
  const moved = (entries: Entries): Entries =>
    Object.fromEntries(
      Object.entries(entries).map(([key, value]) => [
        key.startsWith(`${path}__`) ? `${member}__${key.slice(path.length + 2)}` : key,
        value,
      ]),
    );
  const isOfMembers = (key: string): boolean => membersOf(baseline, path).some((each) => isAtOrBelow(key, each));
  const own = Object.entries(baseline.settings).filter(([key]) => key.startsWith(`${path}__`) && !isOfMembers(key));
  const { [path]: type = '', ...others } = variant.estimators;
  return {
    ...variant,
    estimators: { [path]: baseline.estimators[path] ?? '', [member]: type, ...moved(others) },
    settings: { ...moved(variant.settings), ...Object.fromEntries(own) },
  };
}
