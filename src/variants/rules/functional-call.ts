import type { Edit } from '../../core/edit.js';
import type { RuleDecision } from '../../core/variant.js';
import { deleteStatements } from '../../source/delete-statement.js';
import { walk, type Node } from '../../source/python-parser.js';
import { textInPlaceOf } from '../argument-text.js';
import { inPlaceHazard } from '../in-place-hazard.js';
import type { Rule, RuleContext } from '../rule.js';
import { appliedFunction } from '../shape-keeping-functions.js';
import { wholeStatement } from '../statement-of.js';

/**
 * `x = F.dropout(x, 0.5)`, `h = torch.relu(h)`, `x = self.act(x)`, `nn.ReLU()(x)`: where the function keeps the
 * shape, its argument stands in its place. A whole statement is meant only if it does nothing else.
 */
export const functionalCall: Rule = {
  name: 'functional-call',
  decide(context: RuleContext): RuleDecision {
    const statement = wholeStatement(context.node);
    if (statement === undefined) return decideTerm(context, context.node);
    const only = statement.type === 'expression_statement' ? statement.namedChildren[0] : undefined;
    if (only?.type === 'call') return decideInPlaceStatement(context, statement, only);
    const target = only?.type === 'assignment' ? only.childForFieldName('left') : undefined;
    const value = only?.childForFieldName('right');
    return target && value?.type === 'call'
      ? decideAssignment(context, statement, target, value)
      : { kind: 'not-mine' };
  },
};

function decideTerm(context: RuleContext, call: Node): RuleDecision {
  // Of a sum or product the whole operand is meant, not the function around it.
  if (call.parent?.type === 'binary_operator') return { kind: 'not-mine' };
  const applied = appliedFunction(context.project, context.file, call);
  if (applied.kind === 'unknown') return { kind: 'not-mine' };
  if (applied.kind === 'unsure') return abstain(applied.reason);
  return replaceByInput(context, call, applied.input);
}

function decideAssignment(context: RuleContext, statement: Node, target: Node, value: Node): RuleDecision {
  const applied = appliedFunction(context.project, context.file, value);
  if (applied.kind === 'unknown') return { kind: 'not-mine' };
  if (applied.kind === 'unsure') return abstain(applied.reason);
  const { input } = applied;
  const other = [...walk(input)].find((node) => node.type === 'call');
  if (other !== undefined) {
    const names = [value, other].map((call) => `\`${call.childForFieldName('function')?.text ?? ''}\``);
    return abstain(`the line does more than one thing (${names.join(', ')}); say which is meant with term=`);
  }
  if (target.text !== input.text) return replaceByInput(context, value, input);
  const hazard = inPlaceHazard(context.project, context.file, value, input);
  if (hazard !== undefined) return abstain(hazard);
  return edit(deleteStatements(context.file, [statement]), `removes \`${statement.text}\``);
}

/** `F.relu_(x)` and `F.dropout(x, inplace=True)` as statements act on `x` itself. */
function decideInPlaceStatement(context: RuleContext, statement: Node, call: Node): RuleDecision {
  const applied = appliedFunction(context.project, context.file, call);
  if (applied.kind !== 'keeps') return { kind: 'not-mine' };
  const callee = call.childForFieldName('function')?.text ?? '';
  if (!callee.endsWith('_') && !/\binplace\s*=\s*True\b/.test(call.text)) {
    return abstain(`nothing uses the value of \`${callee}\` here, so removing it would change nothing`);
  }
  return edit(deleteStatements(context.file, [statement]), `removes \`${statement.text}\``);
}

function replaceByInput(context: RuleContext, call: Node, input: Node): RuleDecision {
  const hazard = inPlaceHazard(context.project, context.file, call, input);
  if (hazard !== undefined) return abstain(hazard);
  const text = textInPlaceOf(call, input);
  const change: Edit = { file: context.file.path, start: call.startIndex, end: call.endIndex, text };
  const callee = call.childForFieldName('function')?.text ?? '';
  return edit([change], `removes \`${callee}\` from around \`${input.text}\``);
}

function edit(edits: readonly Edit[], note: string): RuleDecision {
  return { kind: 'edit', rule: 'functional-call', edits, note };
}

function abstain(reason: string): RuleDecision {
  return { kind: 'abstain', rule: 'functional-call', reason };
}
