import type { Difference } from './difference.js';
import { childIn, isBlock, syntaxWithin, type Syntax } from './plain-syntax.js';

/** A tree to be rewritten: what normal forms are made of. */
interface Form {
  readonly type: string;
  readonly field: string | undefined;
  /** Of a leaf. */
  readonly text: string;
  readonly children: readonly Form[];
}

/**
 * What a function computes, in a form that does not depend on how its straight lines are written: a value
 * used once, in the next statement, stands there; local variables are numbered; `F.relu(x)` and `x.relu()`
 * are the same. `gone` are differences taken as made: their baseline's side is dropped or replaced;
 * calls of `passedThrough` give back what they are given; `unread` are places (`self.velocity[name]`) that hold a value
 * only between two lines.
 */
export function normalForm(
  definition: Syntax,
  gone: ReadonlySet<Difference>,
  passedThrough: ReadonlySet<string> = NONE,
  unread: ReadonlySet<string> = NONE,
): string {
  const body = formOf(definition, gone, passedThrough, unread);
  return serialise(numberLocals(inlined(body, namesOfFunctions(definition))));
}

/** Of a module: what its functions read has to keep its name and place. */
function namesOfFunctions(definition: Syntax): ReadonlySet<string> {
  if (definition.type !== 'module') return NONE;
  const [first] = definition.children;
  const functions = first?.parent?.children.filter(({ type }) => type.endsWith('_definition')) ?? [];
  return new Set(
    functions.flatMap((node) =>
      [...syntaxWithin(node)].flatMap((part) => (part.type === 'identifier' ? [part.text] : [])),
    ),
  );
}

const NONE: ReadonlySet<string> = new Set();

function formOf(
  node: Syntax,
  gone: ReadonlySet<Difference>,
  passedThrough: ReadonlySet<string>,
  unread: ReadonlySet<string>,
): Form {
  const differences = [...gone];
  const build = (part: Syntax): Form[] => {
    for (const difference of differences) {
      if (difference.kind === 'inserted' || difference.kind === 'wrapped' || !isSamePlace(difference.base, part))
        continue;
      if (difference.kind === 'deleted') return [];
      if (difference.kind === 'replaced') return [copy(difference.variant)];
      return part.children.filter((child) => child.type === 'block').flatMap((block) => block.children.flatMap(build));
    }
    if (unread.has(part.canonical)) {
      return [{ type: 'identifier', field: part.field, text: `@${part.canonical}`, children: [] }];
    }
    const [input] = childIn(part, 'arguments')?.children ?? [];
    if (part.type === 'call' && input !== undefined && passedThrough.has(childIn(part, 'function')?.canonical ?? '')) {
      return build(input).map((form) => ({ ...form, field: part.field }));
    }
    const children = part.children.flatMap(build);
    const isEmptied = part.children.length > 0 && children.length === 0;
    if (part.type === 'binary_operator' && children.length < 3) return operandLeft(part, children);
    return isEmptied && isBlock(part.type)
      ? []
      : [{ type: part.type, field: part.field, text: leafText(part), children }];
  };
  return build(node)[0] ?? { type: 'nothing', field: undefined, text: '', children: [] };
}

function copy(node: Syntax): Form {
  return { type: node.type, field: node.field, text: leafText(node), children: node.children.map(copy) };
}

function leafText(node: Syntax): string {
  return node.children.length === 0 ? node.canonical : '';
}

/** What stays of `a - b` when one side is gone: `a`, or `-b`. */
function operandLeft(part: Syntax, children: readonly Form[]): Form[] {
  const [operand] = children.filter((child) => !isOperator(child));
  const operator = children.find((child) => /^[-/]$/.test(child.text));
  if (operand?.field !== 'right' || operator === undefined) {
    return operand === undefined ? [] : [{ ...operand, field: part.field }];
  }
  return [
    { type: 'unary_operator', field: part.field, text: '', children: [operator, { ...operand, field: undefined }] },
  ];
}

function isOperator(form: Form): boolean {
  return form.children.length === 0 && /^[-+*/]$/.test(form.text);
}

/** Puts values that are used once, by the next statement, where they are used; innermost blocks first. */
function inlined(form: Form, fixed: ReadonlySet<string>): Form {
  const children = form.children.map((child) => inlined(child, fixed));
  return { ...form, children: isBlock(form.type) ? inlineStatements(children, fixed) : children };
}

