import type { Fingerprint } from '../../core/fingerprint.js';
import type { Finding } from './findings.js';
import { withArticle } from './in-words.js';
import type { ModuleAlignment } from './modules/align-modules.js';
import { moduleFate } from './modules/module-fate.js';
import { lostModules } from './modules/lost-modules.js';
import { isDropout, isElementwise, isNeutral, isPlainNorm } from './modules/module-classes.js';
import type { ModelComparison } from './modules/model-comparison.js';
import { rootOf, subtreeOf, type ModuleNode } from './modules/module-tree.js';
import { countByFamily, unfused } from './operation-counts.js';

/**
 * Whether the graph of the loss lost what the component's module did there: at least something, for a
 * function may do the same without the module; and, for a norm or a dropout, which are one operation each,
 * nothing but that.
 */
export function judgeTargetOperations(
  baseline: Fingerprint,
  variant: Fingerprint,
  comparison: ModelComparison,
): Finding[] {
  if (Object.keys(baseline.operations).length === 0 || Object.keys(variant.operations).length === 0) return [];
  const gone = [...comparison.targets].filter((node) => isOutOfPlay(node, comparison.alignment));
  if (gone.length < comparison.targets.size) return [];
  return [...judgeStandIn(baseline, variant, comparison, gone), ...judgeOnlyThat(baseline, variant, comparison, gone)];
}

/** The graph is the same, operation by operation, without the module: something else does its work. */
function judgeStandIn(
  baseline: Fingerprint,
  variant: Fingerprint,
  { baseline: forest, alignment, candidates }: ModelComparison,
  gone: readonly ModuleNode[],
): Finding[] {
  const modules = gone.filter((node) => leavesATrace(node, forest.nodes, alignment)).map(({ label }) => label);
  const parameters = candidates.parameters.flatMap(({ node, parameter: { name, hasGradient } }) => {
    const isThere = alignment.counterpart.get(node)?.print.parameters.some((other) => other.name === name) === true;
    return hasGradient && !isThere ? [name] : [];
  });
  const names = [...modules, ...parameters];
  if (names.length === 0 || !isSameRecord(baseline.operations, variant.operations)) return [];
  return names.map((subject) => ({
    severity: 'suspicious',
    aspect: 'completeness',
    subject,
    one: `is ${STANDS_IN} it`,
    many: `are ${STANDS_IN} them`,
  }));
}

const STANDS_IN = 'gone, yet the loss is computed by the same operations: something may stand in for';

/** Whether a gradient passed through it, so that it must be in the graph. */
function leavesATrace(node: ModuleNode, all: readonly ModuleNode[], alignment: ModuleAlignment): boolean {
  if (isNeutral(node)) return false;
  // What a wrapper held goes on without it.
  if (subtreeOf(node).some((part) => hasGradient(part) && isOutOfPlay(part, alignment))) return true;
  const { order } = node.print;
  if (order === undefined || !isElementwise(node)) return false;
  return all.some(
    (other) => rootOf(other) === rootOf(node) && (other.print.order ?? Infinity) < order && hasGradient(other),
  );
}

function isOutOfPlay(node: ModuleNode, alignment: ModuleAlignment): boolean {
  const { kind } = moduleFate(node, alignment);
  return kind === 'gone' || kind === 'neutral';
}

function hasGradient({ print }: ModuleNode): boolean {
  return print.parameters.some((parameter) => parameter.hasGradient);
}

function judgeOnlyThat(
  baseline: Fingerprint,
  variant: Fingerprint,
  comparison: ModelComparison,
  gone: readonly ModuleNode[],
): Finding[] {
  const isSingle = gone.length > 0 && gone.every((node) => isPlainNorm(node) || isDropout(node));
  if (!isSingle || lostModules(comparison).length > 0) return [];
  const [before, after] = [countByFamily(baseline.operations), countByFamily(variant.operations)];
  const fell = [...before].flatMap(([family, count]) => {
    const layout = unfused(family, variant.operations, baseline.operations);
    const fewer = count - (after.get(family) ?? 0) - layout;
    return fewer > 0 ? [{ family, count, now: after.get(family) ?? 0 }] : [];
  });
  const isOwn = (family: string): boolean =>
    gone.some((node) => (isDropout(node) ? /^scaling$|Dropout|Bernoulli/.test(family) : family.includes('Norm')));
  // A class of the user's own by the same name may be made of anything.
  if (!fell.some(({ family }) => isOwn(family))) return [];
  const classes = [...new Set(gone.map(({ print }) => print.type))].map(withArticle).join(' or ');
  return fell
    .filter(({ family }) => !isOwn(family))
    .map(({ family, count, now }) => ({
      severity: 'suspicious',
      aspect: 'structure',
      one: `more than ${classes} is gone: of ${nameOf(family)}, ${now} lead to the loss where the baseline has ${count}`,
    }));
}

function nameOf(family: string): string {
  if (family === 'addition') return 'additions';
  if (family === 'scaling') return 'multiplications';
  return `${family} operations`;
}

function isSameRecord(one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => (one[name] ?? 0) === (other[name] ?? 0));
}
