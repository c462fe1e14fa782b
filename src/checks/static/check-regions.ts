import type { CodeComponent } from '../../core/component.js';
import type { Evidence } from '../../core/verdict.js';
import type { Difference } from '../syntax/difference.js';
import { formOf, type NameKey } from '../syntax/name-key.js';
import { covers, placeOf, statementAround, type Syntax } from '../syntax/plain-syntax.js';
import { isApprovedToCome, isWithin } from './approved-lines.js';
import { baseOf } from './code-fate.js';
import type { Comparison } from './comparison.js';
import { describeDifference } from './describe-difference.js';
import { explainDifferences } from './explain-differences.js';
import { findNovelties } from './find-novelties.js';
import { isAskedFor, judgeSpelledNames } from './hint-words.js';
import { nodesOf, partsOf, type Region } from './hinted-region.js';
import { remainingUses } from './judge-completeness.js';
import { judgeReplacement } from './neutral.js';
import { judgeApprovedLines } from './judge-approved-lines.js';
import { judgeOtherMarks } from './other-marks.js';
import type { Target } from './target.js';

/**
 * A hint says in words what is to go, so nobody can tell by rule whether it went. What can be told: that
 * something changed where it stands, that nothing came which an ablation must not bring, and that the rest follows.
 * What a person approved, the lines as they are and as they are to be, has to be just so, and is not held against it. `marked`:
 * marked code of the same trial; `others`: marked code that is no part of it.
 */
export function checkRegions(
  comparison: Comparison,
  regions: readonly Region[],
  marked: Target | undefined,
  others: readonly CodeComponent[],
): Evidence[] {
  const parts = regions.flatMap(partsOf);
  const target: Target = {
    nodes: [...(marked?.nodes ?? []), ...regions.flatMap(nodesOf)],
    reads: new Set([...(marked?.reads ?? []), ...parts.flatMap((node) => [...comparison.baseNames.readIn(node)])]),
    bound: new Set([...(marked?.bound ?? []), ...regions.flatMap((region) => boundIn(comparison, region))]),
    switchedOff: marked?.switchedOff ?? new Set(),
    replacement: marked?.replacement,
  };
  const { explained, unexplained, evidence: consequences } = explainDifferences(comparison, target);
  const isNear = (node: Syntax): boolean => regions.some(({ surroundings }) => covers(surroundings, node));
  const hints = [...new Set(regions.map(({ hint }) => hint))];
  const approved = regions.flatMap((region) => region.approved ?? []);
  const changes = approved.length === 0 ? [] : hints.flatMap(({ trial }) => trial?.changes ?? []);
  const objections = judgeApprovedLines(comparison, hints);
  const isApproved = (difference: Difference): boolean =>
    objections.length === 0 &&
    (isApprovedToCome(difference, changes) || approved.some((lines) => isWithin(lines, difference)));
  const evidence = unexplained.flatMap((difference): Evidence[] => {
    if (isApproved(difference) || (approved.length === 0 && isAskedFor(difference, hints))) return [];
    const described = describeDifference(difference);
    const isPlausible = described.aspect === 'confinement' && isNear(statementAround(baseOf(difference)));
    return [isPlausible ? { ...described, severity: 'suspicious' } : described];
  });
  const replaced = comparison.differences.flatMap((difference): Evidence[] => {
    if (isApproved(difference)) return [];
    if (difference.kind === 'inserted' && isNear(difference.into) && explained.has(difference))
      return [{ ...describeDifference(difference), severity: 'suspicious' }];
    if (difference.kind !== 'replaced' || !isNear(difference.base)) return [];
    const { kind } = judgeReplacement(difference.base, difference.variant);
    const isPlain =
      kind === 'neutral' ||
      kind === 'part-of-it' ||
      kind === 'shape-only' ||
      isSwapped(target.bound, difference.base, difference.variant);
    return isPlain ? [] : [{ ...describeDifference(difference), severity: 'suspicious' }];
  });
  return [
    ...objections,
    ...(approved.length > 0 ? [] : untouched(comparison, regions)),
    ...judgeOtherMarks(comparison, regions, others),
    ...findNovelties(comparison.differences),
    ...evidence,
    ...replaced,
    ...consequences.map((each): Evidence =>
      each.severity === 'rejected' ? { ...each, severity: 'suspicious' } : each,
    ),
    ...remainingUses(comparison, target),
    ...judgeSpelledNames(comparison, hints),
    {
      severity: 'note',
      aspect: 'asked-in-words',
      message: 'a hint is words: whether this is what it asks for, only a reader of the diff can tell',
    },
  ];
}

/** Names that the hinted code gives a value to; those of an approved line that only changes are given one still. */
function boundIn({ baseNames, variantNames }: Comparison, region: Region): NameKey[] {
  const bound = partsOf(region).flatMap((node) => [...baseNames.boundIn(node)]);
  if (region.approved === undefined) return bound;
  return bound.filter((key) => variantNames.placesOf(key).bindings.length === 0);
}

/** Of a hint that nobody read: that something changed where it stands. */
function untouched({ differences }: Comparison, regions: readonly Region[]): Evidence[] {
  const isNear = (node: Syntax): boolean => regions.some(({ surroundings }) => covers(surroundings, node));
  if (differences.some((difference) => isNear(baseOf(difference)))) return [];
  const place = regions[0] === undefined ? {} : { place: placeOf(regions[0].statement) };
  return [{ severity: 'rejected', aspect: 'completeness', message: 'nothing changed where the hint stands', ...place }];
}

/** One of the names that the hint stands on was put where another of them stood: `target(x)` became `online(x)`. */
function isSwapped(bound: ReadonlySet<NameKey>, base: Syntax, variant: Syntax): boolean {
  const names = [...bound].map((key) => formOf(key).name).filter((name) => /^\w+$/.test(name));
  return names.some((name) =>
    names.some((other) => base.canonical.replace(new RegExp(`\\b${name}\\b`, 'g'), other) === variant.canonical),
  );
}
