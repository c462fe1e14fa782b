import type { ModelPrint, ModulePrint, ParameterPrint } from '../../../core/fingerprint.js';

/** A module with its place in the tree of a root module. */
export interface ModuleNode {
  readonly print: ModulePrint;
  /** For people: `conv2`, `conv2 of Discriminator` where there are several roots, `Net` for a root. */
  readonly label: string;
  /** Last part of the qualified name; `''` for a root. */
  readonly segment: string;
  readonly parent: ModuleNode | undefined;
  readonly children: readonly ModuleNode[];
  /** Class and settings of it and of all below it, in one text: equal texts, equal structure. */
  readonly signature: string;
}

/** The root modules of a run with their trees. */
export interface Forest {
  readonly models: readonly ModelPrint[];
  /** Parallel to `models`. */
  readonly roots: readonly ModuleNode[];
  /** Every module, a parent before its children, in the order of definition. */
  readonly nodes: readonly ModuleNode[];
}

/** Builds the trees from qualified names. */
export function buildForest(models: readonly ModelPrint[]): Forest {
  const roots = models.map((model, index) => buildRoot(model, rootLabel(models, index), models.length));
  return { models, roots, nodes: roots.flatMap(subtreeOf) };
}

/** The module and all below it. */
export function subtreeOf(node: ModuleNode): ModuleNode[] {
  return [node, ...node.children.flatMap(subtreeOf)];
}

/** From the parent up to the root. */
export function ancestorsOf(node: ModuleNode): ModuleNode[] {
  return node.parent === undefined ? [] : [node.parent, ...ancestorsOf(node.parent)];
}

export function rootOf(node: ModuleNode): ModuleNode {
  return node.parent === undefined ? node : rootOf(node.parent);
}

/** Number of parameters of the module and all below it, of those that `which` selects. */
export function parametersBelow(node: ModuleNode, which: (parameter: ParameterPrint) => boolean = () => true): number {
  return subtreeOf(node).reduce((sum, { print }) => sum + sizeOf(print.parameters.filter(which)), 0);
}

export function sizeOf(parameters: readonly ParameterPrint[]): number {
  return parameters.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
}

/**
 * Whether it contributed: it or something below it was called, or has a gradient without a call of its
 * own (a weight used through a function, the output projection of `MultiheadAttention`).
 */
export function takesPart(node: ModuleNode): boolean {
  return subtreeOf(node).some(
    ({ print }) => print.calls > 0 || print.parameters.some(({ hasGradient }) => hasGradient),
  );
}

/** Where its first call and those of the modules below it stand among all first calls. */
export function orderSpan(node: ModuleNode): { readonly first: number; readonly last: number } | undefined {
  const orders = subtreeOf(node).flatMap(({ print }) => print.order ?? []);
  return orders.length === 0 ? undefined : { first: Math.min(...orders), last: Math.max(...orders) };
}

function buildRoot(model: ModelPrint, label: string, numberOfRoots: number): ModuleNode {
  const children = childrenByParent(model.modules);
  const build = (print: ModulePrint, parent: ModuleNode | undefined): ModuleNode => {
    const own: ModuleNode[] = [];
    const prefix = parent === undefined || parent.print.name === '' ? '' : `${parent.print.name}.`;
    const node = {
      print,
      label: print.name === '' ? label : `${print.name}${numberOfRoots > 1 ? ` of ${label}` : ''}`,
      segment: print.name.slice(prefix.length),
      parent,
      children: own,
      signature: '',
    };
    for (const child of children.get(print.name) ?? []) own.push(build(child, node));
    const inner = own.map(({ segment, signature }) => `${segment}:${signature}`).join(';');
    node.signature = `${print.type}(${print.settings})${inner === '' ? '' : `{${inner}}`}`;
    return node;
  };
  return build(model.modules.find(({ name }) => name === '') ?? missingRoot(model), undefined);
}

function childrenByParent(modules: readonly ModulePrint[]): Map<string, ModulePrint[]> {
  const names = new Set(modules.map(({ name }) => name));
  const children = new Map<string, ModulePrint[]>();
  for (const module of modules.filter(({ name }) => name !== '')) {
    const parent = parentName(module.name, names);
    children.set(parent, [...(children.get(parent) ?? []), module]);
  }
  return children;
}

function parentName(name: string, names: ReadonlySet<string>): string {
  const dot = name.lastIndexOf('.');
  if (dot === -1) return '';
  const parent = name.slice(0, dot);
  return names.has(parent) ? parent : parentName(parent, names);
}

function missingRoot({ type }: ModelPrint): ModulePrint {
  return { name: '', type, settings: '', parameters: [], buffers: {}, calls: 0 };
}

/** `Discriminator`; `Net no. 2` where there are several of a class. */
function rootLabel(models: readonly ModelPrint[], index: number): string {
  const type = models[index]?.type ?? '';
  const sameType = models.flatMap((other, at) => (other.type === type ? [at] : []));
  return `${type}${sameType.length > 1 ? ` no. ${sameType.indexOf(index) + 1}` : ''}`;
}
