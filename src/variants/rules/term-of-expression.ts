import { oneLine } from '../../source/one-line.js';
import type { RuleDecision } from '../../core/variant.js';
import { deleteTerms } from '../../source/delete-term.js';
import { chainOf, isOperand } from '../../source/operand-chain.js';
import type { Rule, RuleContext } from '../rule.js';
import { objectionToCondition, objectionToTermContext } from '../term-context.js';

/** A term of a sum, a factor or divisor of a product, a condition joined by `and`: the rest keeps its value. */
export const termOfExpression: Rule = {
  name: 'term-of-expression',
  decide({ node, file }: RuleContext): RuleDecision {
    if (!isOperand(node)) return { kind: 'not-mine' };
    const found = chainOf(node);
    if (!found.ok) return abstain(found.failure);
    const { chain } = found.value;
    const operands = chain.operands.map((operand) => operand.node);
    const objection =
      chain.kind === 'condition' ? objectionToCondition(node) : objectionToTermContext(file, node, operands);
    if (objection !== undefined) return abstain(objection);
    const deleted = deleteTerms(file, [node]);
    if (!deleted.ok) return abstain(deleted.failure);
    const note = `removes \`${oneLine(node.text)}\` from the expression`;
    return { kind: 'edit', rule: 'term-of-expression', edits: deleted.value, note };
  },
};

function abstain(reason: string): RuleDecision {
  return { kind: 'abstain', rule: 'term-of-expression', reason };
}
