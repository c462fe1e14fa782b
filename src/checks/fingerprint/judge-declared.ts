import { isNamed, type ComparisonTarget, type DeclaredChange } from './comparison-target.js';
import type { Finding } from './findings.js';

/** What was found of a variant, apart by what it is about. */
export interface Consequences {
  /** Of the model, what it computes and what it is given. */
  readonly ofTheWhole: readonly Finding[];
  /** Of the optimizer, the scheduler and the loss. */
  readonly ofTraining: readonly Finding[];
}

/**
 * What follows from a change that the component itself asks for. It is never a fault of the variant; but a script
 * that ties something else to the marked place (another learning rate, one more layer gone) makes one look.
 */
export function judgeDeclared(
  { ofTheWhole, ofTraining }: Consequences,
  change: DeclaredChange,
  target: ComparisonTarget,
): Finding[] {
  const isAboutTraining = (['optimizer', 'scheduler', 'loss'] as const).some((kind) => target.kinds.has(kind));
  const isOnlyTraining = change !== 'approved' && !isNamed(target) && ofTheWhole.length === 0;
  return [
    ...ofTheWhole.flatMap((finding) => atMost(change === 'part' ? 'suspicious' : 'note', finding)),
    ...ofTraining.flatMap((finding) => atMost(isAboutTraining || isOnlyTraining ? 'note' : 'suspicious', finding)),
  ];
}

/** That the marked place is still there, only otherwise, is what was asked for. */
function atMost(severity: 'note' | 'suspicious', finding: Finding): Finding[] {
  if (finding.severity === 'note') return [finding];
  return finding.aspect === 'completeness' ? [] : [{ ...finding, severity }];
}
