import type { Difference } from '../syntax/difference.js';
import { syntaxAround, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import { rootsOf, type Comparison } from './comparison.js';

const STATEMENTS = ['import_statement', 'import_from_statement'];

/** An import of a package that the baseline imports already, under a name that its file does not know. */
export function isHarmlessImport(comparison: Comparison, difference: Difference): boolean {
  if (difference.kind !== 'inserted') return false;
  const { variant } = difference;
  const statement = [...syntaxAround(variant)].find(({ type }) => STATEMENTS.includes(type));
  const isImport = [...STATEMENTS, 'dotted_name', 'aliased_import'].includes(variant.type);
  if (statement === undefined || !isImport) return false;
  const name = packageOf(statement);
  const isKnown = ['contextlib', '__future__'].includes(name) || packagesIn(comparison).has(name);
  return isKnown && !rebinds(comparison, variant);
}

function rebinds({ baseNames, variantNames }: Comparison, node: Syntax): boolean {
  const isOfFile = (place: Syntax): boolean => place.file === node.file;
  return [...variantNames.boundIn(node)].some((key) => {
    const { bindings, reads } = baseNames.placesOf(key);
    return [...bindings, ...reads].some(isOfFile);
  });
}

function packagesIn({ base }: Comparison): Set<string> {
  return new Set(
    [...rootsOf(base)].flatMap((root) =>
      [...syntaxWithin(root)].flatMap((node) => (STATEMENTS.includes(node.type) ? [packageOf(node)] : [])),
    ),
  );
}

/** `torch` of `from torch.nn import functional`. */
function packageOf(statement: Syntax): string {
  return /^(?:from|import)\s+(\w+)/.exec(statement.text)?.[1] ?? '';
}
