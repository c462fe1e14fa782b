import { oneLine } from '../../source/one-line.js';
import type { RuleDecision } from '../../core/variant.js';
import { deleteStatements } from '../../source/delete-statement.js';
import { decideOptionalCall } from '../optional-call.js';
import type { Rule, RuleContext } from '../rule.js';
import { wholeStatement } from '../statement-of.js';

/** A call for its effect, whose value nobody uses: it goes where the effect is known to be an optional step. */
export const unusedStatement: Rule = {
  name: 'unused-statement',
  decide(context: RuleContext): RuleDecision {
    const statement = wholeStatement(context.node);
    const call = statement?.type === 'expression_statement' ? statement.namedChildren[0] : undefined;
    if (!statement || call?.type !== 'call') return { kind: 'not-mine' };
    const optional = decideOptionalCall(context, call);
    if (optional.kind === 'not-known') return { kind: 'abstain', rule: 'unused-statement', reason: optional.reason };
    const note = `removes ${optional.meaning}, \`${oneLine(statement.text)}\``;
    return { kind: 'edit', rule: 'unused-statement', edits: deleteStatements(context.file, [statement]), note };
  },
};
