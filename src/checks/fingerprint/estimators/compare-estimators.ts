import type { FitPrint } from '../../../core/fingerprint.js';
import { alignSequences } from '../align-sequences.js';
import type { ComparisonTarget } from '../comparison-target.js';
import { observed, type Finding } from '../findings.js';
import { withArticle } from '../in-words.js';
import { compareSettings, lastPart } from '../settings/compare-settings.js';
import { isAtOrBelow, isNamed, isNothing, targetPaths } from './estimator-paths.js';

/** Compares what was fitted in one place: the steps and members with their parameters, the component left out. */
export function compareEstimators(of: FitPrint, to: FitPrint, target: ComparisonTarget): Finding[] {
  if (of.type !== to.type) {
    if (target.classNames.includes(of.type) && target.replacementClassNames?.includes(to.type) === true) return [];
    return [
      observed(
        'rejected',
        `${withArticle(to.type)} is fitted where the baseline fits ${withArticle(of.type)}`,
        to.place,
      ),
    ];
  }
  const targets = targetPaths(of, target);
  const isOfTarget = (path: string): boolean => targets.some((above) => isAtOrBelow(path, above));
  const gone = Object.keys(of.estimators).filter(
    (path) => !isOfTarget(path) && !isNothing(of.estimators[path]) && isNothing(to.estimators[path]),
  );
  const added = Object.keys(to.estimators).filter(
    (path) => !isOfTarget(path) && !isNothing(to.estimators[path]) && isNothing(of.estimators[path]),
  );
  const changed = Object.keys(of.estimators).filter(
    (path) =>
      !isOfTarget(path) && !gone.includes(path) && !added.includes(path) && of.estimators[path] !== to.estimators[path],
  );
  const isCovered = (path: string): boolean =>
    [...gone, ...added, ...changed].some((above) => isAtOrBelow(path, above));
  return [
    ...topmost(gone).map((path) =>
      observed('rejected', `${path} is gone too (${of.estimators[path] ?? ''})`, to.place),
    ),
    ...topmost(added).map((path) => observed('rejected', `${path} is new (${to.estimators[path] ?? ''})`, to.place)),
    ...changed.map((path) =>
      observed(
        'rejected',
        `${path} is ${withArticle(to.estimators[path] ?? '')} where the baseline has ${withArticle(of.estimators[path] ?? '')}`,
        to.place,
      ),
    ),
    ...compareSettings(of.settings, to.settings, {
      target,
      kind: 'estimator',
      owner: of.type,
      ignored: (name) =>
        isOfTarget(name) ||
        isGoneByName(of, to, name, target) ||
        isCovered(name) ||
        isWholeList(name) ||
        (isWeights(name) && areRestOf(of.settings[name], to.settings[name], targets.length + gone.length)) ||
        name in of.estimators ||
        name in to.estimators,
    }),
  ];
}

/** A member that is the component and no estimator: `('person', 'passthrough', columns)` of a ColumnTransformer. */
function isGoneByName(of: FitPrint, to: FitPrint, name: string, target: ComparisonTarget): boolean {
  return isNamed(name, target) && isNothing(of.settings[name]) && to.settings[name] === undefined;
}

/** Lists that name all steps at once. */
function isWholeList(name: string): boolean {
  return ['steps', 'transformers', 'transformer_list', 'estimators'].includes(lastPart(name));
}

/** One weight for each member of an ensemble or a union. */
function isWeights(name: string): boolean {
  return ['weights', 'transformer_weights'].includes(lastPart(name));
}

/** Whether a list is the other without as many elements as members are gone, in the same order. */
function areRestOf(before: string | undefined, after: string | undefined, gone: number): boolean {
  const elements = (list = ''): string[] =>
    list
      .replace(/^[[({]|[\])}]$/g, '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  const [all, rest] = [elements(before), elements(after)];
  const { onlyRight } = alignSequences(all, rest, { pair: (one, other) => (one === other ? 1 : 0) });
  return onlyRight.length === 0 && (rest.length === 0 || rest.length === all.length - gone);
}

function topmost(paths: readonly string[]): string[] {
  return paths.filter((path) => !paths.some((above) => above !== path && isAtOrBelow(path, above)));
}

/** Whether the component's steps and fits are gone, in each fit that had them. */
export function stillTheTarget(
  pairs: readonly (readonly [FitPrint, FitPrint])[],
  gone: readonly FitPrint[],
  target: ComparisonTarget,
): Finding[] {
  const isGone = ([of, to]: readonly [FitPrint, FitPrint]): boolean =>
    targetPaths(of, target).some((path) => isNothing(to.estimators[path]));
  // Of several alike only one is marked: one is gone, the others stay.
  const isOneOfSeveral = target.hasNamesakes === true && pairs.some(isGone);
  const staying = pairs.flatMap(([of, to]) =>
    targetPaths(of, target).flatMap((path): Finding[] => {
      if (isOneOfSeveral && of.estimators[path] === to.estimators[path]) return [];
      const [before, after] = [of.estimators[path], to.estimators[path]];
      if (isPassedOn(of, to, path)) return [passedOn(path, to)];
      if (isNothing(after) || after === undefined || isEmptyFunction(to, path)) return [];
      if (target.settingNames.length > 0 && before === after) return [];
      if (target.replacementClassNames?.includes(after) === true) return [];
      const clause =
        before === after
          ? `still takes part (${after})`
          : `is ${withArticle(after)} where the baseline has ${withArticle(before ?? '')}`;
      return [{ severity: 'rejected', aspect: 'completeness', subject: path, one: clause, place: to.place }];
    }),
  );
  const alone = pairs.filter(([of, to]) => target.classNames.includes(of.type) && of.type === to.type);
  const isMetElsewhere = pairs.some(([of]) => targetPaths(of, target).length > 0);
  const isAlone =
    target.settingNames.length === 0 && !isMetElsewhere && !gone.some(({ type }) => target.classNames.includes(type));
  return [
    ...staying,
    ...(isAlone ? alone : []).map(([of, to]): Finding => ({
      severity: 'rejected',
      aspect: 'completeness',
      one: `${of.type} is still fitted`,
      place: to.place,
    })),
  ];
}

/** In a union `'passthrough'` adds all columns as they are, which is another transformer, not none. */
function isPassedOn(of: FitPrint, to: FitPrint, path: string): boolean {
  const holder = path.includes('__') ? of.estimators[path.slice(0, path.lastIndexOf('__'))] : of.type;
  return holder === 'FeatureUnion' && /^'?passthrough'?$/.test(to.settings[path] ?? '');
}

function passedOn(path: string, { place }: FitPrint): Finding {
  const one = "is 'passthrough', which adds all columns as they are to the union";
  return { severity: 'suspicious', aspect: 'completeness', subject: path, one, place };
}

/** `FunctionTransformer()` without a function passes its input on. */
function isEmptyFunction({ estimators, settings }: FitPrint, path: string): boolean {
  return estimators[path] === 'FunctionTransformer' && (settings[`${path}__func`] ?? 'None') === 'None';
}
