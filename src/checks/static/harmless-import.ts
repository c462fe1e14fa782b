import type { Difference } from '../syntax/difference.js';
import { syntaxWithin } from '../syntax/plain-syntax.js';
import { rootsOf, type Comparison } from './comparison.js';

/** An import of a package that the baseline imports already, under another or the same name. */
export function isHarmlessImport({ base }: Comparison, difference: Difference): boolean {
  if (difference.kind !== 'inserted') return false;
  const { variant } = difference;
  if (!['import_statement', 'import_from_statement', 'dotted_name', 'aliased_import'].includes(variant.type))
    return false;
  const packages = new Set(
    [...rootsOf(base)].flatMap((root) => [...syntaxWithin(root)].flatMap((node) => packageOf(node.text, node.type))),
  );
  if (variant.type === 'dotted_name' || variant.type === 'aliased_import') return true;
  return packageOf(variant.text, variant.type).every(
    (name) => packages.has(name) || name === 'contextlib' || name === '__future__',
  );
}

function packageOf(text: string, type: string): string[] {
  if (type !== 'import_statement' && type !== 'import_from_statement') return [];
  const name = /^(?:from|import)\s+([\w]+)/.exec(text)?.[1];
  return name === undefined ? [] : [name];
}