function inlineStatements(statements: readonly Form[], fixed: ReadonlySet<string>): Form[] {
  const rest = [...statements];
  for (let index = 0; index < rest.length - 1;) {
    const [name, value] = simpleAssignment(rest[index]);
    if (name !== undefined && value !== undefined) moveDown(rest, index, name, value);
    const next = rest[index + 1];
    if (name === undefined || value === undefined || next === undefined || fixed.has(name)) {
      index += 1;
      continue;
    }
    if (value.type === 'identifier') useAlias(rest, index, name, value.text);
    // A copy of itself says nothing, nor does one that nobody reads.
    const isUnread = value.type === 'identifier' && !rest.slice(index + 1).some((later) => count(later, name) > 0);
    if (value.text === name || isUnread) {
      rest.splice(index, 1);
      index = Math.max(0, index - 1);
      continue;
    }
    const isReboundThere = simpleAssignment(next)[0] === name || next.type === 'return_statement';
    const isUsedLater = !isReboundThere && rest.slice(index + 2).some((later) => count(later, name) > 0);
    if (isSimple(next) && !isUsedLater && countReads(next, name) === 1) {
      rest.splice(index, 2, substitute(next, name, value));
      index = Math.max(0, index - 1);
    } else index += 1;
  }
  return rest;
}

/** A place that holds a value for a while is given it right before it is read, where nothing between matters to it. */
function moveDown(statements: Form[], index: number, name: string, value: Form): void {
  const [statement] = statements.slice(index);
  if (!name.startsWith('@') || statement === undefined || hasCall(value)) return;
  let last = index;
  while (isPassable(statements[last + 1], name, value)) last += 1;
  statements.splice(index, 1);
  statements.splice(last, 0, statement);
}

function isPassable(statement: Form | undefined, name: string, value: Form): boolean {
  if (statement === undefined || !statement.type.endsWith('assignment') || hasCall(statement)) return false;
  const target = statement.children.find((child) => child.field === 'left');
  const isOfValue = namesOf(value).some((each) => each === rootName(target));
  return !isOfValue && count(statement, name) === 0;
}

function namesOf(form: Form): string[] {
  return [...(form.type === 'identifier' ? [form.text] : []), ...form.children.flatMap(namesOf)];
}

/** What an assignment changes: `self` of `self.W[i]`. */
function rootName(target: Form | undefined): string | undefined {
  return target === undefined || target.type === 'identifier' ? target?.text : rootName(target.children[0]);
}

function hasCall(form: Form): boolean {
  return form.type === 'call' || form.children.some(hasCall);
}

/** After `a = b`, `a` is `b` until one of them gets another value. */
function useAlias(statements: Form[], index: number, name: string, original: string): void {
  for (let next = index + 1; next < statements.length; next += 1) {
    const statement = statements[next];
    if (statement === undefined || !isSimple(statement)) return;
    statements[next] = substitute(statement, name, {
      type: 'identifier',
      field: undefined,
      text: original,
      children: [],
    });
    const [bound] = simpleAssignment(statement);
    if (bound === undefined ? statement.type === 'assignment' : bound === name || bound === original) return;
  }
}

function simpleAssignment(form: Form | undefined): readonly [name?: string, value?: Form] {
  if (form?.type !== 'assignment') return [];
  const left = form.children.find((child) => child.field === 'left');
  const right = form.children.find((child) => child.field === 'right');
  return left?.type === 'identifier' && right !== undefined ? [left.text, right] : [];
}

function isSimple(form: Form): boolean {
  return ['assignment', 'augmented_assignment', 'return_statement', 'call'].includes(form.type);
}

function count(form: Form, name: string): number {
  const own = form.type === 'identifier' && form.text === name && form.field !== 'attribute' ? 1 : 0;
  return form.children.reduce((sum, child) => sum + count(child, name), own);
}

/** Occurrences other than as the target of an assignment. */
function countReads(form: Form, name: string): number {
  const isTarget = form.field === 'left' && form.text === name;
  const own = form.type === 'identifier' && form.text === name && form.field !== 'attribute' && !isTarget ? 1 : 0;
  const isKeyword = form.type === 'keyword_argument';
  return form.children.reduce(
    (sum, child) => sum + (isKeyword && child.field === 'name' ? 0 : countReads(child, name)),
    own,
  );
}

