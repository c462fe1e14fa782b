import type { RuleDecision } from '../../core/variant.js';
import { bindingsOf, enclosingClass, enclosingFunction, usesOfAttribute, usesOfName } from '../../source/name-uses.js';
import type { Node } from '../../source/python-parser.js';
import { reasonNotTheSameKind } from '../same-kind-returned.js';
import { blockStatements } from '../statement-of.js';
import type { Rule, RuleContext } from '../rule.js';

/** A marked `def augment(x, ...)`: its body becomes `return x` where it visibly gives `x` back, transformed. */
export const identityFunction: Rule = {
  name: 'identity-function',
  decide(context: RuleContext): RuleDecision {
    const { node, file } = context;
    const definition = node.type === 'decorated_definition' ? node.childForFieldName('definition') : node;
    const name = definition?.childForFieldName('name');
    if (definition?.type !== 'function_definition' || !name) return { kind: 'not-mine' };
    const reason = reasonNotAStep(context, definition, name);
    if (reason !== undefined) return abstain(reason);
    const parameter = firstParameter(definition);
    if (parameter === undefined) return abstain(`\`${name.text}\` has no first argument that it could give back`);
    const kind = reasonNotTheSameKind(context, definition, parameter);
    if (kind !== undefined) return abstain(kind);

    const statements = blockStatements(definition).filter((statement) => !isDocstring(statement));
    const [first, last] = [statements[0], statements.at(-1)];
    const text = `return ${parameter.text}`;
    if (!first || !last || (statements.length === 1 && first.text === text)) {
      return abstain(`\`${name.text}\` gives back \`${parameter.text}\` as it is already`);
    }
    const edits = [{ file: file.path, start: first.startIndex, end: last.endIndex, text }];
    return {
      kind: 'edit',
      rule: 'identity-function',
      edits,
      note: `\`${name.text}\` gives \`${parameter.text}\` back unchanged`,
    };
  },
};

function reasonNotAStep({ project, file }: RuleContext, definition: Node, name: Node): string | undefined {
  if (definition.children[0]?.type === 'async') return `\`${name.text}\` is asynchronous`;
  if (enclosingFunction(definition) !== undefined) return `\`${name.text}\` is defined inside another function`;
  if (/^(forward|call|training_step|validation_step|test_step|__\w+__)$/.test(name.text)) {
    return `\`${name.text}\` is how its class is used, not an optional step`;
  }
  const words = name.text.toLowerCase().split('_');
  const judged = words.find((word) =>
    /^(loss|metrics?|accuracy|acc|score|error|eval|evaluate|test|validate|criterion|main|train|fit)$/.test(word),
  );
  if (judged !== undefined)
    return `\`${name.text}\` looks like part of training or evaluation itself (${judged}), not an optional step`;
  const odd = decoratorsOf(definition).find(
    (text) =>
      !/^@(staticmethod|classmethod|torch\.no_grad\(\)|torch\.inference_mode\(\)|torch\.compile|torch\.jit\.script)$/.test(
        text,
      ),
  );
  if (odd !== undefined) return `what \`${odd}\` makes of \`${name.text}\` isn't known`;
  if (bindingsOf(file, name).length !== 1) return `\`${name.text}\` is defined more than once`;
  const uses =
    enclosingClass(definition) === undefined ? usesOfName(project, file, name) : usesOfAttribute(project, name.text);
  const isUsed = uses.some((use) => use.role === 'read' && !isWithin(use.node, definition));
  return isUsed ? undefined : `\`${name.text}\` is never used, so removing it would change nothing`;
}

/** The first argument, after `self` or `cls` in a method. */
function firstParameter(definition: Node): Node | undefined {
  const isBound = enclosingClass(definition) !== undefined && !decoratorsOf(definition).includes('@staticmethod');
  const parameters = (definition.childForFieldName('parameters')?.namedChildren ?? []).filter(
    (child) => child.type !== 'comment',
  );
  const parameter = parameters[isBound ? 1 : 0];
  if (parameter?.type === 'identifier') return parameter;
  if (parameter?.type === 'typed_parameter')
    return parameter.namedChildren.find((child) => child.type === 'identifier');
  return parameter?.childForFieldName('name') ?? undefined;
}

function decoratorsOf(definition: Node): string[] {
  return definition.parent?.type === 'decorated_definition'
    ? definition.parent.namedChildren.filter((child) => child.type === 'decorator').map((child) => child.text)
    : [];
}

function isDocstring(statement: Node): boolean {
  return statement.type === 'expression_statement' && statement.namedChildren[0]?.type === 'string';
}

function isWithin(node: Node, outer: Node): boolean {
  return outer.startIndex <= node.startIndex && node.endIndex <= outer.endIndex;
}

function abstain(reason: string): RuleDecision {
  return { kind: 'abstain', rule: 'identity-function', reason };
}
