import type { Difference } from '../syntax/difference.js';
import { operandsIn } from '../syntax/operands.js';
import { childIn, covers, statementAround, syntaxAround, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import type { Explanation } from './explanation.js';

/** Whether a number counted the parts of a sum or list of which the component was one: `(a + b + c) / 3`. */
export function isAdaptedCount(explained: ReadonlyMap<Difference, Explanation>, difference: Difference): boolean {
  if (difference.kind !== 'replaced') return false;
  const [before, after] = [Number(difference.base.text), Number(difference.variant.text)];
  if (!Number.isInteger(before) || !Number.isInteger(after)) return false;
  const gone = [...explained.keys()].flatMap((each) => (each.kind === 'deleted' ? [each.base] : []));
  const statement = statementAround(difference.base);
  return gone.some((removed) => {
    const isDivisor = covers(statement, removed) && divides(difference.base);
    if (!isDivisor && !isCountBeside(statement, difference.base, removed)) return false;
    const whole = wholeOf(removed);
    if (whole === undefined) return false;
    const parts = partsOf(whole);
    const left =
      parts.length -
      gone.filter((part) => parts.some((each) => each.start === part.start && each.end === part.end)).length;
    return parts.length === before && left === after;
  });
}

function divides(number: Syntax): boolean {
  return number.field === 'right' && number.parent?.children.some(({ canonical }) => canonical === '/') === true;
}

/** `n = 3` beside `(a + b + c) / n`. */
function isCountBeside(statement: Syntax, number: Syntax, removed: Syntax): boolean {
  const isAll = statement.type === 'assignment' && childIn(statement, 'right') === number;
  const name = isAll ? childIn(statement, 'left')?.canonical : undefined;
  return name !== undefined && [...syntaxWithin(statementAround(removed))].some((part) => part.canonical === name);
}

function wholeOf(part: Syntax): Syntax | undefined {
  let whole: Syntax | undefined;
  for (const outer of syntaxAround(part)) {
    if (outer === part) continue;
    if (outer.type === 'binary_operator') whole = outer;
    else if (['list', 'tuple', 'argument_list', 'dictionary'].includes(outer.type)) return whole ?? outer;
    else break;
  }
  return whole;
}

function partsOf(whole: Syntax): readonly Syntax[] {
  return whole.type === 'binary_operator' ? operandsIn(sumIn(whole)) : whole.children;
}

/** `(a + b + c) / 3`: the sum inside the quotient. */
function sumIn(node: Syntax): Syntax {
  if (node.children.some((child) => child.canonical === '+' || child.canonical === '-')) return node;
  return node.children.find((child) => child.type === 'binary_operator') ?? node;
}
