import type { Evidence } from '../../../core/verdict.js';
import type { Finding } from '../findings.js';
import type { KeptModule } from './judge-kept-modules.js';
import type { ModelComparison } from './model-comparison.js';
import { sizeOf } from './module-tree.js';
import type { ParameterPrint } from '../../../core/fingerprint.js';

/** Whether what stays is trained as before: its gradients, its place in the optimizer, and nothing frozen. */
export function judgeTraining(comparison: ModelComparison, kept: readonly KeptModule[]): Finding[] {
  const gradientLost = kept.map((each) =>
    select(each, (before, after) => before.hasGradient && !after.hasGradient && after.trainable),
  );
  return [
    ...kept.flatMap((each) => judgeTrainable(comparison, each)),
    ...kept.flatMap((each) => judgeOptimized(each)),
    ...judgeLostGradients(comparison, kept, gradientLost),
    ...kept.flatMap((each) => judgeNewGradients(comparison, each)),
  ];
}

function judgeTrainable({ target }: ModelComparison, kept: KeptModule): Finding[] {
  const frozen = select(kept, (before, after) => before.trainable && !after.trainable);
  const freed = select(kept, (before, after) => !before.trainable && after.trainable);
  const isMeant = target.settingNames.includes('requires_grad') || target.kinds.has('other');
  return [
    ...about(
      kept,
      frozen,
      'rejected',
      'is frozen, though the baseline trains it',
      'are frozen, though the baseline trains them',
    ),
    ...about(
      kept,
      freed,
      isMeant ? 'note' : 'rejected',
      'is trained, though the baseline keeps it frozen',
      'are trained, though the baseline keeps them frozen',
    ),
  ];
}

function judgeOptimized(kept: KeptModule): Finding[] {
  const dropped = select(kept, (before, after) => before.isOptimized && !after.isOptimized && after.trainable);
  const taken = select(kept, (before, after) => !before.isOptimized && after.isOptimized && before.trainable);
  return [
    ...about(kept, dropped, 'rejected', 'is no longer in any optimizer', 'are no longer in any optimizer'),
    ...about(
      kept,
      taken,
      'rejected',
      'is in an optimizer, though it is in none of the baseline',
      'are in an optimizer, though they are in none of the baseline',
    ),
  ];
}

/**
 * A module that is called and learns nothing any more may have served only the component: what it gives is
 * computed and thrown away. Without a module that is the component (a term of the loss, a scale) that is the
 * rule rather than the exception. More than half of what learned is a model that no longer trains.
 */
function judgeLostGradients(
  comparison: ModelComparison,
  kept: readonly KeptModule[],
  lost: readonly (readonly ParameterPrint[])[],
): Finding[] {
  const all = sizeOf(kept.flatMap(({ node }) => node.print.parameters.filter(({ hasGradient }) => hasGradient)));
  const isMost = sizeOf(lost.flat()) * 2 > all;
  const isModule = comparison.targets.size > 0;
  const severity = isMost ? 'rejected' : isModule ? 'suspicious' : 'note';
  return kept.flatMap((each, index) =>
    about(
      each,
      lost[index] ?? [],
      severity,
      'is called and gets no gradient any more',
      'are called and get no gradient any more',
    ),
  );
}

function judgeNewGradients({ target }: ModelComparison, kept: KeptModule): Finding[] {
  const gained = select(kept, (before, after) => before.trainable && !before.hasGradient && after.hasGradient);
  const severity = target.kinds.has('other') ? 'note' : 'suspicious';
  return about(
    kept,
    gained,
    severity,
    'gets a gradient, which it does not in the baseline',
    'get a gradient, which they do not in the baseline',
  );
}

/** The variant's parameters of a module that relate to the baseline's of the same name in this way. */
function select(
  { node, now }: KeptModule,
  which: (before: ParameterPrint, after: ParameterPrint) => boolean,
): ParameterPrint[] {
  return now.print.parameters.filter((after) => {
    const before = node.print.parameters.find(({ name }) => name === after.name);
    return before !== undefined && which(before, after);
  });
}

function about(
  { node }: KeptModule,
  parameters: readonly ParameterPrint[],
  severity: Evidence['severity'],
  one: string,
  many: string,
): Finding[] {
  if (parameters.length === 0) return [];
  return [{ severity, aspect: 'structure', subject: node.label, one, many, parameters: sizeOf(parameters) }];
}
