import { pythonFileFromText } from '../../source/python-file.js';
import { childIn, statementAround, syntaxAround, syntaxOf, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import { sideOf } from '../syntax/difference.js';
import { valueOf } from './component-parts.js';
import { rootsOf, type Comparison } from './comparison.js';
import type { CodeFate } from './code-fate.js';
import type { Target } from './target.js';

/** Whether what the mark asks for stands in the component's place, also where it is the same call with other arguments. */
export function standsAsWanted(comparison: Comparison, target: Target, node: Syntax, fate: CodeFate): boolean {
  if (target.replacement === undefined || fate.kind !== 'changed-inside') return false;
  const wanted = canonicalOf(target.replacement);
  if (wanted === undefined || wanted === valueOf(node).canonical) return false;
  const isWanted = (each: Syntax): boolean => each.canonical === wanted;
  const isAround = fate.differences.every((difference) => {
    if (difference.kind === 'deleted' || difference.kind === 'unwrapped') return false;
    return [...syntaxAround(sideOf(difference))].some(isWanted);
  });
  return isAround || isValueOfTheName(comparison, node, isWanted);
}

/** An expression of a mark, without blanks and parentheses that mean nothing. */
export function canonicalOf(expression: string): string | undefined {
  return expressionIn(expression)?.canonical;
}

/** The syntax of an expression that a mark spells. */
export function expressionIn(text: string): Syntax | undefined {
  return syntaxOf(pythonFileFromText('replacement', `${text}\n`)).children[0];
}

/** `self.drop = ...` of the variant, where the marked statement gives `self.drop` its value. */
function isValueOfTheName({ variant }: Comparison, node: Syntax, isWanted: (each: Syntax) => boolean): boolean {
  const statement = statementAround(node);
  const name = childIn(statement, 'left');
  if (name === undefined || statement !== node) return false;
  const same = [...rootsOf(variant)].flatMap((root) =>
    [...syntaxWithin(root)].filter(
      (each) =>
        each.file === node.file && each.type === node.type && childIn(each, 'left')?.canonical === name.canonical,
    ),
  );
  return same.length === 1 && same.every((each) => isWanted(valueOf(each)));
}
