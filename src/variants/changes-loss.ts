import type { Component } from '../core/component.js';
import { enclosingFunction, usesOfName } from '../source/name-uses.js';
import type { Project } from '../source/project.js';
import type { Node } from '../source/python-parser.js';
import { markedNode } from './marked-node.js';
import { statementOf } from './statement-of.js';

const LOSS = /loss|objective|criterion|elbo|(^|[._])(cost|nll)/i;

/**
 * Whether removing a component may change what the loss is made of: a term of it, a coefficient of one, an
 * argument of the criterion. By names; a number that is computed from the same loss then measures something else.
 */
export function changesLoss(project: Project, component: Component): boolean {
  if (component.kind !== 'code') return false;
  const file = project.pythonFiles.get(component.file);
  const node = file && markedNode(file, component);
  if (file === undefined || node === undefined) return false;
  if (isPartOfLoss(node)) return true;
  const name = constantSetBy(node);
  return name !== undefined && usesOfName(project, file, name).some((use) => isPartOfLoss(use.node));
}

/** In `loss = ...`, `criterion = CrossEntropyLoss(...)`, or the value returned by `def vae_loss`. */
function isPartOfLoss(node: Node): boolean {
  const statement = statementOf(node);
  const inner = statement.type === 'expression_statement' ? statement.namedChildren[0] : statement;
  const target = inner?.childForFieldName('left');
  if (target) return LOSS.test(target.text);
  if (inner?.type !== 'return_statement') return false;
  return LOSS.test(enclosingFunction(node)?.childForFieldName('name')?.text ?? '');
}

/** `beta = 4.0` */
function constantSetBy(node: Node): Node | undefined {
  const inner = node.type === 'expression_statement' ? node.namedChildren[0] : node;
  const target = inner?.type === 'assignment' ? inner.childForFieldName('left') : undefined;
  return target?.type === 'identifier' ? target : undefined;
}
