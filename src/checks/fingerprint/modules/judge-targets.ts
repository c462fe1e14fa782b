import { unreachable } from '../../../core/unreachable.js';
import type { CheckAspect, Evidence } from '../../../core/verdict.js';
import type { Finding } from '../findings.js';
import { valueInWords, withArticle } from '../in-words.js';
import { moduleFate } from './module-fate.js';
import { isModuleSetting, type ModelComparison } from './model-comparison.js';
import { settingDifferences } from './module-settings.js';
import { isNeutral } from './module-classes.js';
import { parametersBelow, sizeOf, subtreeOf, takesPart, type ModuleNode } from './module-tree.js';
import { lostReparametrization } from './reparametrization.js';

/** Whether each module and parameter that is the component is really out of play. */
export function judgeTargets(comparison: ModelComparison): Finding[] {
  return [
    ...[...comparison.targets].flatMap((node) => judgeTarget(comparison, node)),
    ...comparison.candidates.parameters.flatMap((held) => judgeParameter(comparison, held)),
    ...judgeOccurrence(comparison),
  ];
}

function judgeTarget(comparison: ModelComparison, node: ModuleNode): Finding[] {
  const fate = moduleFate(node, comparison.alignment);
  switch (fate.kind) {
    case 'gone':
      return survivors(comparison, node);
    case 'neutral':
    case 'unused':
      return [];
    case 'replaced':
      return judgeReplacement(comparison, node, fate.now);
    case 'idle':
      return judgeLeftover(comparison, node, fate.now, 'calls');
    case 'hollow':
      return judgeLeftover(comparison, node, fate.now, 'uses');
    case 'kept':
      return judgeKept(comparison, node, fate.now);
    default:
      return unreachable(fate);
  }
}

/** Parts of a component that is gone may go on elsewhere; what a mere wrapper held must go on. */
function survivors(comparison: Pick<ModelComparison, 'alignment' | 'target'>, node: ModuleNode): Finding[] {
  const { alignment, target } = comparison;
  const isWrapper = target.classNames.includes(node.print.type) && isOnlyAround(node, alignment);
  return node.children.flatMap((child) => {
    const now = alignment.counterpart.get(child);
    if (now === undefined) return survivors(comparison, child);
    if (!takesPart(now) || (isWrapper && !target.classNames.includes(child.print.type))) return [];
    return [stillTakesPart(child)];
  });
}

/** Whether all that learned inside of it goes on: it added nothing that has parameters. */
function isOnlyAround(node: ModuleNode, { counterpart }: ModelComparison['alignment']): boolean {
  return subtreeOf(node).every((part) => part.print.parameters.length === 0 || counterpart.has(part));
}

function judgeReplacement({ target }: ModelComparison, node: ModuleNode, now: ModuleNode): Finding[] {
  if (target.replacementClassNames?.includes(now.print.type) === true) return [];
  // It did nothing before, so nothing is what may stand there.
  if (isNeutral(node) && isNeutral(now)) return [];
  const parameters = parametersBelow(now);
  const one = `was replaced by ${withArticle(now.print.type)}`;
  const many = `were replaced by ${withArticle(now.print.type)}`;
  if (parameters > 0) return [completeness('rejected', node, { one, many, parameters })];
  const tail = ', which is no identity';
  return [completeness('suspicious', node, { one: one + tail, many: many + tail })];
}

function judgeKept({ target }: ModelComparison, node: ModuleNode, now: ModuleNode): Finding[] {
  const { type } = node.print;
  const [difference] = settingDifferences(type, node.print.settings, now.print.settings).filter(
    ({ name }) => !isModuleSetting(target, node, name),
  );
  if (difference !== undefined) {
    if (target.replacementClassNames?.includes(type) === true) return [];
    const { name, baseline, variant } = difference;
    const which = `${name} is ${valueInWords(variant)} where the baseline has ${valueInWords(baseline)}`;
    return [
      completeness('rejected', node, {
        one: `is still ${withArticle(type)}, only with other settings: ${which}`,
        many: `are still ${type}, only with other settings: ${which}`,
      }),
    ];
  }
  return lostReparametrization(node, now, target) ? [] : [stillTakesPart(node)];
}

