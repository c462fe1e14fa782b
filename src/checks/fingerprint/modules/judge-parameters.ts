import type { ParameterPrint } from '../../../core/fingerprint.js';
import type { Evidence } from '../../../core/verdict.js';
import { isAnything, matchesName } from '../comparison-target.js';
import type { Finding } from '../findings.js';
import { carriesWidthOn } from './carries-width.js';
import { isBeforeTarget, type KeptModule } from './judge-kept-modules.js';
import type { ModelComparison } from './model-comparison.js';
import { sizeOf, type ModuleNode } from './module-tree.js';
import { isReparametrizedAs } from './reparametrization.js';
import { parseTensors } from './tensor-shapes.js';

/** Own parameters and buffers of a module that stays, where its settings do not explain the difference. */
export function judgeParameters(comparison: ModelComparison, { node, now, differences }: KeptModule): Finding[] {
  if (differences.length > 0) return [];
  const isTarget = (name: string): boolean =>
    comparison.candidates.parameters.some((held) => held.node === node && held.parameter.name === name);
  const before = node.print.parameters.filter(({ name }) => !isTarget(name));
  const after = now.print.parameters.filter(({ name }) => !isTarget(name));

  const gone = before.filter(({ name }) => !has(after, name));
  const added = after.filter((parameter) => !has(before, parameter.name) && !isReparametrizedAs(node, parameter));
  return [
    ...gone.map((parameter) => ({
      ...about(lossSeverity(comparison), node, parameter.name, 'is gone too'),
      parameters: sizeOf([parameter]),
    })),
    ...added.map((parameter) => ({
      ...about('rejected', node, parameter.name, 'was added'),
      parameters: sizeOf([parameter]),
    })),
    ...before.flatMap((parameter) => {
      const other = after.find(({ name }) => name === parameter.name);
      return other === undefined ? [] : judgeShape(comparison, node, now, parameter, other);
    }),
    ...judgeBuffers(comparison, node, now),
  ];
}

function lossSeverity({ target }: ModelComparison): Evidence['severity'] {
  return isAnything(target) ? 'note' : 'rejected';
}

/**
 * A parameter without a setting that tells its size: a table of positions, a learned scale. It follows from
 * the component where its module carries a changed width on, or where the same dimension changed in the
 * same way in what some module below is given.
 */
function judgeShape(
  comparison: ModelComparison,
  node: ModuleNode,
  now: ModuleNode,
  before: ParameterPrint,
  after: ParameterPrint,
): Finding[] {
  if (before.shape.join() === after.shape.join()) return [];
  const follows =
    !isBeforeTarget(comparison, node) &&
    (carriesWidthOn(node, comparison.alignment) ||
      isInsideCarrier(comparison, node) ||
      dimensionWentAlong(comparison, node, now, before.shape, after.shape));
  const clause = `is ${after.shape.join('×')} where the baseline has ${before.shape.join('×')}`;
  return [about(follows ? 'note' : 'rejected', node, before.name, clause)];
}

function isInsideCarrier({ alignment }: ModelComparison, node: ModuleNode): boolean {
  return node.parent !== undefined && carriesWidthOn(node.parent, alignment);
}

function dimensionWentAlong(
  { alignment }: ModelComparison,
  node: ModuleNode,
  now: ModuleNode,
  before: readonly number[],
  after: readonly number[],
): boolean {
  const changed = before.flatMap((size, at) => (size === after[at] ? [] : [`${size}>${after[at] ?? ''}`]));
  if (before.length !== after.length || changed.length !== 1) return false;
  const inputs = [[node, now] as const, ...node.children.flatMap((child) => withCounterpart(child))];
  return inputs.some(([of, to]) => {
    const [shape, other] = [parseTensors(of.print.input)[0]?.shape, parseTensors(to.print.input)[0]?.shape];
    return shape?.some((size, at) => changed.includes(`${size}>${other?.[at] ?? ''}`)) === true;
  });

  function withCounterpart(child: ModuleNode): (readonly [ModuleNode, ModuleNode])[] {
    const other = alignment.counterpart.get(child);
    const own: (readonly [ModuleNode, ModuleNode])[] = other === undefined ? [] : [[child, other]];
    return [...own, ...child.children.flatMap(withCounterpart)];
  }
}

function judgeBuffers(comparison: ModelComparison, node: ModuleNode, now: ModuleNode): Finding[] {
  const names = new Set([...Object.keys(node.print.buffers), ...Object.keys(now.print.buffers)]);
  return [...names].flatMap((name): Finding[] => {
    const [before, after] = [node.print.buffers[name], now.print.buffers[name]];
    if (before?.join() === after?.join() || matchesName(comparison.target.moduleNames, name) !== undefined) return [];
    // Where no module is known to be the component, it may be this: a mask, a fixed scale.
    const goneSeverity = comparison.candidates.by === 'none' ? 'note' : 'suspicious';
    if (before === undefined) return [about('suspicious', node, name, 'is a new buffer')];
    if (after === undefined) return [about(goneSeverity, node, name, 'is gone too (a buffer)')];
    const follows = !isBeforeTarget(comparison, node);
    return [
      about(
        follows ? 'note' : 'suspicious',
        node,
        name,
        `is ${after.join('×')} where the baseline has ${before.join('×')}`,
      ),
    ];
  });
}

function has(parameters: readonly ParameterPrint[], name: string): boolean {
  return parameters.some((parameter) => parameter.name === name);
}

function about(severity: Evidence['severity'], node: ModuleNode, name: string, one: string): Finding {
  const subject = node.parent === undefined ? name : `${node.label}.${name}`;
  return { severity, aspect: 'structure', subject, one, many: one.replace(/^is /, 'are ').replace(/^was /, 'were ') };
}
