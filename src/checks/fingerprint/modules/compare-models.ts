import type { Fingerprint } from '../../../core/fingerprint.js';
import { isAnything, type ComparisonTarget } from '../comparison-target.js';
import type { Finding } from '../findings.js';
import { judgeAddedModules } from './judge-added-modules.js';
import { judgeAwakened } from './judge-awakened.js';
import { judgeCalls } from './judge-calls.js';
import { judgeSettings, keptModules } from './judge-kept-modules.js';
import { judgeLostModules } from './judge-lost-modules.js';
import { judgeParameters } from './judge-parameters.js';
import { judgePrecision } from './judge-precision.js';
import { judgeRenamedClasses } from './judge-renamed-classes.js';
import { judgeTargets } from './judge-targets.js';
import { judgeTraining } from './judge-training.js';
import { moduleFate } from './module-fate.js';
import { lostModules } from './lost-modules.js';
import { compareTrees, type ModelComparison } from './model-comparison.js';
import { subtreeOf, takesPart, type ModuleNode } from './module-tree.js';
import { judgeBalance } from './parameter-balance.js';

export interface ComparedModels {
  readonly comparison: ModelComparison;
  readonly findings: readonly Finding[];
}

/** Compares the root modules of two runs with all that is in them. */
export function compareModels(baseline: Fingerprint, variant: Fingerprint, target: ComparisonTarget): ComparedModels {
  const comparison = compareTrees(modelsProper(baseline), modelsProper(variant), target);
  if (comparison.variant.roots.length === 0 && comparison.baseline.roots.length > 0) {
    const [root] = comparison.baseline.roots;
    const clause = `no module was called, where the baseline calls ${root?.print.type ?? 'one'}`;
    const severity = isAnything(target) ? 'suspicious' : 'rejected';
    return { comparison, findings: [{ severity, aspect: 'structure', one: clause }] };
  }

  const kept = keptModules(comparison);
  const ofParameters = kept.map((each) => judgeParameters(comparison, each));
  const explained = new Set([
    ...lostModules(comparison).flatMap(({ node }) => subtreeOf(node)),
    ...kept.flatMap(({ node, differences }, index) =>
      differences.length > 0 || (ofParameters[index]?.length ?? 0) > 0 ? [node] : [],
    ),
    ...comparison.candidates.parameters.map(({ node }) => node),
    ...comparison.baseline.nodes.filter((node) => isOutOfUse(comparison, node)),
  ]);
  return {
    comparison,
    findings: [
      ...judgeTargets(comparison),
      ...judgeLostModules(comparison, additions(variant) < additions(baseline) ? 'branch-gone' : 'unknown'),
      ...judgeAddedModules(comparison),
      ...judgeRenamedClasses(comparison),
      ...kept.flatMap((each) => judgeSettings(comparison, each)),
      ...ofParameters.flat(),
      ...judgeTraining(comparison, kept),
      ...kept.flatMap((each) => judgeCalls(comparison, each)),
      ...kept.flatMap((each) => judgePrecision(comparison, each)),
      ...judgeAwakened(comparison),
      ...judgeBalance(comparison, explained),
    ],
  };
}

/** A loss that is a module is a root as well, when it is called by the script; it is compared as a loss. */
function modelsProper({ models, losses }: Fingerprint): Fingerprint['models'] {
  return models.filter(
    ({ type, modules }) =>
      !losses.some((loss) => loss.type === type) || modules.some(({ parameters }) => parameters.length > 0),
  );
}

/** Dead in the baseline, and dead or gone in the variant: no concern of anybody's. */
function isOutOfUse({ alignment }: ModelComparison, node: ModuleNode): boolean {
  const now = alignment.counterpart.get(node);
  return moduleFate(node, alignment).kind === 'unused' && (now === undefined || !takesPart(now));
}

function additions({ operations }: Fingerprint): number {
  return Object.entries(operations).reduce(
    (sum, [name, count]) => (name.startsWith('AddBackward') ? sum + count : sum),
    0,
  );
}
