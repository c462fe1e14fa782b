import { attributeName, enclosingFunction, usesInFile, usesOfAttribute, type Use } from '../source/name-uses.js';
import type { Project } from '../source/project.js';
import type { PythonFile } from '../source/python-file.js';
import type { Node } from '../source/python-parser.js';
import { calleeName } from './callee-name.js';
import { judgeModuleRead, tally, type Judgement, type ModuleUses } from './module-uses.js';
import { isOfSomethingElse } from './other-objects.js';
import { placeOf } from './statement-of.js';

/** One entry of `self.CONTAINER = nn.ModuleDict({...})` or `nn.ModuleDict(dict(...))`. */
export interface ModuleDictEntry {
  readonly key: string;
  readonly value: Node;
  /** `self.CONTAINER`, undefined where the dictionary is not put there in `__init__`. */
  readonly container: Node | undefined;
}

/** The entry that `node` is, or is the value of. */
export function moduleDictEntry(file: PythonFile, node: Node): ModuleDictEntry | undefined {
  const entry = node.type === 'call' ? node.parent : node;
  if (entry?.type !== 'pair' && entry?.type !== 'keyword_argument') return undefined;
  const key = entry.childForFieldName(entry.type === 'pair' ? 'key' : 'name');
  const value = entry.childForFieldName('value');
  const written = entry.type === 'pair' ? entry.parent : entry.parent?.parent;
  const constructor = written?.parent?.type === 'argument_list' ? written.parent.parent : undefined;
  if (!key || !value || constructor?.type !== 'call' || calleeName(file, constructor) !== 'torch.nn.ModuleDict')
    return undefined;
  const assignment = constructor.parent?.type === 'assignment' ? constructor.parent : undefined;
  const target = assignment?.childForFieldName('left');
  const isOwn = target?.type === 'attribute' && target.childForFieldName('object')?.text === 'self';
  const isInInit = enclosingFunction(constructor)?.childForFieldName('name')?.text === '__init__';
  return {
    key: key.type === 'string' ? key.text.slice(1, -1) : key.text,
    value,
    container: isOwn && isInInit ? target : undefined,
  };
}

/** How the project uses the entry: through its container, by name, by key or in a loop over it. */
export function usesOfEntry(project: Project, { key, container }: ModuleDictEntry): ModuleUses {
  if (container === undefined) return { kind: 'otherwise', reason: 'where its nn.ModuleDict is kept is not clear' };
  const name = attributeName(container);
  const judgements = usesOfAttribute(project, name).flatMap((use): readonly Judgement[] => {
    if (use.node.id === container.id || use.role === 'mention' || isOfSomethingElse(project, use)) return ['harmless'];
    if (use.role === 'binding') return [{ reason: `${use.node.text} is set again at ${placeOf(use.file, use.node)}` }];
    return judgeContainerRead(project, use, key);
  });
  return tally(judgements, key);
}

function judgeContainerRead(project: Project, use: Use, key: string): readonly Judgement[] {
  const { node, file } = use;
  const { parent } = node;
  const unclear = [{ reason: `${node.text} is used in a way that may reach ${key} at ${placeOf(file, node)}` }];
  if (parent?.type === 'subscript' && parent.childForFieldName('value')?.id === node.id) {
    const index = parent.childForFieldName('subscript');
    const isOther = index?.type === 'string' && index.text.slice(1, -1) !== key;
    return isOther ? ['harmless'] : [judgeModuleRead(project, { ...use, node: parent })];
  }
  if (parent?.type === 'comparison_operator' && parent.children[1]?.type === 'in') return ['harmless'];
  if (parent?.type !== 'attribute') return unclear;
  const member = attributeName(parent);
  if (member === key) return [judgeModuleRead(project, { ...use, node: parent })];
  if (member === 'keys') return ['harmless'];
  if (member !== 'items' && member !== 'values')
    return /^(update|pop|clear|add_module|__\w+)$/.test(member) ? unclear : ['harmless'];
  const loop = parent.parent?.parent;
  const target = loop?.type === 'for_statement' ? loop.childForFieldName('left') : undefined;
  const variable = target?.type === 'identifier' ? target : target?.namedChildren.at(-1);
  if (variable?.type !== 'identifier') return unclear;
  return usesInFile(file, variable)
    .filter((other) => other.role === 'read')
    .map((other) => judgeModuleRead(project, other));
}
