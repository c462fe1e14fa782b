import { oneLine } from '../source/one-line.js';
import { usesInFile, usesOfName, type Use } from '../source/name-uses.js';
import { elementsOf } from '../source/delete-element.js';
import type { Node } from '../source/python-parser.js';
import { calleeName } from './callee-name.js';
import type { RuleContext } from './rule.js';
import { placeOf, statementOf } from './statement-of.js';

/**
 * Why a name can't leave a list of feature or column names; undefined where everything that uses the list
 * takes it as it comes (`df[FEATURES]`, a loop, `len`), and nothing is aligned with it by position.
 */
export function objectionToListedName(context: RuleContext): string | undefined {
  const container = context.node.parent;
  if (container === null) return 'it is in no list';
  if (/[/\\]|\.\w{1,5}["']$/.test(context.node.text)) return `${context.node.text} looks like a file, not a feature`;
  if (/^.(train|training|val|valid|validation|test|dev|eval|id|ID|index|target|label|y).$/.test(context.node.text))
    return `${context.node.text} names a part of the data that other code goes by, not a feature`;
  if (isNamedAgain(context.node)) return `${context.node.text} is used again in the same statement`;
  return listedTwice(context, container) ?? useOfList(context, container, new Set()) ?? fixedWidth(context, container);
}

/** `df[["id", "target"]].set_index("id")` */
function isNamedAgain(node: Node): boolean {
  return statementOf(node)
    .descendantsOfType('string')
    .some((other) => other.id !== node.id && other.text === node.text);
}

/** A name that another list has too may be looked up in what this list selected. */
function listedTwice({ node, project }: RuleContext, container: Node): string | undefined {
  for (const file of project.pythonFiles.values()) {
    for (const other of file.tree.rootNode.descendantsOfType(['list', 'tuple', 'set'])) {
      if (other.tree === container.tree && other.id === container.id) continue;
      const twin = elementsOf(other).find(
        (item) => item.type === 'string' && item.text.slice(1, -1) === node.text.slice(1, -1),
      );
      if (twin !== undefined)
        return `${node.text} is also listed at ${placeOf(file, twin)}; mark both and give them one group`;
    }
  }
  return undefined;
}

function useOfList(context: RuleContext, list: Node, followed: Set<string>): string | undefined {
  const { parent } = list;
  if (parent === null) return 'it is in no list';
  const elsewhere = `what \`${oneLine(parent.text)}\` makes of the list isn't known, and it may go by position`;
  switch (parent.type) {
    case 'subscript':
      if (isTarget(parent)) return `the columns are assigned to at ${placeOf(context.file, parent)}`;
      return isSelectedAsTarget(parent) ? 'it selects what is predicted, not what it is predicted from' : undefined;
    case 'for_in_clause':
    case 'comparison_operator':
      return list.type === 'identifier' ? undefined : elsewhere;
    case 'for_statement':
      return useInLoop(context, parent);
    case 'interpolation':
      return undefined;
    case 'list_splat':
    case 'parenthesized_expression':
      return useOfList(context, parent, followed);
    case 'list':
      return list.type === 'list_splat' ? useOfList(context, parent, followed) : elsewhere;
    case 'binary_operator':
      return parent.childForFieldName('operator')?.type === '+' ? useOfList(context, parent, followed) : elsewhere;
    case 'tuple':
      return isColumnsOfTransformer(context, parent) ? undefined : isColumnIndex(parent) ? undefined : elsewhere;
    case 'attribute':
      return parent.text.endsWith('.copy') ? undefined : elsewhere;
    case 'argument_list':
      return /^(len|list|set|sorted|print|tuple|DataFrame\.filter)$/.test(
        parent.parent?.childForFieldName('function')?.text ?? '',
      )
        ? undefined
        : elsewhere;
    case 'assignment': {
      const target = parent.childForFieldName('left');
      return target?.type === 'identifier' ? useOfVariable(context, target, followed) : elsewhere;
    }
    default:
      return elsewhere;
  }
}

function useOfVariable(context: RuleContext, target: Node, followed: Set<string>): string | undefined {
  if (followed.has(target.text)) return undefined;
  followed.add(target.text);
  if (NOT_FEATURES.test(target.text)) return `\`${target.text}\` looks like a list whose order means something`;
  const uses = usesOfName(context.project, context.file, target).filter((use) => use.node.id !== target.id);
  if (!uses.some((use) => use.role === 'read')) return `nothing in the project reads ${target.text}`;
  for (const use of uses) {
    const objection = objectionToUse(context, target.text, use, followed);
    if (objection !== undefined) return objection;
  }
  return undefined;
}

function objectionToUse(context: RuleContext, name: string, use: Use, followed: Set<string>): string | undefined {
  if (use.role === 'mention' || use.node.parent?.type === 'dotted_name' || isImported(use.node)) return undefined;
  if (use.role === 'binding') return `${name} is set again at ${placeOf(use.file, use.node)}`;
  const { parent } = use.node;
  if (parent?.type === 'subscript' && parent.childForFieldName('value')?.id === use.node.id) {
    return `${name} is read by position at ${placeOf(use.file, use.node)}`;
  }
  const objection = useOfList({ ...context, file: use.file }, use.node, followed);
  return objection && `${objection} (${placeOf(use.file, use.node)})`;
}

const NOT_FEATURES =
  /(^|_)(class|classes|labels?|targets?|splits?|phases?|folds?|metrics?|seeds?|ids?|paths?|files?|names)(_|$)(?!.*(feature|column|col))/i;

/** `("num", StandardScaler(), numeric)` in a ColumnTransformer. */
function isColumnsOfTransformer(context: RuleContext, tuple: Node): boolean {
  const holder = tuple.parent?.type === 'list' ? tuple.parent.parent : tuple.parent;
  const call = holder?.type === 'keyword_argument' ? holder.parent?.parent : holder?.parent;
  const callee = call?.type === 'call' ? (calleeName(context.file, call) ?? '') : '';
  return callee.startsWith('sklearn.compose.');
}

/** `df.loc[:, features]` */
function isColumnIndex(tuple: Node): boolean {
  return tuple.parent?.type === 'subscript' && !isTarget(tuple.parent);
}

/** In a loop over names each may only select a column, look something up, or be printed and collected. */
function useInLoop({ file }: RuleContext, loop: Node): string | undefined {
  const variable = loop.childForFieldName('left');
  const body = loop.childForFieldName('body');
  if (variable?.type !== 'identifier' || !body) return undefined;
  const passed = usesInFile(file, variable).find(
    ({ node, role }) =>
      role === 'read' && body.startIndex <= node.startIndex && node.endIndex <= body.endIndex && isPassedOn(node),
  );
  return passed && `each name is handed on at ${placeOf(file, passed.node)}, where it may decide more than a column`;
}

function isPassedOn(use: Node): boolean {
  const callee = use.parent?.type === 'argument_list' ? use.parent.parent?.childForFieldName('function') : undefined;
  return (
    callee !== undefined &&
    callee !== null &&
    !/^(print|str|len|getattr)$|\.(append|add|get|index|insert)$/.test(callee.text)
  );
}

/** `y = df[["price"]]` */
function isSelectedAsTarget(subscript: Node): boolean {
  const only = statementOf(subscript).namedChildren[0];
  const target = only?.type === 'assignment' ? (only.childForFieldName('left')?.text ?? '') : '';
  return /^(y|Y)(_\w+)?$|^(labels?|targets?)(_\w+)?$/.test(target);
}

function isTarget(subscript: Node): boolean {
  const { parent } = subscript;
  return /^(augmented_)?assignment$/.test(parent?.type ?? '') && parent?.childForFieldName('left')?.id === subscript.id;
}

function isImported(node: Node): boolean {
  return node.parent?.type === 'import_from_statement' || node.parent?.type === 'aliased_import';
}

/** A network with a fixed number of inputs could not take one column less. */
function fixedWidth({ project }: RuleContext, container: Node): string | undefined {
  const files = [...project.pythonFiles.values()];
  const network = files.find((file) => /^\s*(import|from)\s+(torch|tensorflow|keras|jax|flax)\b/m.test(file.text));
  if (network === undefined) return undefined;
  const adapts = files.some((file) => /\blen\(|\.shape\[(1|-1)\]|\.size\((1|-1)\)/.test(file.text));
  return adapts || container.type === 'set'
    ? undefined
    : `a network is trained on the columns, and how many inputs it has doesn't visibly follow from the list`;
}
