import { isBlock } from './plain-syntax.js';
import type { Form } from './form.js';
import { AS_METHODS } from './serialised.js';

interface InliningScope {
  /** Names that others read. */
  readonly fixed: ReadonlySet<string>;
  /** The body of the function, as it was written. */
  readonly whole: Form;
}

/** Puts values that are used once, by the next statement, where they are used; innermost blocks first. */
export function inlined(form: Form, scope: InliningScope): Form {
  const children = form.children.map((child) => inlined(child, scope));
  return { ...form, children: isBlock(form.type) ? inlineStatements(children, fixedIn(form, scope)) : children };
}

/** In a branch or loop names that are also read outside of it, or come in from the round before, keep their lines. */
function fixedIn(block: Form, { fixed, whole }: InliningScope): ReadonlySet<string> {
  if (block === whole) return fixed;
  const bound = block.children.flatMap((statement) => simpleAssignment(statement)[0] ?? []);
  const kept = bound.filter((name) => count(whole, name) !== count(block, name) || isCarried(block, name));
  return new Set([...fixed, ...kept]);
}

/** Whether a block reads a name before it gives it a value. */
function isCarried(block: Form, name: string): boolean {
  const first = block.children.find((statement) => count(statement, name) > 0);
  const [bound, value] = simpleAssignment(first);
  return bound !== name || value === undefined || count(value, name) > 0;
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
    const isMadeAnew = !isPure(value) && isReadRepeatedly(next, name);
    if (isSimple(next) && !isUsedLater && !isMadeAnew && countReads(next, name) === 1) {
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
    const bound = rootName(statement.children.find((child) => child.field === 'left'));
    const isOther = bound !== undefined && bound !== name && bound !== original;
    if (statement.type.endsWith('assignment') && !isOther) return;
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

/** Calls nothing that may give another value the next time. */
function isPure(form: Form): boolean {
  const callee = form.type === 'call' ? form.children.find((child) => child.field === 'function') : undefined;
  const name = callee?.children.find((child) => child.field === 'attribute')?.text ?? callee?.text ?? '';
  return (callee === undefined || AS_METHODS.test(name)) && form.children.every(isPure);
}

/** In a comprehension or a lambda, which compute it anew each time. */
function isReadRepeatedly(form: Form, name: string): boolean {
  const isRepeated = /_comprehension$|^generator_expression$|^lambda$/.test(form.type);
  return (isRepeated && count(form, name) > 0) || form.children.some((child) => isReadRepeatedly(child, name));
}

/** The form with a value in the place of a name. */
export function substitute(form: Form, name: string, value: Form): Form {
  if (form.type === 'identifier' && form.text === name && !['attribute', 'left', 'name'].includes(form.field ?? '')) {
    return { ...value, field: form.field };
  }
  return { ...form, children: form.children.map((child) => substitute(child, name, value)) };
}
