import type { ParameterPrint } from '../../../core/fingerprint.js';
import { isAnything, matchesName, type ComparisonTarget } from '../comparison-target.js';
import { ancestorsOf, type Forest, type ModuleNode } from './module-tree.js';

/** Where the component stands in the baseline, as far as its source tells. */
export interface Candidates {
  /** `name`: all of them are the component. `class`: at least one is. `none`: no module is known to be. */
  readonly by: 'name' | 'class' | 'none';
  /** None lies below another. */
  readonly modules: ReadonlySet<ModuleNode>;
  /** Parameters that a module holds itself and that are the component: `cls_token`. */
  readonly parameters: readonly { readonly node: ModuleNode; readonly parameter: ParameterPrint }[];
}

/** Searches the baseline's modules for the component, by its names, and by its classes where no name is found. */
export function selectCandidates(forest: Forest, target: ComparisonTarget): Candidates {
  if (isAnything(target)) return { by: 'none', modules: new Set(), parameters: [] };
  const named = target.moduleNames.flatMap((name) => modulesNamed(forest, name, target));
  const parameters = target.moduleNames.flatMap((name) => parametersNamed(forest, name, target));
  if (named.length + parameters.length > 0) return { by: 'name', modules: topmost(forest, named), parameters };

  const ofClass = forest.nodes.filter(({ print }) => target.classNames.includes(print.type));
  const owned = preferred(ofClass, (node) => ancestorsOf(node).some(({ print }) => isOwner(target, print.type)));
  return { by: owned.length > 0 ? 'class' : 'none', modules: topmost(forest, owned), parameters: [] };
}

function modulesNamed(forest: Forest, name: string, target: ComparisonTarget): ModuleNode[] {
  const all = forest.nodes.filter(({ print }) => matchesName([name], print.name) !== undefined);
  const depth = name.split('.').length;
  const owned = preferred(all, (node) => isOwner(target, ancestorsOf(node)[depth - 1]?.print.type));
  return preferred(owned, ({ print }) => target.classNames.includes(print.type));
}

function parametersNamed(forest: Forest, name: string, target: ComparisonTarget): Candidates['parameters'] {
  const all = forest.nodes.flatMap((node) =>
    node.print.parameters.flatMap((parameter) => {
      const qualified = node.print.name === '' ? parameter.name : `${node.print.name}.${parameter.name}`;
      return matchesName([name], qualified) === undefined ? [] : [{ node, parameter }];
    }),
  );
  return preferred(all, ({ node }) => isOwner(target, node.print.type));
}

function isOwner({ ownerClasses }: ComparisonTarget, type: string | undefined): boolean {
  return type !== undefined && ownerClasses?.includes(type) === true;
}

/** Those that fulfil the wish, or all where none does: what the source says may be said in other words. */
function preferred<T>(all: readonly T[], wish: (each: T) => boolean): T[] {
  const fulfilled = all.filter(wish);
  return fulfilled.length > 0 ? fulfilled : [...all];
}

function topmost(forest: Forest, found: readonly ModuleNode[]): Set<ModuleNode> {
  const all = new Set(found);
  const inOrder = forest.nodes.filter((node) => all.has(node));
  return new Set(inOrder.filter((node) => !ancestorsOf(node).some((above) => all.has(above))));
}
