import { applyEdits, type Edit } from '../../core/edit.js';
import { pythonFileFromText, type PythonFile } from '../../source/python-file.js';
import { syntaxOf, type Syntax } from '../syntax/plain-syntax.js';
import type { DeclaredChange } from '../fingerprint/comparison-target.js';
import { isLiteral, valueOf } from './component-parts.js';
import type { Comparison } from './comparison.js';
import { expressionIn } from './stands-as-wanted.js';
import type { Target } from './target.js';

/** What a mark wants in the place of a value. */
interface Declared {
  readonly value: Syntax;
  readonly wanted: string;
}

/**
 * What was changed, where the variant's sources are the baseline's with what the marks ask for (`replace=`) in the
 * place of the marked values, and with no other difference.
 */
export function declaredChangeOf(
  { base, variant, added }: Comparison,
  targets: readonly Target[],
): DeclaredChange | undefined {
  const declared = targets.flatMap(declaredIn);
  if (declared.length === 0 || declared.length < targets.length || added.length > 0) return undefined;
  const isAll = [...base.pythonFiles.values()].every((file) => {
    const actual = variant.pythonFiles.get(file.path);
    return actual !== undefined && isSameCode(withDeclared(file, declared), actual);
  });
  if (!isAll) return undefined;
  return declared.every(({ value, wanted }) => isPlainValue(value) && isPlainValue(expressionIn(wanted)))
    ? 'value'
    : 'part';
}

function declaredIn({ nodes, replacement }: Target): Declared[] {
  const [node, ...others] = nodes;
  if (node === undefined || others.length > 0 || replacement === undefined) return [];
  return [{ value: markedValue(node), wanted: replacement }];
}

function markedValue(node: Syntax): Syntax {
  switch (node.type) {
    case 'return_statement':
      return node.children.at(-1) ?? node;
    case 'subscript':
      return node;
    default:
      return valueOf(node);
  }
}

function withDeclared(file: PythonFile, declared: readonly Declared[]): PythonFile {
  const edits = declared.flatMap(({ value: { file: of, start, end }, wanted }): Edit[] =>
    of === file.path ? [{ file: of, start, end, text: `(${wanted})` }] : [],
  );
  return edits.length === 0 ? file : pythonFileFromText(file.path, applyEdits(file.text, edits));
}

function isSameCode(one: PythonFile, other: PythonFile): boolean {
  return one.text === other.text || syntaxOf(one).canonical === syntaxOf(other).canonical;
}

const COLLECTIONS = new Set(['list', 'tuple', 'set', 'dictionary', 'pair', 'unary_operator']);

/** A literal, or a collection of nothing else. */
function isPlainValue(node: Syntax | undefined): boolean {
  if (node === undefined) return false;
  if (COLLECTIONS.has(node.type)) return node.children.every((child) => child.type === '-' || isPlainValue(child));
  return isLiteral(node);
}
