import type { RuleDecision } from '../../core/variant.js';
import { deleteTerms } from '../../source/delete-term.js';
import { isOperand } from '../../source/operand-chain.js';
import type { Rule, RuleContext } from '../rule.js';

/** A term of a sum, a factor or divisor of a product, a condition joined by `and`: the rest keeps its value. */
export const termOfExpression: Rule = {
  name: 'term-of-expression',
  decide({ node, file }: RuleContext): RuleDecision {
    if (!isOperand(node)) return { kind: 'not-mine' };
    const deleted = deleteTerms(file, [node]);
    if (!deleted.ok) return { kind: 'abstain', rule: 'term-of-expression', reason: deleted.failure };
    const text = node.text.replaceAll(/\s+/g, ' ');
    const note = `removes \`${text.length > 60 ? `${text.slice(0, 57)}...` : text}\` from the expression`;
    return { kind: 'edit', rule: 'term-of-expression', edits: deleted.value, note };
  },
};
