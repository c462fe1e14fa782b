import type { Difference } from './difference.js';
import { childIn, isBlock, type Syntax } from './plain-syntax.js';

/** A tree to be rewritten: what normal forms are made of. */
export interface Form {
  readonly type: string;
  readonly field: string | undefined;
  /** Of a leaf. */
  readonly text: string;
  readonly children: readonly Form[];
}

/** The tree of a definition with the differences in `gone` made. */
export function formOf(
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

function isSamePlace(a: Syntax, b: Syntax): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end && a.type === b.type;
}
