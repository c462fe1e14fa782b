import type { RuleDecision } from '../../core/variant.js';
import { enclosingClass, enclosingFunction, usesOfName } from '../../source/name-uses.js';
import type { Node } from '../../source/python-parser.js';
import { moduleDictEntry, usesOfEntry } from '../module-dict-entry.js';
import { judgeModuleRead, tally, usesOfModuleAttribute, type ModuleUses } from '../module-uses.js';
import { identityInPlaceOf, modulesIn } from '../module-constructors.js';
import { placeOf, wholeStatement } from '../statement-of.js';
import type { Rule, RuleContext } from '../rule.js';

/**
 * `self.NAME = nn.Dropout(0.5)`: the module becomes `nn.Identity()` where it keeps the shape of what it is
 * given and the project only ever applies it to one tensor. A local variable that holds a module, and an
 * entry of an `nn.ModuleDict`, likewise.
 */
export const moduleAssignment: Rule = {
  name: 'module-assignment',
  decide(context: RuleContext): RuleDecision {
    const entry = moduleDictEntry(context.file, context.node);
    if (entry !== undefined) return replaceModules(context, entry.value, () => usesOfEntry(context.project, entry));
    const statement = wholeStatement(context.node);
    const assignment = statement?.type === 'expression_statement' ? statement.namedChildren[0] : undefined;
    const target = assignment?.type === 'assignment' ? assignment.childForFieldName('left') : undefined;
    const value = assignment?.childForFieldName('right');
    if (!target || !value) return { kind: 'not-mine' };

    return replaceModules(context, value, () => usesOfTarget(context, target));
  },
};

function replaceModules(context: RuleContext, value: Node, usesOfModule: () => ModuleUses): RuleDecision {
  const modules = modulesIn(context, value);
  if (modules.kind === 'not-modules') return { kind: 'not-mine' };
  if (modules.kind === 'unsure') return abstain(modules.reason);
  const uses = usesOfModule();
  if (uses.kind === 'otherwise') return abstain(uses.reason);
  const replaced = identityInPlaceOf(context, modules.constructors);
  if (replaced.kind === 'unsure') return abstain(replaced.reason);
  const times = uses.count === 1 ? '' : `, which is used ${uses.count} times`;
  return { kind: 'edit', rule: 'module-assignment', edits: replaced.edits, note: `${replaced.note}${times}` };
}

function usesOfTarget({ project, file }: RuleContext, target: Node): ModuleUses {
  if (target.type === 'identifier') return usesOfVariable({ project, file }, target);
  const owner = enclosingClass(target);
  if (target.type !== 'attribute' || target.childForFieldName('object')?.text !== 'self' || owner === undefined) {
    return otherwise(`a module is put into \`${target.text}\` from outside, so its uses can't be told`);
  }
  if (enclosingFunction(target)?.childForFieldName('name')?.text !== '__init__') {
    return otherwise(`\`${target.text}\` is set outside __init__`);
  }
  return usesOfModuleAttribute(project, target, owner);
}

function usesOfVariable({ project, file }: Pick<RuleContext, 'project' | 'file'>, target: Node): ModuleUses {
  const uses = usesOfName(project, file, target).filter((use) => use.role !== 'mention' && use.node.id !== target.id);
  const rebound = uses.find((use) => use.role === 'binding' || use.file.path !== file.path);
  if (rebound !== undefined) return otherwise(`${target.text} is also used at ${placeOf(rebound.file, rebound.node)}`);
  return tally(
    uses.map((use) => judgeModuleRead(project, use)),
    target.text,
  );
}

function otherwise(reason: string): ModuleUses {
  return { kind: 'otherwise', reason };
}

function abstain(reason: string): RuleDecision {
  return { kind: 'abstain', rule: 'module-assignment', reason };
}
