import { alignSequences } from '../align-sequences.js';
import { dataSeverity, isAnything, type ComparisonTarget } from '../comparison-target.js';
import { observed, type Finding } from '../findings.js';
import { valueInWords } from '../in-words.js';
import { isCut, stepClass, transformSteps } from './transform-steps.js';

/** A change of one data set's transforms: where the component is one of them, steps may go and none may come or change. */
export function compareTransforms(
  baseline: string,
  variant: string,
  target: ComparisonTarget,
  where: string,
): Finding[] {
  const [before, after] = [transformSteps(baseline), transformSteps(variant)];
  const { pairs, onlyLeft, onlyRight } = alignSequences(before, after, {
    pair: (of, to) => (of === to ? 2 : stepClass(of) === stepClass(to) ? 1 : 0),
  });
  const isPartial = isCut(baseline) || isCut(variant);
  const named = before.some((step) => isMeant(step, target));
  return [
    ...onlyLeft.flatMap((step) => {
      if (target.kinds.has('data') && (!named || isMeant(step, target))) return [];
      return [
        observed(
          isAnything(target) ? 'suspicious' : 'rejected',
          `${valueInWords(step)} is gone from the transforms of ${where}`,
        ),
      ];
    }),
    ...(isPartial && baseline !== variant
      ? [observed(dataSeverity(target), `the transforms of ${where} differ, and are too long to be seen in full`)]
      : []),
    ...onlyRight.flatMap((step) =>
      // A step that lay behind the cut moves before it when another goes.
      (isPartial && after.indexOf(step) >= before.length - onlyLeft.length) ||
      target.replacementClassNames?.includes(stepClass(step)) === true
        ? []
        : [observed('rejected', `${valueInWords(step)} is new among the transforms of ${where}`)],
    ),
    ...pairs.flatMap(([of, to]) =>
      of === to || (target.kinds.has('data') && differsOnlyIn(target.settingNames, of, to))
        ? []
        : [
            observed(
              'rejected',
              `a transform of ${where} is ${valueInWords(to)} where the baseline has ${valueInWords(of)}`,
            ),
          ],
    ),
  ];
}

/** Whether the component is among the baseline's transforms, and all of them have what they had. */
export function stillTransforms(baseline: string, variant: string, target: ComparisonTarget): string[] {
  const meant = (text: string) => transformSteps(text).filter((step) => isMeant(step, target));
  const [before, after] = [meant(baseline), meant(variant)];
  // Of two alike one is gone.
  if (after.length < before.length) return [];
  return meant(baseline).every((step) => after.includes(step)) ? after.map(stepClass) : [];
}

function isMeant(step: string, { classNames, moduleNames }: ComparisonTarget): boolean {
  return classNames.includes(stepClass(step)) || moduleNames.includes(stepClass(step));
}

function differsOnlyIn(names: readonly string[], one: string, other: string): boolean {
  const plain = (step: string): string =>
    names.reduce((text, name) => text.replace(new RegExp(`\\b${name}=(\\([^)]*\\)|[^,)]*)`, 'g'), `${name}=`), step);
  return names.length > 0 && plain(one) === plain(other);
}
