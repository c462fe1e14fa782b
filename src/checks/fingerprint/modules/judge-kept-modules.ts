import type { Evidence } from '../../../core/verdict.js';
import { observedModule, type Finding } from '../findings.js';
import { valueInWords } from '../in-words.js';
import { moduleFate } from './module-fate.js';
import { carriesWidthOn } from './carries-width.js';
import {
  belongsToTarget,
  holdsTarget,
  isModuleSetting,
  targetOrder,
  type ModelComparison,
} from './model-comparison.js';
import { settingDifferences, type SettingDifference } from './module-settings.js';
import { ancestorsOf, type ModuleNode } from './module-tree.js';

/** A module that went on, with what changed about it. */
export interface KeptModule {
  readonly node: ModuleNode;
  readonly now: ModuleNode;
  readonly differences: readonly SettingDifference[];
}

/** Modules that are not the component and take part in both runs, of the same class. */
export function keptModules(comparison: ModelComparison): KeptModule[] {
  return comparison.baseline.nodes.flatMap((node) => {
    const fate = moduleFate(node, comparison.alignment);
    const goesOn = fate.kind === 'kept' || fate.kind === 'hollow';
    if (!goesOn || belongsToTarget(comparison, node)) return [];
    const { type, settings } = node.print;
    return [{ node, now: fate.now, differences: settingDifferences(type, settings, fate.now.print.settings) }];
  });
}

/** Whether the sizes and settings of the modules that stay are what they were, or follow from what went. */
export function judgeSettings(comparison: ModelComparison, { node, now, differences }: KeptModule): Finding[] {
  const [difference] = differences.filter(({ name }) => !isModuleSetting(comparison.target, node, name));
  if (difference === undefined) return [];
  const choice = differences.find(
    ({ role, name }) => role === 'choice' && !isModuleSetting(comparison.target, node, name),
  );
  if (choice !== undefined) return [changed('rejected', node, choice)];
  const carrier = [node, ...ancestorsOf(node)].find((each) => carriesWidthOn(each, comparison.alignment));
  const output = differences.find(({ role }) => role === 'output-size');

  if (isBeforeTarget(comparison, node)) {
    const names = [...comparison.targets, ...comparison.adjusted].map(({ label }) => label);
    const before =
      names.length === 1 ? `, which comes before ${names[0] ?? ''},` : ', which comes before the component,';
    return [observedModule('rejected', `${node.label}${before} was changed: ${inWords(difference)}`)];
  }
  if (output !== undefined && carrier === undefined) {
    const which = comparison.target.declaredChange === undefined ? 'the wrong neighbour was resized: ' : '';
    return [observedModule('rejected', `${which}${node.label} has ${inWords(output)}`)];
  }
  if (!inputChanged(node, now)) {
    return [
      observedModule('rejected', `${node.label} has ${inWords(difference)}, though what it is given is the same`),
    ];
  }
  return [observedModule('note', `${node.label} was resized to what it is given now: ${inWords(difference)}`)];
}

/** Whether it was called before the component: nothing that the component gave can have reached it. */
export function isBeforeTarget(comparison: ModelComparison, node: ModuleNode): boolean {
  const first = targetOrder(comparison);
  const order = placed(node).print.order;
  const holds = holdsTarget(comparison, node) || comparison.candidates.parameters.some((held) => held.node === node);
  if (holds || comparison.adjusted.has(node)) return false;
  return first !== undefined && order !== undefined && order < first;
}

/** Whether the first batch reached it in another shape; of a weight used without a call, its owner's. */
export function inputChanged(node: ModuleNode, now: ModuleNode): boolean {
  const seen = placed(node);
  const seenNow = placed(now);
  if (seen.print.input === undefined || seenNow.print.input === undefined) return true;
  return seen.print.input !== seenNow.print.input;
}

function placed(node: ModuleNode): ModuleNode {
  return [node, ...ancestorsOf(node)].find(({ print }) => print.order !== undefined) ?? node;
}

function changed(severity: Evidence['severity'], node: ModuleNode, difference: SettingDifference): Finding {
  const what = inWords(difference);
  return { severity, aspect: 'structure', subject: node.label, one: `has ${what}`, many: `have ${what}` };
}

function inWords({ name, baseline, variant }: SettingDifference): string {
  return `${name.replaceAll('_', ' ').replace(/^positional \d+$/, 'the size')} ${valueInWords(variant)} where the baseline has ${valueInWords(baseline)}`;
}
