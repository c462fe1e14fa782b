import type { RuleDecision } from '../../core/variant.js';
import { unwrapBlock } from '../../source/dedent-block.js';
import { deleteStatements } from '../../source/delete-statement.js';
import { enclosingClass, enclosingFunction } from '../../source/name-uses.js';
import type { Node } from '../../source/python-parser.js';
import { reasonBodyIsNeeded } from '../optional-body.js';
import type { Rule, RuleContext } from '../rule.js';
import { placeOf } from '../statement-of.js';
import { reasonNotASwitch } from '../switch-condition.js';

/** `if use_mixup: ...`: the branch never runs. With an `else`, that one always does. */
export const guardedBranch: Rule = {
  name: 'guarded-branch',
  decide(context: RuleContext): RuleDecision {
    const { node, file } = context;
    if (/^(for|while|try)_statement$/.test(node.type)) {
      const keyword = node.type.slice(0, -'_statement'.length);
      return abstain(
        `a whole \`${keyword}\` is not a step that can be left out for sure; mark what inside it is meant`,
      );
    }
    if (/^(elif|else)_clause$/.test(node.type))
      return abstain('one branch of several; mark the whole `if`, or a line inside');
    if (node.type !== 'if_statement') return { kind: 'not-mine' };
    const condition = node.childForFieldName('condition');
    const body = node.childForFieldName('consequence');
    const [alternative, ...more] = node.childrenForFieldName('alternative');
    if (!condition || !body) return { kind: 'not-mine' };
    if (alternative?.type === 'elif_clause' || more.length > 0) {
      return abstain('the `if` chooses between several branches; mark the line that is meant inside one of them');
    }
    const notASwitch = reasonNotASwitch(condition);
    if (notASwitch !== undefined)
      return abstain(`the condition \`${condition.text}\` ${notASwitch}, so this is no optional step`);
    const filled = condition.descendantsOfType(['identifier', 'attribute']).find((name) => isAssignedIn(body, name));
    if (filled !== undefined) return abstain(`the branch sets \`${filled.text}\`, which its own condition asks for`);
    const otherwise = alternative?.childForFieldName('body') ?? undefined;
    const again = otherwise && conditionElsewhere(context, node, condition);
    if (again !== undefined)
      return abstain(`\`${condition.text}\` is asked at ${again} too, and both have to agree; mark where it is set`);
    const needed = reasonBodyIsNeeded(context, node, body, otherwise);
    if (needed !== undefined) return abstain(needed);
    const edits = otherwise ? unwrapBlock(file, node, otherwise) : deleteStatements(file, [node]);
    if (edits === undefined) return abstain('the indentation of the `else` leaves no sure way to move it left');
    const note = otherwise
      ? `always takes the \`else\` of \`if ${condition.text}\``
      : `never runs the step \`if ${condition.text}\``;
    return { kind: 'edit', rule: 'guarded-branch', edits, note };
  },
};

/** Another `if` that goes by the same flag, so that taking the other branch here alone would not fit it. */
function conditionElsewhere(context: RuleContext, node: Node, condition: Node): string | undefined {
  const flag = condition.type === 'not_operator' ? condition.childForFieldName('argument') : condition;
  if (flag?.type !== 'identifier' && flag?.type !== 'attribute') return undefined;
  const scope = enclosingClass(node) ?? enclosingFunction(node) ?? context.file.tree.rootNode;
  const other = scope
    .descendantsOfType(['if_statement', 'elif_clause'])
    .find((statement) => statement.id !== node.id && asks(statement.childForFieldName('condition'), flag.text));
  return other && placeOf(context.file, other);
}

function asks(condition: Node | null, flag: string): boolean {
  return (
    condition?.text === flag ||
    (condition?.descendantsOfType(['identifier', 'attribute']) ?? []).some(({ text }) => text === flag)
  );
}

function isAssignedIn(body: Node, name: Node): boolean {
  return body
    .descendantsOfType('assignment')
    .some((assignment) => assignment.childForFieldName('left')?.text === name.text);
}

function abstain(reason: string): RuleDecision {
  return { kind: 'abstain', rule: 'guarded-branch', reason };
}
