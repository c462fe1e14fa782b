import type { Difference } from './difference.js';
import { childIn, syntaxWithin, type Syntax } from './plain-syntax.js';
import { formOf } from './form.js';
import { inlined } from './inlined.js';
import { numberLocals, serialise } from './serialised.js';
import { unrolled } from './unrolled.js';

/**
 * What a function computes, in a form that does not depend on how its straight lines are written: a value
 * used once, in the next statement, stands there; short loops are unrolled; local variables are numbered; `F.relu(x)` and `x.relu()`
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
  const body = unrolled(formOf(definition, gone, passedThrough, unread));
  const whole = body.children.find(({ type }) => type === 'block') ?? body;
  const fixed = namesOfFunctions(definition);
  return serialise(numberLocals(inlined(body, { fixed, whole }), fixed));
}

const NONE: ReadonlySet<string> = new Set();

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