function substitute(form: Form, name: string, value: Form): Form {
  if (form.type === 'identifier' && form.text === name && !['attribute', 'left', 'name'].includes(form.field ?? '')) {
    return { ...value, field: form.field };
  }
  return { ...form, children: form.children.map((child) => substitute(child, name, value)) };
}

/** Numbers the variables that the function itself gives a value, in the order of their appearance. */
function numberLocals(form: Form): Form {
  const locals = new Map<string, string>();
  const collect = (part: Form, isBinding: boolean): void => {
    const binds = isBinding || part.field === 'left';
    if (part.type === 'identifier' && binds && !locals.has(part.text)) locals.set(part.text, `$${locals.size}`);
    const inherits = binds && /_list$|_pattern$|^tuple$/.test(part.type);
    for (const child of part.children) collect(child, inherits);
  };
  collect(form, false);
  const rename = (part: Form): Form => {
    const isVariable = part.type === 'identifier' && part.field !== 'attribute';
    const text = isVariable ? (locals.get(part.text) ?? part.text) : part.text;
    return { ...part, text, children: part.children.map(rename) };
  };
  return rename(form);
}

const AS_METHODS =
  /^(?:softmax|log_softmax|relu|sigmoid|tanh|flatten|mean|sum|reshape|permute|transpose|squeeze|unsqueeze|exp|log|sqrt|abs|matmul|norm|argmax|max|min|clamp|stack|cat)$/;

function serialise(form: Form): string {
  if (form.children.length === 0) return form.text === '' ? `${form.type}()` : form.text;
  const subtracted = subtraction(form);
  if (subtracted !== undefined) return serialise(subtracted);
  const asMethod = methodCall(form);
  if (asMethod !== undefined) return asMethod;
  return `${form.type}(${form.children.map(serialise).join(' ')})`;
}

/** `x += -y` is `x -= y`. */
function subtraction(form: Form): Form | undefined {
  const [left, operator, right] = form.children;
  if (form.type !== 'augmented_assignment' || operator?.text !== '+=' || right?.type !== 'unary_operator')
    return undefined;
  const [sign, operand] = right.children;
  if (left === undefined || sign?.text !== '-' || operand === undefined) return undefined;
  return { ...form, children: [left, { ...operator, text: '-=' }, { ...operand, field: 'right' }] };
}

/** `F.softmax(x, dim=1)`, `torch.softmax(x, dim=1)` and `x.softmax(dim=1)`. */
function methodCall(form: Form): string | undefined {
  if (form.type !== 'call') return undefined;
  const callee = form.children.find((child) => child.field === 'function');
  const args = form.children.find((child) => child.field === 'arguments')?.children ?? [];
  if (callee?.type !== 'attribute') return undefined;
  const object = callee.children.find((child) => child.field === 'object');
  const name = callee.children.find((child) => child.field === 'attribute')?.text ?? '';
  if (object === undefined || !AS_METHODS.test(name)) return undefined;
  const isLibrary = object.type === 'identifier' && /^(?:F|torch|functional|np|numpy)$/.test(object.text);
  const operands = isLibrary ? args : [object, ...args];
  return `method ${name}(${operands.map(serialise).join(' ')})`;
}

function isSamePlace(a: Syntax, b: Syntax): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end && a.type === b.type;
}

/** The function definitions of a file by their dotted names; the module's own statements under ''. */
export function functionsIn(root: Syntax): Map<string, Syntax> {
  const isDefinition = ({ type }: Syntax): boolean => type.endsWith('_definition');
  const found = new Map<string, Syntax>([
    ['', { ...root, children: root.children.filter((child) => !isDefinition(child)) }],
  ]);
  for (const node of syntaxWithin(root)) {
    if (node.type !== 'function_definition') continue;
    const names: string[] = [];
    for (let outer: Syntax | undefined = node; outer !== undefined; outer = outer.parent) {
      if (outer.type === 'function_definition' || outer.type === 'class_definition') {
        names.unshift(childIn(outer, 'name')?.canonical ?? '');
      }
    }
    found.set(names.join('.'), node);
  }
  return found;
}
