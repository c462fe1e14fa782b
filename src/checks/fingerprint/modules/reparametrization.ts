import type { ParameterPrint } from '../../../core/fingerprint.js';
import type { ComparisonTarget } from '../comparison-target.js';
import { plainClass } from './module-fate.js';
import type { ModuleNode } from './module-tree.js';

/**
 * Whether the component was a reparametrization of the module's weight (spectral norm, weight norm, or any
 * of `torch.nn.utils.parametrize`), and the module has the plain weight now: it stays, only that is gone.
 */
export function lostReparametrization(node: ModuleNode, now: ModuleNode, { classNames }: ComparisonTarget): boolean {
  const isMeant = classNames.some((name) => /norm|parametri[sz]|orthogonal/i.test(name) && /^[a-z]/.test(name));
  const isWholeModule = classNames.includes(plainClass(node));
  return isMeant && !isWholeModule && isReparametrized(node) && !isReparametrized(now);
}

/** Whether a plain parameter is one that the module of the baseline keeps behind a reparametrization. */
export function isReparametrizedAs({ children }: ModuleNode, { name }: ParameterPrint): boolean {
  const held = children.find(({ segment }) => segment === 'parametrizations');
  return held?.children.some(({ segment }) => segment === name) === true;
}

/** By what PyTorch leaves: `weight_orig`, `weight_g`, or a child `parametrizations`. */
export function isReparametrized({ print, children }: ModuleNode): boolean {
  return (
    print.parameters.some(({ name }) => /_(orig|g)$/.test(name)) ||
    children.some(({ segment }) => segment === 'parametrizations')
  );
}
