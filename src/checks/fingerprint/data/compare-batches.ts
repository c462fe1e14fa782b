import type { Fingerprint, TensorPrint } from '../../../core/fingerprint.js';
import { isAnything, type ComparisonTarget } from '../comparison-target.js';
import { alignSequences } from '../align-sequences.js';
import { countInWords } from '../in-words.js';
import { parseTensors } from '../modules/tensor-shapes.js';
import { observed, type Finding } from '../findings.js';
import { isBeforeTarget } from '../modules/judge-kept-modules.js';
import { targetOrder, type ModelComparison } from '../modules/model-comparison.js';
import { orderSpan, subtreeOf, type ModuleNode } from '../modules/module-tree.js';

/** Compares what entered each root module at its first call. */
export function compareBatches(target: ComparisonTarget, comparison: ModelComparison): Finding[] {
  const { baseline, variant, alignment } = comparison;
  const forTarget = givenToTargets(comparison);
  return baseline.roots.flatMap((root, index) => {
    const now = alignment.counterpart.get(root);
    const before = baseline.models[index]?.inputs ?? [];
    const after = variant.models[variant.roots.findIndex((other) => other === now)]?.inputs ?? [];
    return now === undefined
      ? []
      : compareInputs(before, after, { allowed: freedom(root, target, comparison), label: root.label, forTarget });
  });
}

/** How far a root's input may be another: not at all, in its features, also in type and number, or a person must look. */
type Freedom = 'none' | 'features' | 'data' | 'unknown';

const SEVERITY = { none: 'rejected', features: 'note', data: 'note', unknown: 'suspicious' } as const;

function freedom(root: ModuleNode, target: ComparisonTarget, comparison: ModelComparison): Freedom {
  if (target.kinds.has('data')) return 'data';
  if (isAnything(target)) return 'unknown';
  const first = targetOrder(comparison);
  const isInAnother = ![...comparison.targets].some((node) => contains(root, node));
  const isAfter = first !== undefined && (orderSpan(root)?.first ?? 0) > first && !isBeforeTarget(comparison, root);
  return isInAnother && isAfter ? 'features' : 'none';
}

function contains(root: ModuleNode, node: ModuleNode): boolean {
  return node === root || (node.parent !== undefined && contains(root, node.parent));
}

interface InputContext {
  readonly allowed: Freedom;
  readonly label: string;
  /** What the component's own modules were given: an input of the model that is gone may have been for them. */
  readonly forTarget: ReadonlySet<string>;
}

function givenToTargets({ targets, target, baseline }: ModelComparison): Set<string> {
  const called = baseline.nodes.filter(({ segment }) => target.calledNames?.includes(segment) === true);
  const given = [...targets, ...called].flatMap(subtreeOf).flatMap(({ print }) => parseTensors(print.input));
  return new Set(given.map(textOf));
}

function textOf({ dtype, shape }: { readonly dtype: string; readonly shape: readonly number[] }): string {
  return `${dtype}[${shape.join()}]`;
}

function likeness(one: TensorPrint, other: TensorPrint): number {
  return (one.dtype === other.dtype ? 1 : 0) + (one.shape.join() === other.shape.join() ? 1 : 0);
}

function compareInputs(
  before: readonly TensorPrint[],
  after: readonly TensorPrint[],
  { allowed, label, forTarget }: InputContext,
): Finding[] {
  const findings: Finding[] = [];
  const says = (clause: string): void => {
    findings.push(observed(SEVERITY[allowed], clause));
  };
  if (before.length !== after.length) {
    const clause = `${label} is given ${countInWords(after.length, 'tensor')} where the baseline gives it ${before.length}`;
    if (after.length > before.length) return [observed(SEVERITY[allowed === 'features' ? 'none' : allowed], clause)];
    const { pairs, onlyLeft } = alignSequences(before, after, { pair: likeness });
    const isForTargetOnly = onlyLeft.every((tensor) => forTarget.has(textOf(tensor)));
    return [
      observed(isForTargetOnly ? 'note' : SEVERITY[allowed], clause),
      ...compareInputs(
        pairs.map(([one]) => one),
        pairs.map(([, other]) => other),
        { allowed, label, forTarget },
      ),
    ];
  }
  for (const [index, one] of before.entries()) {
    const other = after[index];
    if (other === undefined) continue;
    const which = before.length === 1 ? label : `input ${index + 1} of ${label}`;
    if (one.shape[0] !== other.shape[0] && one.shape.length > 0) {
      findings.push(
        observed(
          'rejected',
          `the first batch of ${which} has ${sizeOf(other)} samples where the baseline has ${sizeOf(one)}`,
        ),
      );
    } else if (one.shape.join() !== other.shape.join()) {
      says(`the first batch of ${which} is ${shapeOf(other)} where the baseline has ${shapeOf(one)}`);
    }
    if (one.dtype !== other.dtype) says(`${which} is given ${other.dtype} where the baseline has ${one.dtype}`);
    if (one.device !== other.device) {
      findings.push(observed('rejected', `${which} is on ${other.device} where the baseline is on ${one.device}`));
    }
  }
  return findings;
}

function sizeOf({ shape }: TensorPrint): string {
  return String(shape[0] ?? 0);
}

function shapeOf({ shape }: TensorPrint): string {
  return shape.join('×');
}

/**
 * Whether chance began the same. A removal shifts the stream of random numbers, so another order of the
 * first batch says something only where the state was another before the first module was made.
 */
export function compareRandomness(baseline: Fingerprint, variant: Fingerprint, target: ComparisonTarget): Finding[] {
  const [state, stateNow] = [baseline.randomState, variant.randomState];
  if (state !== undefined && stateNow !== undefined && state !== stateNow) {
    const clause =
      "the random state before the model's construction differs: another seed, or random numbers drawn before it";
    if (target.kinds.has('data')) return [observed('note', clause)];
    return [observed(target.kinds.has('other') ? 'suspicious' : 'rejected', clause)];
  }
  const [hash, hashNow] = [firstHash(baseline), firstHash(variant)];
  if (hash === undefined || hashNow === undefined || hash === hashNow) return [];
  return [observed('note', 'random stream shifted')];
}

function firstHash({ models }: Fingerprint): string | undefined {
  return models[0]?.inputs.find(({ sha256 }) => sha256 !== undefined)?.sha256;
}
