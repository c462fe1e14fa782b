import type { RuleDecision } from '../../core/variant.js';
import { enclosingFunction, usesInFile } from '../../source/name-uses.js';
import type { Node } from '../../source/python-parser.js';
import { bookkeepingReason } from '../bookkeeping.js';
import { essentialAssignedCall, essentialStatementCall } from '../essential-calls.js';
import { isModelConstructor } from '../model-constructor.js';
import type { Rule, RuleContext } from '../rule.js';
import { statementOf, wholeStatement } from '../statement-of.js';

/** Code without which there is no study: removing it would say nothing about the method. */
export const meaningless: Rule = {
  name: 'meaningless',
  decide(context: RuleContext): RuleDecision {
    const statement = wholeStatement(context.node);
    const reason =
      bookkeepingReason(context.file, statementOf(context.node)) ??
      (statement === undefined ? partReason(context.node) : statementReason(context, statement));
    return reason === undefined ? { kind: 'not-mine' } : { kind: 'meaningless', reason };
  },
};

/** A definition below its decorators is no whole statement. */
function partReason(node: Node): string | undefined {
  return node.parent?.type === 'decorated_definition' && node.type !== 'decorator' ? definitionReason(node) : undefined;
}

function statementReason(context: RuleContext, statement: Node): string | undefined {
  switch (statement.type) {
    case 'import_statement':
    case 'import_from_statement':
    case 'future_import_statement':
      return 'it is an import: the script would not run without it; mark the place where it is used';
    case 'class_definition':
    case 'function_definition':
      return definitionReason(statement);
    case 'if_statement':
      return /\b__name__\b/.test(statement.childForFieldName('condition')?.text ?? '')
        ? 'it starts the script; mark a part of what it runs'
        : undefined;
    case 'for_statement':
    case 'while_statement':
      return loopReason(statement);
    case 'return_statement':
      return 'without it the function gives nothing back; name a part of the value with term=, or say replace=';
    case 'raise_statement':
    case 'global_statement':
    case 'nonlocal_statement':
    case 'delete_statement':
    case 'pass_statement':
    case 'break_statement':
    case 'continue_statement':
      return `a ${statement.type.replace('_statement', '')} statement is not a part of a method`;
    case 'expression_statement':
      return expressionReason(context, statement);
    default:
      return undefined;
  }
}

function definitionReason(definition: Node): string | undefined {
  const name = definition.childForFieldName('name')?.text ?? '';
  if (definition.type === 'class_definition') {
    return `it is the whole class ${name}; mark a part of it, or the place where it is used`;
  }
  const isEssential =
    /^(main|train|test|validate|evaluate|forward|fit|step|__\w+__|(train|test|validate|evaluate|eval)_\w+|(training|validation|test)_step|configure_optimizers|setup)$/;
  return isEssential.test(name) ? `the script would not run without ${name}; mark a part of it` : undefined;
}

function loopReason(loop: Node): string | undefined {
  if (/\.backward\(|\.zero_grad\(|\boptim\w*\.step\(|\.fit\(|\btrain(_\w+)?\(/.test(loop.text)) {
    return 'it is the training loop; mark a part of it';
  }
  return /\bcorrect\b.*\+=|\.argmax\(/.test(loop.text) && /no_grad|\beval\(/.test(loop.parent?.parent?.text ?? '')
    ? 'it is the evaluation, which is what the study measures'
    : undefined;
}

function expressionReason(context: RuleContext, statement: Node): string | undefined {
  const [only] = statement.namedChildren;
  if (only?.type === 'string') return 'it is a text that nothing uses';
  if (only?.type === 'call') return essentialStatementCall(context.file, only);
  const target = only?.type === 'assignment' ? only.childForFieldName('left') : undefined;
  const value = only?.childForFieldName('right');
  if (!target || !value) return undefined;
  const call = withoutPlacement(value);
  if (call.type !== 'call') return lossReason(context, target, value);
  const written = call.childForFieldName('function')?.text ?? '';
  if (target.type === 'identifier' && isModelConstructor(context, target, call)) {
    return `it builds the model as a whole; mark a part of it, or say replace= for another model`;
  }
  if (/^(model|net|network)$/.test(written)) return 'it is the forward pass; mark a part of the model instead';
  return essentialAssignedCall(context.file, call) ?? lossReason(context, target, value);
}

/** `Net().to(device)` is about `Net()`. */
function withoutPlacement(value: Node): Node {
  const callee = value.type === 'call' ? value.childForFieldName('function') : null;
  const method = callee?.type === 'attribute' ? (callee.childForFieldName('attribute')?.text ?? '') : '';
  const object = callee?.childForFieldName('object');
  return object?.type === 'call' && /^(to|cuda|cpu|double|float|half)$/.test(method) ? withoutPlacement(object) : value;
}

/** The one assignment of what `.backward()` is called on. */
function lossReason({ file }: RuleContext, target: Node, value: Node): string | undefined {
  const scope = enclosingFunction(target) ?? file.tree.rootNode;
  if (target.type !== 'identifier' || !scope.text.includes(`${target.text}.backward(`)) return undefined;
  const bindings = usesInFile(file, target).filter((use) => use.role === 'binding');
  const isFirst = bindings.every((use) => use.node.startIndex >= target.startIndex);
  const usesItself = new RegExp(`\\b${target.text}\\b`).test(value.text);
  return isFirst && !usesItself
    ? 'it is the training loss as a whole; name one term of it with term=, or say replace='
    : undefined;
}
