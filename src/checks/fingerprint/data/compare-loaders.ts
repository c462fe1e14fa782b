import type { Fingerprint, LoaderPrint } from '../../../core/fingerprint.js';
import { alignSequences } from '../align-sequences.js';
import { dataSeverity, isTargetSetting, type ComparisonTarget } from '../comparison-target.js';
import { differs, observed, type Finding } from '../findings.js';
import { countInWords, valueInWords, withThousands } from '../in-words.js';
import { compareSettings } from '../settings/compare-settings.js';
import { compareTransforms, stillTransforms } from './compare-transforms.js';

/** Compares what was loaded: the data sets with their transforms and contents, and how they are drawn from. */
export function compareLoaders(baseline: Fingerprint, variant: Fingerprint, target: ComparisonTarget): Finding[] {
  const { pairs, onlyLeft, onlyRight } = alignSequences(baseline.loaders, variant.loaders, { pair: likeness });
  return [
    ...onlyLeft.map((loader) => observed('rejected', `a loader is gone: ${inWords(loader)}`)),
    ...onlyRight.map((loader) => observed('rejected', `a loader is new: ${inWords(loader)}`)),
    ...pairs.flatMap(([of, to]) => compareLoader(of, to, target, whereOf(of, baseline.loaders))),
    ...judgeTransformsStay(pairs, target),
  ];
}

function compareLoader(of: LoaderPrint, to: LoaderPrint, target: ComparisonTarget, where: string): Finding[] {
  const isData = target.kinds.has('data');
  const findings: Finding[] = [];
  if (of.datasetType !== to.datasetType) {
    const wraps = isData && target.classNames.includes(of.datasetType);
    findings.push(observed(wraps ? 'note' : 'rejected', `the data set of ${where} is ${to.datasetType}`));
  }
  if (of.datasetLength !== to.datasetLength) {
    findings.push(differs(`the length of ${where}`, lengthInWords(to), lengthInWords(of)));
  }
  findings.push(
    ...compareSettings(of.settings, to.settings, {
      target,
      kind: 'data',
      owner: where,
      ignored: (name) => HOW_FAST.has(name) || (isDrawing(name) && drawingIsTarget(target)),
    }),
    ...speedNotes(of, to, where),
    ...compareTransforms(of.transforms, to.transforms, target, where),
  );
  if (!isData) {
    const severity = dataSeverity(target);
    findings.push(...judgeHashes(severity, of.samples, to.samples, { what: 'sample', where }));
    findings.push(...judgeHashes(severity, of.contents, to.contents, { what: 'the data', where }));
  }
  return findings;
}

/** Settings that only say how fast samples come. */
const HOW_FAST = new Set(
  'num_workers workers pin_memory prefetch_factor persistent_workers timeout pin_memory_device multiprocessing_context'.split(
    ' ',
  ),
);

/** A sampler, and whether to shuffle, are one choice. */
function isDrawing(name: string): boolean {
  return name === 'sampler' || name === 'shuffle' || name === 'batch_sampler';
}

function drawingIsTarget(target: ComparisonTarget): boolean {
  return ['sampler', 'shuffle', 'batch_sampler'].some((name) => isTargetSetting(target, 'data', name));
}

function speedNotes(of: LoaderPrint, to: LoaderPrint, where: string): Finding[] {
  return [...HOW_FAST].flatMap((name) =>
    of.settings[name] === to.settings[name]
      ? []
      : [differs(`${name} of ${where}`, valueInWords(to.settings[name]), valueInWords(of.settings[name]), 'note')],
  );
}

function judgeHashes(
  severity: Finding['severity'],
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  { what, where }: { readonly what: string; readonly where: string },
): Finding[] {
  if (Object.keys(after).length === 0) return [];
  return Object.keys(before).flatMap((name) => {
    if (before[name] === after[name]) return [];
    const [one, many] =
      name in after
        ? ["differs from the baseline's", "differ from the baseline's"]
        : ['is not there any more', 'are not there any more'];
    const subject = `${what} ${name}`;
    return [{ severity, aspect: 'observed-settings', subject, one: `of ${where} ${one}`, many: `of ${where} ${many}` }];
  });
}

/** A transform that is the component must be gone from at least one of the data sets that have it. */
function judgeTransformsStay(
  pairs: readonly (readonly [LoaderPrint, LoaderPrint])[],
  target: ComparisonTarget,
): Finding[] {
  if (!target.kinds.has('data') || target.settingNames.length > 0) return [];
  const having = pairs.filter(([of]) => stillTransforms(of.transforms, of.transforms, target).length > 0);
  const still = having.map(([of, to]) => stillTransforms(of.transforms, to.transforms, target));
  if (having.length === 0 || still.some((names) => names.length === 0)) return [];
  return [...new Set(still.flat())].map((name) => ({
    severity: 'rejected',
    aspect: 'completeness',
    one: `${name} still takes part in the transforms`,
  }));
}

/** How much two loaders look like one: the data set first, then its length, then how it is drawn from. */
function likeness(of: LoaderPrint, to: LoaderPrint): number {
  return (
    0.5 +
    (of.datasetType === to.datasetType ? 1 : 0) +
    (of.datasetLength === to.datasetLength ? 1 : 0) +
    (of.settings.batch_size === to.settings.batch_size ? 0.25 : 0) +
    (of.transforms === to.transforms ? 0.25 : 0)
  );
}

function whereOf(loader: LoaderPrint, all: readonly LoaderPrint[]): string {
  return all.length === 1 ? 'the loader' : `loader ${all.indexOf(loader) + 1} (${inWords(loader)})`;
}

function inWords({ datasetType, datasetLength }: LoaderPrint): string {
  return datasetLength === undefined ? datasetType : `${datasetType} of ${countInWords(datasetLength, 'sample')}`;
}

function lengthInWords({ datasetLength }: LoaderPrint): string {
  return datasetLength === undefined ? 'not known' : withThousands(datasetLength);
}
