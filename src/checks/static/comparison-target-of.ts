import type { ChangeKind, ComparisonTarget } from '../fingerprint/comparison-target.js';
import { calleeName } from '../syntax/callee.js';
import { formOf, isAttribute, type NameKey } from '../syntax/name-key.js';
import { attributeName, type Names } from '../syntax/names.js';
import {
  childIn,
  classNameAround,
  covers,
  isWithin,
  statementAround,
  syntaxAround,
  syntaxWithin,
  type Syntax,
} from '../syntax/plain-syntax.js';
import { kindsOf } from './change-kinds.js';
import { constructorsIn, type Target } from './target.js';

/**
 * What the source says of the components of a trial, for recognising them in a running model. `unmarked`: what those
 * may change that are no marked code but words or settings.
 */
export function comparisonTargetOf(
  targets: readonly Target[],
  names: Names,
  unmarked: ReadonlySet<ChangeKind>,
): ComparisonTarget {
  const nodes = targets.flatMap((target) => target.nodes);
  // A column that is made of itself stays without the component.
  const defined = targets.flatMap(({ bound, reads }) =>
    [...bound].filter((key) => !reads.has(key)).flatMap(attributeIn),
  );
  const called = targets.flatMap((target) => calledOnlyIn(target, names));
  const elements = nodes.flatMap(elementNames);
  const moduleNames = [...new Set([...defined, ...elements, ...called])];
  const settingNames = [...new Set(nodes.flatMap((node) => settingsOf(node, names)))];
  const classNames = [
    ...new Set([...constructorsIn(nodes), ...nodes.flatMap((node) => constructorsCalledIn(node, names))]),
  ];
  const kinds = kindsOf(nodes, names);
  const isOpen = kinds.size === 0 || settingNames.length > 0 || nodes.some(isSwitch);
  const replacement = targets.flatMap(({ replacement: wanted }) => /(\w+)\s*\(/.exec(wanted ?? '')?.[1] ?? []);
  return {
    moduleNames,
    calledNames: [...new Set(nodes.flatMap(calledOnSelf))],
    definesModules: classNames.length > 0 && (defined.length > 0 || elements.length > 0),
    classNames,
    settingNames,
    settingOwners: [...new Set(nodes.flatMap(settingOwnerOf))],
    kinds: new Set([...kinds, ...unmarked, ...(isOpen ? ['other' as const] : [])]),
    ownerClasses: [...new Set(nodes.flatMap((node) => classNameAround(node) ?? []))],
    ...(nodes.some(isMadeRepeatedly) ? { occurrence: 'repeated' as const } : {}),
    hasNamesakes: nodes.some((node) => hasNamesake(node, names)),
    ...(replacement.length === 0 ? {} : { replacementClassNames: replacement }),
  };
}

function attributeIn(key: NameKey): string[] {
  const { name } = formOf(key);
  return isAttribute(key) && /^\w+$/.test(name) ? [name] : [];
}

/** What functions of the project construct that the marked code calls: `model = log_target(model)`. */
function constructorsCalledIn(node: Syntax, names: Names): string[] {
  return [...syntaxWithin(node)].flatMap((part) => {
    const callee = part.type === 'call' ? childIn(part, 'function') : undefined;
    if (callee?.type !== 'identifier') return [];
    return [...names.readIn(callee)].flatMap((key) =>
      names
        .placesOf(key)
        .bindings.flatMap(({ parent }) => (parent?.type === 'function_definition' ? constructorsIn([parent]) : [])),
    );
  });
}

/** Modules that the marked code calls. */
function calledOnSelf(node: Syntax): string[] {
  return [...syntaxWithin(node)].flatMap((part) => {
    const callee = part.type === 'call' ? childIn(part, 'function') : undefined;
    // `self.embed["time"](t)`
    const key = callee?.type === 'subscript' ? callee.children.find(({ type }) => type === 'string') : undefined;
    if (key !== undefined) return [key.canonical.slice(1, -1)];
    return callee?.type === 'attribute' && childIn(callee, 'object')?.canonical === 'self'
      ? [attributeName(callee)]
      : [];
  });
}

/** Modules that the marked code calls and nothing else does: they go with it. */
function calledOnlyIn(target: Target, names: Names): string[] {
  return target.nodes.flatMap((node) =>
    [...syntaxWithin(node)].flatMap((part) => {
      const callee = part.type === 'call' ? childIn(part, 'function') : undefined;
      if (callee?.type !== 'attribute' || childIn(callee, 'object')?.canonical !== 'self') return [];
      const attribute = attributeName(callee);
      const reads = [...names.readIn(callee)].flatMap((key) =>
        isOwn(key, attribute) ? names.placesOf(key).reads : [],
      );
      const isExclusive = reads.every((read) => target.nodes.some((each) => isWithin(read, each)));
      return isExclusive ? [attribute] : [];
    }),
  );
}

function isOwn(key: NameKey, attribute: string): boolean {
  const form = formOf(key);
  return form.kind === 'own-attribute' && form.name === attribute;
}

/** An element of a container is known by its place or name there: `features.3`, the step `scaler`, the column `age`. */
function elementNames(node: Syntax): string[] {
  if (node.type === 'string') return [node.canonical.slice(1, -1)];
  if (node.type === 'tuple' && node.children[0]?.type === 'string') return [node.children[0].canonical.slice(1, -1)];
  if (node.type === 'pair') return [(childIn(node, 'key')?.canonical ?? '').replaceAll("'", '')];
  const list = node.parent;
  if (list?.type === 'list' && node.type === 'identifier') return [node.canonical];
  const call = list?.type === 'argument_list' ? list.parent : undefined;
  if (list === undefined || call?.type !== 'call' || !/^(?:Sequential|ModuleList)$/.test(calleeName(call) ?? ''))
    return [];
  const owner = childIn(statementAround(node), 'left');
  const index = list.children.findIndex((child) => child.start === node.start);
  return owner?.type === 'attribute' && index !== -1 ? [`${attributeName(owner)}.${index}`] : [];
}

/** Keywords, options and constants that the component is, under every name they reach a call by. */
function settingsOf(node: Syntax, names: Names): string[] {
  const statement = statementAround(node);
  for (const outer of syntaxAround(node)) {
    if (outer === statement) break;
    if (outer.type === 'keyword_argument') return [childIn(outer, 'name')?.canonical ?? ''];
    if (outer.type === 'pair') return [(childIn(outer, 'key')?.canonical ?? '').replaceAll("'", '')];
  }
  const isConstant =
    node === statement && node.type === 'assignment' && (childIn(node, 'right')?.children.length ?? 1) === 0;
  if (isSwitch(node) || (!isConstant && !node.type.endsWith('default_parameter'))) return [];
  return [...names.boundIn(node)].flatMap((key) => [
    formOf(key).name,
    ...names.placesOf(key).reads.flatMap((read) => {
      for (const outer of syntaxAround(read)) {
        if (outer.type === 'keyword_argument') return [childIn(outer, 'name')?.canonical ?? ''];
      }
      return [];
    }),
  ]);
}

/** What a keyword that is marked is given to. */
function settingOwnerOf(node: Syntax): string[] {
  const call = node.type === 'keyword_argument' ? node.parent?.parent : undefined;
  const name = call === undefined ? undefined : calleeName(call);
  return name === undefined ? [] : [name];
}

/** `USE_EMA = True`, which has no name in the running program. */
function isSwitch(node: Syntax): boolean {
  return ['true', 'false'].includes(childIn(node, 'right')?.type ?? '');
}

/** In a loop or a comprehension. */
function isMadeRepeatedly(node: Syntax): boolean {
  return [...syntaxAround(node)].some((outer) =>
    ['for_statement', 'while_statement', 'list_comprehension', 'generator_expression'].includes(outer.type),
  );
}

/** Whether unmarked code makes something of the same class. */
function hasNamesake(node: Syntax, names: Names): boolean {
  return [...syntaxWithin(node)].some((call) => {
    const callee =
      call.type === 'call' && /^[A-Z]/.test(calleeName(call) ?? '') ? childIn(call, 'function') : undefined;
    if (callee === undefined) return false;
    const suffix = calleeName(call) ?? '';
    return [...names.readIn(callee)].some(
      (key) => formOf(key).name.endsWith(suffix) && names.placesOf(key).reads.some((read) => !covers(node, read)),
    );
  });
}
