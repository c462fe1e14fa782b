import { oneLine } from '../../source/one-line.js';
import type { Edit } from '../../core/edit.js';
import type { RuleDecision } from '../../core/variant.js';
import { deleteStatements } from '../../source/delete-statement.js';
import { enclosingFunction, scopeOfIdentifier, usesOfName } from '../../source/name-uses.js';
import type { Node } from '../../source/python-parser.js';
import { textInPlaceOf } from '../argument-text.js';
import { objectionToAccumulation } from '../accumulation.js';
import { carriesValue } from '../carries-value.js';
import { isCounted, isJoined } from '../counted-names.js';
import { inPlaceHazard } from '../in-place-hazard.js';
import { keptInput } from '../kept-input.js';
import type { Rule, RuleContext } from '../rule.js';
import { wholeStatement } from '../statement-of.js';

/**
 * `x = f(x)`, `x = x * mask`, `loss += beta * kld`: what a value becomes beyond what it was. The statement
 * goes where `x` is still what the code behind it expects; of `y = f(x)`, `y = x` is left.
 */
export const selfAssignment: Rule = {
  name: 'self-assignment',
  decide(context: RuleContext): RuleDecision {
    const statement = wholeStatement(context.node);
    const only = statement?.type === 'expression_statement' ? statement.namedChildren[0] : undefined;
    const target = only?.childForFieldName('left');
    const value = only?.childForFieldName('right');
    if (!statement || !only || !target || !value) return { kind: 'not-mine' };
    if (target.type === 'identifier' && isNeverRead(context, target)) {
      return abstain(`nothing reads \`${target.text}\` afterwards, so removing it would change nothing`);
    }
    if (isWhatIsPredicted(target)) {
      return abstain(`\`${target.text}\` is what predictions are compared with, so another metric would be measured`);
    }
    if (only.type === 'augmented_assignment') {
      const objection = objectionToAccumulation(context, only);
      return objection === undefined ? removed(context, statement) : abstain(objection);
    }
    return only.type === 'assignment' ? decideAssignment(context, statement, target, value) : { kind: 'not-mine' };
  },
};

function decideAssignment(context: RuleContext, statement: Node, target: Node, value: Node): RuleDecision {
  if (value.type === 'assignment' || !/^(identifier|attribute|subscript)$/.test(target.type)) {
    return abstain(tooMuch(statement));
  }
  if (isCounted(target) || (value.type === 'binary_operator' && (isCounted(value) || isJoined(value)))) {
    return abstain(
      `\`${target.text}\` looks like text, or like a count, a size or a position, which other code goes by`,
    );
  }
  const carried = carriesValue(value, target.text);
  if (carried.kind === 'carries') return removed(context, statement);
  if (carried.kind === 'unsure') return abstain(carried.reason);
  // A new column or entry would be missed by what reads it.
  if (target.type === 'subscript' && !value.text.includes(target.text)) return abstain(tooMuch(statement));
  if (value.type !== 'call')
    return abstain(`\`${target.text}\` would have no value; say what to put there instead with replace=`);
  const kept = keptInput(context, value);
  if (kept.kind === 'unsure') return abstain(kept.reason);
  const { input } = kept;
  if (CONSTANT.test(input.type))
    return abstain(
      `\`${input.text}\` is a constant, not data that \`${value.childForFieldName('function')?.text ?? ''}\` works on`,
    );
  const hazard = inPlaceHazard(context.project, context.file, value, input);
  if (hazard !== undefined) return abstain(hazard);
  if (input.text === target.text) return removed(context, statement);
  if (target.type === 'subscript') return abstain(tooMuch(statement));
  const text = textInPlaceOf(value, input);
  const change: Edit = { file: context.file.path, start: value.startIndex, end: value.endIndex, text };
  return { kind: 'edit', rule: 'self-assignment', edits: [change], note: `leaves \`${target.text} = ${text}\`` };
}

const CONSTANT = /^(integer|float|string|concatenated_string|true|false|none|unary_operator)$/;

function removed(context: RuleContext, statement: Node): RuleDecision {
  const note = `removes \`${oneLine(statement.text)}\``;
  return { kind: 'edit', rule: 'self-assignment', edits: deleteStatements(context.file, [statement]), note };
}

/** `y_train`, `labels`; a loss may normalise a target of its own. */
function isWhatIsPredicted(target: Node): boolean {
  const name = enclosingFunction(target)?.childForFieldName('name')?.text;
  // Inside functions `y` is often just what a network makes of `x`.
  if (/^y$/i.test(target.text)) return name === undefined;
  return (
    /^(y_(train|test|val|valid|true)|labels?(_\w+)?|targets?(_\w+)?)$/i.test(target.text) &&
    !/loss|criterion/i.test(name ?? '')
  );
}

/** A variable that no code reads; fields of a class are read as attributes and not judged here. */
function isNeverRead({ file, project }: RuleContext, target: Node): boolean {
  if (scopeOfIdentifier(file, target)?.kind === 'class' || target.parent?.type !== 'assignment') return false;
  return usesOfName(project, file, target).every((use) => use.role === 'binding');
}

function tooMuch(statement: Node): string {
  return `what would be left without \`${oneLine(statement.text)}\` isn't known; name a part of it with term=, or say replace=`;
}

function abstain(reason: string): RuleDecision {
  return { kind: 'abstain', rule: 'self-assignment', reason };
}
