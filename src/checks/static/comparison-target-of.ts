import type { ChangeKind, ComparisonTarget } from '../fingerprint/comparison-target.js';
import { attributeName, type Names } from '../syntax/names.js';
import { childIn, statementAround, syntaxAround, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import { calleeName, constructorsIn, type Target } from './target.js';

/** What the source says of the components of a trial, for recognising them in a running model. */
export function comparisonTargetOf(targets: readonly Target[], names: Names): ComparisonTarget {
  const nodes = targets.flatMap((target) => target.nodes);
  const defined = targets.flatMap((target) => [...target.bound].flatMap(attributeIn));
  const called = targets.flatMap((target) => calledOnlyIn(target, names));
  const elements = nodes.flatMap(elementNames);
  const moduleNames = [...new Set([...defined, ...elements, ...called])];
  const settingNames = [...new Set(nodes.flatMap((node) => settingsOf(node, names)))];
  const classNames = constructorsIn(nodes);
  const replacement = targets.flatMap(({ replacement: wanted }) => /(\w+)\s*\(/.exec(wanted ?? '')?.[1] ?? []);
  return {
    moduleNames,
    definesModules: classNames.length > 0 && (defined.length > 0 || elements.length > 0),
    classNames,
    settingNames,
    kinds: kindsOf(nodes, settingNames),
    ownerClasses: [...new Set(nodes.flatMap(classAround))],
    ...(replacement.length === 0 ? {} : { replacementClassNames: replacement }),
  };
}

function attributeIn(key: string): string[] {
  const name = /^self\.(\w+) of /.exec(key)?.[1] ?? /^\.(\w+)$/.exec(key)?.[1];
  return name === undefined ? [] : [name];
}

/** Modules that the marked code calls and nothing else does: they go with it. */
function calledOnlyIn(target: Target, names: Names): string[] {
  return target.nodes.flatMap((node) =>
    [...syntaxWithin(node)].flatMap((part) => {
      const callee = part.type === 'call' ? childIn(part, 'function') : undefined;
      if (callee?.type !== 'attribute' || childIn(callee, 'object')?.canonical !== 'self') return [];
      const reads = [...names.readIn(callee)].flatMap((key) => names.placesOf(key).reads);
      const isExclusive = reads.every((read) =>
        target.nodes.some((each) => each.file === read.file && each.start <= read.start && read.end <= each.end),
      );
      return isExclusive ? [attributeName(callee)] : [];
    }),
  );
}

/** An element of a container is known by its place or name there: `features.3`, the step `scaler`, the column `age`. */
function elementNames(node: Syntax): string[] {
  if (node.type === 'string') return [node.canonical.slice(1, -1)];
  if (node.type === 'tuple' && node.children[0]?.type === 'string') return [node.children[0].canonical.slice(1, -1)];
  if (node.type === 'pair') return [(childIn(node, 'key')?.canonical ?? '').replaceAll("'", '')];
  const list = node.parent;
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
  if (!isConstant && !node.type.endsWith('default_parameter')) return [];
  return [...names.boundIn(node)].flatMap((key) => [
    key.replace(/^.*[: .]/, ''),
    ...names.placesOf(key).reads.flatMap((read) => {
      for (const outer of syntaxAround(read)) {
        if (outer.type === 'keyword_argument') return [childIn(outer, 'name')?.canonical ?? ''];
      }
      return [];
    }),
  ]);
}

const SPOKEN: readonly (readonly [RegExp, ChangeKind])[] = [
  [/loss|criterion|objective|kld|entropy|penalty/i, 'loss'],
  [/optim|SGD|Adam|momentum|weight_decay|nesterov/i, 'optimizer'],
  [/sched|warm_?up|\bLR\b|LR\(|lr_lambda|anneal/i, 'scheduler'],
  [
    /data|loader|augment|transform|crop|flip|noise|shift|feature|column|token|mask|\bx\b|batch|mixup|perturb|corrupt/i,
    'data',
  ],
  [/Pipeline|Scaler|PCA|Imputer|Encoder|Classifier|Regressor|Select|Poly|Voting|Stacking|estimator/i, 'estimator'],
];

/** By the words in and around the marked code; generous, since the sources were compared as well. */
function kindsOf(nodes: readonly Syntax[], settings: readonly string[]): ReadonlySet<ChangeKind> {
  const text = nodes.map((node) => statementAround(node).text.slice(0, 2000)).join('\n');
  const around = nodes.flatMap((node) =>
    [...syntaxAround(node)].flatMap((outer) =>
      outer.type === 'function_definition' ? [childIn(outer, 'name')?.text ?? ''] : [],
    ),
  );
  const spoken = SPOKEN.filter(([pattern]) => pattern.test([text, ...around, ...settings].join('\n'))).map(
    ([, kind]) => kind,
  );
  const hasModules = /self\.|nn\./.test(text);
  const kinds = new Set<ChangeKind>([...spoken, ...(hasModules ? ['modules' as const] : [])]);
  return kinds.size === 0 || settings.length > 0 ? new Set([...kinds, 'other']) : kinds;
}

function classAround(node: Syntax): string[] {
  for (const outer of syntaxAround(node)) {
    if (outer.type === 'class_definition') return [childIn(outer, 'name')?.canonical ?? ''];
  }
  return [];
}
