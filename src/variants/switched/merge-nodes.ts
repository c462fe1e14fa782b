import type { Node } from '../../source/python-parser.js';
import { codeKey } from './code-key.js';
import { replaced, type Replacement } from './replacement.js';
import { routeOf, type Route } from './route.js';
import { isOn, type SwitchName } from './switch-test.js';

/** A node of some version of a file, with the text of that file. */
export interface Version {
  readonly node: Node;
  readonly text: string;
}

/** By trial. */
export type Versions = ReadonlyMap<string, Version>;

/** Makes the switches between the statements of a block. */
export type MergeBlock = (original: Version, versions: Versions) => readonly Replacement[];

/** The switches that tell the versions of a node apart, as replacements in the original's text. */
export function mergeNodes(
  original: Version,
  versions: Versions,
  name: SwitchName,
  mergeBlock: MergeBlock,
): readonly Replacement[] {
  const { node, text } = original;
  const merge = (part: Node, others: Versions): readonly Replacement[] =>
    mergeNodes({ node: part, text }, others, name, mergeBlock);
  const routed = [...versions].flatMap(([trial, version]) => {
    const route = codeKey(version.node) === codeKey(node) ? undefined : routeOf(node, version.node);
    return route === undefined ? [] : [{ trial, version, route }];
  });
  const here = routed.filter(({ route }) => route.kind === 'here');
  if (here.length > 0) {
    const others = new Map(
      routed.flatMap(({ trial, version, route }) => (route.kind === 'here' ? [] : [[trial, version]])),
    );
    const rest = replaced(text, node.startIndex, node.endIndex, merge(node, others));
    const cases = groupByText(here.map(({ trial, version }) => [trial, operandText(version.node)] as const));
    const choices = cases.map(([code, trials]) => `${code} if ${isOn(name, trials)} else `);
    return [{ start: node.startIndex, end: node.endIndex, text: `(${choices.join('')}${rest})` }];
  }
  if (routed.some(({ route }) => route.kind === 'statements')) return mergeBlock(original, versions);
  return mergeParts(text, routed, name, merge);
}

/** What stands before an `if` of its own would take it along. */
function operandText({ type, text }: Node): string {
  return type === 'lambda' || type === 'conditional_expression' || type === 'await' ? `(${text})` : text;
}

interface RoutedVersion {
  readonly trial: string;
  readonly version: Version;
  readonly route: Route;
}

function mergeParts(
  text: string,
  routed: readonly RoutedVersion[],
  name: SwitchName,
  merge: (part: Node, others: Versions) => readonly Replacement[],
): Replacement[] {
  const parts = new Map<
    number,
    { readonly part: Node; readonly versions: Map<string, Version>; readonly gone: string[] }
  >();
  const at = (part: Node) => {
    const known = parts.get(part.id) ?? { part, versions: new Map<string, Version>(), gone: [] };
    parts.set(part.id, known);
    return known;
  };
  for (const { trial, version, route } of routed) {
    if (route.kind !== 'parts' && route.kind !== 'elements') continue;
    for (const { of, to } of route.pairs) at(of).versions.set(trial, { node: to, text: version.text });
    if (route.kind === 'elements') for (const element of route.gone) at(element).gone.push(trial);
  }
  return [...parts.values()].flatMap(({ part, versions, gone }) => {
    const inside = merge(part, versions);
    if (gone.length === 0) return inside;
    const code = replaced(text, part.startIndex, part.endIndex, inside);
    return [{ start: part.startIndex, end: part.endIndex, text: optionalElement(part, code, isOn(name, gone)) }];
  });
}

/** An element that is there only while the test is false. */
function optionalElement({ type }: Node, code: string, test: string): string {
  switch (type) {
    case 'keyword_argument': {
      const [name = '', ...value] = code.split('=');
      return `**({} if ${test} else {"${name.trim()}": ${value.join('=').trim()}})`;
    }
    case 'pair':
      return `**({} if ${test} else {${code}})`;
    case 'dictionary_splat':
      return `**({} if ${test} else ${code.slice(2)})`;
    case 'list_splat':
      return `*([] if ${test} else ${code.slice(1)})`;
    default:
      return `*([] if ${test} else [${code}])`;
  }
}

/** Trials with one text share a case. */
export function groupByText(
  cases: readonly (readonly [trial: string, text: string])[],
): [text: string, trials: string[]][] {
  const groups = new Map<string, string[]>();
  for (const [trial, text] of cases) groups.set(text, [...(groups.get(text) ?? []), trial]);
  return [...groups];
}
