import type { ModelPrint } from '../../../core/fingerprint.js';
import { isTargetSetting, type ComparisonTarget } from '../comparison-target.js';
import { alignModules, type ModuleAlignment } from './align-modules.js';
import { moduleFate } from './module-fate.js';
import { settingDifferences } from './module-settings.js';
import { ancestorsOf, buildForest, orderSpan, rootOf, subtreeOf, type Forest, type ModuleNode } from './module-tree.js';
import { selectCandidates, type Candidates } from './select-candidates.js';

/** Two runs' modules, paired, and what of them is the component. What all judgements on modules start from. */
export interface ModelComparison {
  readonly target: ComparisonTarget;
  readonly baseline: Forest;
  readonly variant: Forest;
  readonly alignment: ModuleAlignment;
  readonly candidates: Candidates;
  /** Modules of the baseline that are the component: all of these should be gone. */
  readonly targets: ReadonlySet<ModuleNode>;
  /** Modules of which one setting is the component: these may change in it, and what follows from it. */
  readonly adjusted: ReadonlySet<ModuleNode>;
}

export function compareTrees(
  baselineModels: readonly ModelPrint[],
  variantModels: readonly ModelPrint[],
  target: ComparisonTarget,
): ModelComparison {
  const baseline = buildForest(baselineModels);
  const variant = buildForest(variantModels);
  const candidates = selectCandidates(baseline, target);
  const alignment = alignModules(baseline, variant, candidates.modules);
  const adjusted = new Set([...alignment.counterpart].flatMap(([of, to]) => (isAdjusted(of, to, target) ? [of] : [])));
  const targets = resolveTargets({ target, baseline, alignment, candidates, adjusted });
  return { target, baseline, variant, alignment, candidates, targets, adjusted };
}

/** Whether the module is the component or lies inside it. */
export function belongsToTarget({ targets }: ModelComparison, node: ModuleNode): boolean {
  return targets.has(node) || ancestorsOf(node).some((above) => targets.has(above));
}

/** Whether some of the component lies inside the module. */
export function holdsTarget({ targets }: ModelComparison, node: ModuleNode): boolean {
  return subtreeOf(node).some((below) => below !== node && targets.has(below));
}

/** Whether the module holds nothing that computes but the component. */
export function holdsOnlyTarget(comparison: ModelComparison, node: ModuleNode): boolean {
  if (comparison.targets.has(node)) return true;
  if (node.children.length === 0 || node.print.parameters.length > 0) return false;
  return node.children.every((child) => holdsOnlyTarget(comparison, child));
}

/**
 * The order of the component's first call: what was called before it can't follow from its removal.
 * Absent where the component is no module, so that nothing is known to come before it.
 */
export function targetOrder({ targets, adjusted, candidates }: ModelComparison): number | undefined {
  const places = [...targets, ...adjusted, ...candidates.parameters.map(({ node }) => node)];
  const orders = places.flatMap((node) => orderSpan(node)?.first ?? []);
  return orders.length === 0 ? undefined : Math.min(...orders);
}

/** Whether a whole root of the baseline was taken out as the component. */
export function targetRoots({ targets }: ModelComparison): ModuleNode[] {
  return [...targets].filter((node) => rootOf(node) === node);
}

function resolveTargets(
  found: Pick<ModelComparison, 'target' | 'baseline' | 'alignment' | 'candidates' | 'adjusted'>,
): Set<ModuleNode> {
  const { target, alignment, candidates, adjusted } = found;
  const alive = [...candidates.modules].filter((node) => moduleFate(node, alignment).kind !== 'unused');
  switch (candidates.by) {
    case 'name':
      return new Set(alive.filter((node) => !adjusted.has(node)));
    case 'class': {
      const touched = alive.filter((node) => moduleFate(node, alignment).kind !== 'kept');
      if (touched.length > 0) return new Set(touched);
      return new Set(adjusted.size > 0 || !canOnlyBeModules(target) ? [] : alive);
    }
    case 'none':
      return presumedRoots(found);
  }
}

/** Otherwise the class may be a transform's, a loss's or an optimizer's, and is looked for there as well. */
function canOnlyBeModules({ kinds }: ComparisonTarget): boolean {
  return kinds.has('modules') && [...kinds].every((kind) => kind === 'modules' || kind === 'other');
}

/**
 * A root has no name, for nothing holds it: a teacher or an averaged copy is only known by the variable.
 * Where no module has the component's names or classes, a root that is gone is taken to be it.
 */
function presumedRoots({
  target,
  baseline,
  alignment,
}: Pick<ModelComparison, 'target' | 'baseline' | 'alignment'>): Set<ModuleNode> {
  if (target.moduleNames.length === 0 || !target.kinds.has('modules')) return new Set();
  const gone = baseline.roots.filter((root) => moduleFate(root, alignment).kind === 'gone');
  return new Set(gone.length < baseline.roots.length ? gone : []);
}

function isAdjusted(of: ModuleNode, to: ModuleNode, target: ComparisonTarget): boolean {
  if (of.print.type !== to.print.type) return false;
  return settingDifferences(of.print.type, of.print.settings, to.print.settings).some(({ name }) =>
    isModuleSetting(target, of, name),
  );
}

/** Whether a setting of a module is the component; `dropout=0.1` of a block is the `p` of the Dropout in it. */
export function isModuleSetting(target: ComparisonTarget, { print }: ModuleNode, name: string): boolean {
  const owners = target.settingOwners ?? [];
  const isGivenElsewhere = owners.length > 0 && owners.every((owner) => /^[a-z]/.test(owner));
  if (isGivenElsewhere) return false;
  if (isTargetSetting(target, 'modules', name)) return true;
  const isDropProbability = print.type.includes('Drop') && ['p', 'drop_prob', 'positional 0'].includes(name);
  return isDropProbability && target.settingNames.some((setting) => /drop/i.test(setting));
}
