import type { Component } from '../core/component.js';
import type { LossChange } from '../core/study-record.js';
import { enclosingFunction, usesOfAttribute, usesOfName, type Use } from '../source/name-uses.js';
import type { Project } from '../source/project.js';
import type { PythonFile } from '../source/python-file.js';
import type { Node } from '../source/python-parser.js';
import { changedSettings } from './changed-settings.js';
import { markedNode } from './marked-node.js';
import { statementOf } from './statement-of.js';
import { whereLossIsComputed } from './where-loss-is-computed.js';

const LOSS = /loss|objective|criterion|elbo|(^|[._])(cost|nll)/i;

/**
 * Whether removing a component may change what the loss is made of: a term of it, a coefficient of one, an
 * argument of the criterion; and where that loss is computed. By names. A number that is computed from the same
 * loss then measures something else. Undefined where no loss is seen to change.
 */
export function changesLoss(project: Project, component: Component): LossChange | undefined {
  const places = changedPlaces(project, component).filter(({ node }) => isPartOfLoss(node));
  return places.length === 0 ? undefined : whereLossIsComputed(project, places);
}

/** Where a component takes effect: the code itself, or the uses of the name it sets. */
function changedPlaces(project: Project, component: Component): readonly Use[] {
  if (component.kind !== 'code') {
    return changedSettings(component).flatMap((name) =>
      usesOfAttribute(project, name).flatMap((use) => [
        use,
        ...usesOfWhatIsSet(project, use.file, statementOf(use.node)),
      ]),
    );
  }
  const file = project.pythonFiles.get(component.file);
  const node = file && markedNode(file, component);
  if (file === undefined || node === undefined) return [];
  return [{ file, node, role: 'read' }, ...usesOfWhatIsSet(project, file, node)];
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

/** Of `beta = 4.0`: where `beta` occurs. */
function usesOfWhatIsSet(project: Project, file: PythonFile, node: Node): readonly Use[] {
  const inner = node.type === 'expression_statement' ? node.namedChildren[0] : node;
  const target = inner?.type === 'assignment' ? inner.childForFieldName('left') : undefined;
  return target?.type === 'identifier' ? usesOfName(project, file, target) : [];
}
