import { usesInFile } from '../source/name-uses.js';
import type { PythonFile } from '../source/python-file.js';
import type { Node } from '../source/python-parser.js';
import { calleeName } from './callee-name.js';

/** What a list, tuple, dictionary or argument list is to the code around it. */
export type ContainerRole =
  | { readonly kind: 'layers' | 'module-list' | 'steps' | 'alternatives' | 'transforms'; readonly call: Node }
  | { readonly kind: 'callbacks' | 'summands' }
  /** Arguments of a function that is none of these. */
  | { readonly kind: 'arguments'; readonly call: Node }
  | { readonly kind: 'data' };

type CallRole = Extract<ContainerRole, { call: Node }>['kind'];

const CALLEES: readonly (readonly [RegExp, CallRole])[] = [
  [/^torch\.nn\.Sequential$|^keras\.(models\.)?Sequential$/, 'layers'],
  [/^torch\.nn\.ModuleList$/, 'module-list'],
  [/^(sklearn|imblearn)\.pipeline\.(Pipeline|make_pipeline)$/, 'steps'],
  [/^sklearn\.pipeline\.(FeatureUnion|make_union)$/, 'alternatives'],
  [/^sklearn\.compose\.(ColumnTransformer|make_column_transformer)$/, 'alternatives'],
  [/^sklearn\.ensemble\.(Voting|Stacking)(Classifier|Regressor)$/, 'alternatives'],
  [
    /^(torchvision|albumentations|monai|torchaudio|audiomentations)\.(\w+\.)*(Compose|RandomApply|RandomOrder|RandomChoice|OneOf|SomeOf)$/,
    'transforms',
  ],
];

/** The role of a container node. A list that has a name is what the one call it is given to makes of it. */
export function roleOfContainer(file: PythonFile, container: Node): ContainerRole {
  if (container.type === 'argument_list') {
    const call = container.parent;
    if (call?.type !== 'call') return { kind: 'data' };
    return takesPartsOneByOne(file, call) ? roleOfCall(file, call) : { kind: 'arguments', call };
  }
  const use = useOf(container);
  if (use.parent?.type === 'keyword_argument' && use.parent.childForFieldName('name')?.text === 'callbacks') {
    return { kind: 'callbacks' };
  }
  const call = callGiven(use);
  // `(scaler, columns)` is one part of what make_column_transformer joins, not a container of parts.
  if (call !== undefined)
    return container.type === 'tuple' && takesPartsOneByOne(file, call) ? { kind: 'data' } : roleOfGiven(file, call);
  const target = use.parent?.type === 'assignment' ? use.parent.childForFieldName('left') : undefined;
  if (target?.type !== 'identifier') return { kind: 'data' };
  if (/(^|_)callbacks$/i.test(target.text)) return { kind: 'callbacks' };
  const uses = usesInFile(file, target).filter((each) => each.node.id !== target.id);
  const [only] = uses;
  const given = uses.length === 1 && only?.role === 'read' ? callGiven(only.node) : undefined;
  return given === undefined ? { kind: 'data' } : dataUnlessKnown(roleOfGiven(file, given));
}

/** `nn.Sequential(a, b)` and `make_pipeline(a, b)`, unlike `Pipeline([a, b])`. */
function takesPartsOneByOne(file: PythonFile, call: Node): boolean {
  const callee = calleeName(file, call) ?? '';
  return callee === 'torch.nn.Sequential' || /\.make_\w+$/.test(callee);
}

/** `OrderedDict([...])` and `dict(...)` around a container are part of it. */
function useOf(container: Node): Node {
  const call = callGiven(container);
  return call && /(^|\.)OrderedDict$/.test(call.childForFieldName('function')?.text ?? '') ? call : container;
}

/** The call whose argument (by position or by the name it has there) a node is. */
function callGiven(node: Node): Node | undefined {
  const argument = node.parent?.type === 'keyword_argument' ? node.parent : node;
  const call = argument.parent?.type === 'argument_list' ? argument.parent.parent : undefined;
  return call?.type === 'call' ? call : undefined;
}

function roleOfGiven(file: PythonFile, call: Node): ContainerRole {
  return call.childForFieldName('function')?.text === 'sum'
    ? { kind: 'summands' }
    : dataUnlessKnown(roleOfCall(file, call));
}

function dataUnlessKnown(role: ContainerRole): ContainerRole {
  return role.kind === 'arguments' ? { kind: 'data' } : role;
}

function roleOfCall(file: PythonFile, call: Node): ContainerRole {
  const callee = calleeName(file, call);
  const kind = CALLEES.find(([pattern]) => callee !== undefined && pattern.test(callee))?.[1];
  return { kind: kind ?? 'arguments', call };
}
