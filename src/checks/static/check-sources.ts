import type { CodeComponent, Component } from '../../core/component.js';
import { unreachable } from '../../core/unreachable.js';
import type { Evidence } from '../../core/verdict.js';
import { attributeKey, type NameKey } from '../syntax/name-key.js';
import type { Project } from '../../source/project.js';
import type { ChangeKind, ComparisonTarget, DeclaredChange } from '../fingerprint/comparison-target.js';
import { declaredChangeOf } from './declared-change.js';
import { kindsInWords, kindsOf } from './change-kinds.js';
import { comparisonTargetOf } from './comparison-target-of.js';
import { switchedOffNames } from './check-config.js';
import { compareSources, type Comparison } from './comparison.js';
import { describeDifference } from './describe-difference.js';
import { explainDifferences } from './explain-differences.js';
import { findNovelties } from './find-novelties.js';
import { judgeCompleteness } from './judge-completeness.js';
import { judgeEvaluationMode } from './lost-evaluation-mode.js';
import { judgeOtherUses } from './other-uses.js';
import { judgeProportion } from './judge-proportion.js';
import { checkRegions } from './check-regions.js';
import { regionOf, type Region } from './hinted-region.js';
import { namesGivenOnly } from './names-given-only.js';
import { targetOf, type Target } from './target.js';

const TRAINING = new Set(['torch', 'keras', 'tensorflow', 'flax', 'lightning', 'pytorch_lightning']);

/** What comparing the Python sources of a variant with the baseline's found. */
export interface SourceCheck {
  readonly evidence: readonly Evidence[];
  /** By what the component is recognised in a running script. */
  readonly target: ComparisonTarget;
}

/**
 * The static check of marked code: every difference is the component or follows from it, nothing protected
 * changed, nothing forbidden came, and the component is gone. Several components are judged as one trial; `others` are no part of it.
 */
export function checkSources(
  base: Project,
  variant: Project,
  components: readonly Component[],
  others: readonly Component[],
): SourceCheck {
  const marked = components.filter((component) => component.kind === 'code');
  const comparison = compareSources(base, variant, marked);
  const targets = marked.flatMap((component) => targetOf(component, base, comparison.baseNames) ?? []);
  const regions = components.flatMap((component) => (component.kind === 'hint' ? regionOf(component, base) : []));
  const configNames = switchedOffNames(
    base,
    components.filter((component) => component.kind === 'config'),
  );
  const target: ComparisonTarget = {
    ...comparisonTargetOf(targets, comparison.baseNames, kindsOfUnmarked(components, regions, comparison)),
    configuredNames: configNames,
    isTraining: base.externalImports.some((name) => TRAINING.has(name.split('.')[0] ?? name)),
  };
  const isSame = [comparison.differences, comparison.added, comparison.removed].every(({ length }) => length === 0);
  // Arguments and configuration change nothing in the sources.
  if (isSame && marked.length + regions.length === 0) {
    return { evidence: [], target: { ...target, declaredChange: 'value' } };
  }
  const declared = marked.length < components.length ? undefined : declaredChangeOf(comparison, targets);
  if (declared !== undefined) return { evidence: [], target: { ...target, declaredChange: declared } };
  if (isSame) return { evidence: [unchanged()], target };
  const unasked = others.filter((component) => component.kind === 'code');
  const evidence = withoutRepetition(evidenceOf(comparison, targets, regions, configNames, unasked));
  const change = marked.length > 0 ? undefined : approvedChange(regions, evidence);
  return { evidence, target: change === undefined ? target : { ...target, declaredChange: change } };
}

/** What is observed follows from lines that a person approved the change of, unless the sources show more than that. */
function approvedChange(regions: readonly Region[], evidence: readonly Evidence[]): DeclaredChange | undefined {
  const isApproved = regions.length > 0 && regions.every(({ approved }) => approved !== undefined);
  return isApproved && evidence.every(({ severity }) => severity === 'note') ? 'approved' : undefined;
}

function evidenceOf(
  comparison: Comparison,
  targets: readonly Target[],
  regions: readonly Region[],
  configNames: readonly string[],
  others: readonly CodeComponent[],
): Evidence[] {
  const whole = joined(targets, namesGivenOnly(comparison, configNames.map(attributeKey)));
  const onOneSide = filesOfOneSide(comparison);
  if (regions.length > 0) {
    return [
      ...targets.flatMap((target) => judgeCompleteness(comparison, target)),
      ...checkRegions(comparison, regions, whole, others),
      ...onOneSide,
    ];
  }
  if (whole === undefined) return [...comparison.differences.map(describeDifference), ...onOneSide];
  const { explained, unexplained, evidence } = explainDifferences(comparison, whole);
  return [
    ...targets.flatMap((target) => judgeCompleteness(comparison, target)),
    ...targets.flatMap((target) => judgeOtherUses(comparison, target)),
    ...judgeEvaluationMode(comparison, whole),
    ...findNovelties(comparison.differences),
    ...unexplained.map(describeDifference),
    ...evidence,
    ...onOneSide,
    ...judgeProportion(comparison, explained),
  ];
}

/** A trial that removes several components has the names and places of all. */
function joined(targets: readonly Target[], switchedOff: ReadonlySet<NameKey>): Target | undefined {
  if (targets.length + switchedOff.size === 0) return undefined;
  return {
    replacement: targets[0]?.replacement,
    nodes: targets.flatMap((target) => target.nodes),
    bound: new Set(targets.flatMap((target) => [...target.bound])),
    switchedOff,
    reads: new Set(targets.flatMap((target) => [...target.reads])),
  };
}

function filesOfOneSide({ added, removed }: Comparison): Evidence[] {
  return [
    ...added.map((file): Evidence => ({
      severity: 'rejected',
      aspect: 'confinement',
      message: `${file} is a new file that the script imports`,
    })),
    ...removed.map((file): Evidence => ({
      severity: 'note',
      aspect: 'confinement',
      message: `${file} is not imported any more`,
    })),
  ];
}

function unchanged(): Evidence {
  return {
    severity: 'rejected',
    aspect: 'completeness',
    message: 'the variant is the baseline: nothing that Python executes differs',
  };
}

/** One line per place and cause; the first named stays. */
function withoutRepetition(evidence: readonly Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return evidence.filter(({ place, message, severity }) => {
    const key = severity === 'note' ? message : `${place ?? ''} ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** A setting of a file may govern anything; a hint says what it is about. */
function kindsOfUnmarked(
  components: readonly Component[],
  regions: readonly Region[],
  { baseNames }: Comparison,
): ReadonlySet<ChangeKind> {
  return new Set(
    components.flatMap((component): ChangeKind[] => {
      switch (component.kind) {
        case 'code':
          return [];
        case 'hint':
          return [
            ...kindsInWords(component.hint),
            ...kindsOf(
              regions.flatMap(({ hint, statement }) => (hint === component ? [statement] : [])),
              baseNames,
            ),
          ];
        case 'config':
        case 'argument':
          return ['data'];
        default:
          return unreachable(component);
      }
    }),
  );
}