/**
 * A component out of use that is still there. It counts as the model's size, some optimizers go on changing what
 * they own (weight decay), and a mark on the definition asks for more than this.
 */
function judgeLeftover(
  { target }: ModelComparison,
  node: ModuleNode,
  now: ModuleNode,
  verb: 'calls' | 'uses',
): Finding[] {
  const owned = parametersBelow(now, ({ isOptimized }) => isOptimized);
  if (owned > 0) {
    return [
      completeness(severityOfLeftover(target, verb), node, {
        one: `still owns {parameters} in the optimizer, though nothing ${verb} it`,
        many: `still own {parameters} in the optimizer, though nothing ${verb} them`,
        parameters: owned,
      }),
    ];
  }
  if (!target.definesModules) return [];
  const parameters = parametersBelow(now);
  return [
    completeness(parameters > 0 ? 'suspicious' : 'note', node, {
      one: `is still defined, though nothing ${verb} it`,
      many: `are still defined, though nothing ${verb} them`,
      parameters,
    }),
  ];
}

/** An optimizer passes over what gets no gradient; still it counts as the model's size. */
function severityOfLeftover(
  { definesModules }: ModelComparison['target'],
  verb: 'calls' | 'uses',
): Evidence['severity'] {
  if (definesModules) return 'rejected';
  return verb === 'calls' ? 'note' : 'suspicious';
}

function judgeParameter(
  { alignment, target }: ModelComparison,
  { node, parameter }: ModelComparison['candidates']['parameters'][number],
): Finding[] {
  const label = node.print.name === '' ? parameter.name : `${node.label}.${parameter.name}`;
  const now = alignment.counterpart.get(node)?.print.parameters.find(({ name }) => name === parameter.name);
  if (now === undefined || (parameter.trainable && !parameter.hasGradient)) return [];
  if (now.hasGradient || !parameter.trainable) {
    return [{ severity: 'rejected', aspect: 'completeness', subject: label, ...STILL_TAKES_PART }];
  }
  if (!now.isOptimized) return [];
  return [
    {
      severity: severityOfLeftover(target, 'calls'),
      aspect: 'completeness',
      subject: label,
      one: 'still is {parameters} in the optimizer, though nothing uses it',
      many: 'still are {parameters} in the optimizer, though nothing uses them',
      parameters: sizeOf([now]),
    },
  ];
}

/** Where only classes say what the component is: whether not more, nor less, of that class is gone. */
function judgeOccurrence({ candidates, targets, target, alignment }: ModelComparison): Finding[] {
  if (candidates.by !== 'class') return [];
  const gone = [...targets].filter((node) => moduleFate(node, alignment).kind !== 'kept');
  const places = new Set(gone.map(({ parent, segment }) => `${parent?.print.type ?? ''}/${segment}`));
  const roots = gone.filter(({ parent }) => parent === undefined).length;
  if (target.occurrence === 'repeated') {
    if (gone.length === 0) return [];
    const left = [...candidates.modules].filter(
      (node) => moduleFate(node, alignment).kind === 'kept' && gone.some(({ print }) => print.type === node.print.type),
    );
    return left.map((node) => ({ ...stillTakesPart(node), severity: 'suspicious' }));
  }
  const classes = new Set(gone.map(({ print }) => print.type));
  const number = Math.max(places.size, roots);
  if (number <= Math.max(1, classes.size)) return [];
  const severity = target.occurrence === 'once' ? 'rejected' : 'suspicious';
  return gone.map((node) => ({
    severity,
    aspect: 'structure',
    subject: node.label,
    one: 'is gone',
    many: `are gone, more than the one ${[...classes].join(' or ')} that is marked`,
  }));
}

const STILL_TAKES_PART = { one: 'still takes part', many: 'still take part' } as const;

function stillTakesPart(node: ModuleNode): Finding {
  return completeness('rejected', node, STILL_TAKES_PART);
}

function completeness(
  severity: Evidence['severity'],
  node: ModuleNode,
  says: Pick<Finding, 'one' | 'many' | 'parameters'>,
): Finding {
  const aspect: CheckAspect = 'completeness';
  return { severity, aspect, subject: node.label, ...says };
}
