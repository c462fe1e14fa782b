import type { Form } from './form.js';
import { substitute } from './inlined.js';

const MOST_ROUNDS = 8;

/** A loop over a handful of values that stand in the code is as good as its body for each of them. */
export function unrolled(form: Form): Form {
  const children = form.children.flatMap((child) => {
    const inner = unrolled(child);
    return roundsOf(inner) ?? [inner];
  });
  return { ...form, children };
}

function roundsOf(loop: Form): Form[] | undefined {
  if (loop.type !== 'for_statement') return undefined;
  const [left, right, body] = ['left', 'right', 'body'].map((field) =>
    loop.children.find((each) => each.field === field),
  );
  const isLiteral = right?.type === 'tuple' || right?.type === 'list';
  const hasMore = loop.children.some(({ type }) => type === 'else_clause' || type === 'async');
  if (left?.type !== 'identifier' || !isLiteral || body === undefined || hasMore) return undefined;
  const isPlain =
    right.children.length <= MOST_ROUNDS && right.children.every(isPlace) && !isInterrupted(body, left.text);
  return isPlain
    ? right.children.flatMap((value) => body.children.map((statement) => substitute(statement, left.text, value)))
    : undefined;
}

/** A name, an attribute or a literal: reading it once more changes nothing. */
function isPlace(form: Form): boolean {
  return form.type === 'attribute' || form.children.length === 0;
}

/** Whether a round may end early, or gives the name of the loop another value. */
function isInterrupted(form: Form, name: string): boolean {
  if (['break_statement', 'continue_statement', 'lambda', 'function_definition'].includes(form.type)) return true;
  const isTarget = form.field === 'left' && mentions(form, name);
  return isTarget || form.children.some((child) => isInterrupted(child, name));
}

function mentions(form: Form, name: string): boolean {
  return (form.type === 'identifier' && form.text === name) || form.children.some((child) => mentions(child, name));
}
