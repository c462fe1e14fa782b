import type { CodeComponent } from '../core/component.js';
import type { RuleDecision } from '../core/variant.js';
import type { Project } from '../source/project.js';
import type { Node } from '../source/python-parser.js';
import { findDefect } from './find-defect.js';
import { markedNode } from './marked-node.js';
import { rules } from './rules/index.js';

/** What the rules say of one component: the first whose kind of code it is decides, and its edits are checked. */
export function decideChange(component: CodeComponent, project: Project): Exclude<RuleDecision, { kind: 'not-mine' }> {
  const file = project.pythonFiles.get(component.file);
  const node = file && markedNode(file, component);
  if (file === undefined || node === undefined) {
    return {
      kind: 'abstain',
      rule: 'none',
      reason: `there is no code of its own at ${component.file}:${component.line}`,
    };
  }
  for (const rule of rules) {
    const decision = rule.decide({ component, file, project, node });
    if (decision.kind === 'not-mine') continue;
    const defect = decision.kind === 'edit' ? findDefect(project, [component], decision.edits) : undefined;
    return defect === undefined ? decision : { kind: 'abstain', rule: rule.name, reason: defect };
  }
  return {
    kind: 'abstain',
    rule: 'none',
    reason: `no rule knows how to remove ${kindOfCode(node)}; say what to put there instead with replace=`,
  };
}

function kindOfCode(node: Node): string {
  const inner = node.type === 'expression_statement' ? node.namedChildren[0] : undefined;
  const words = (inner ?? node).type.replaceAll('_', ' ');
  return /^[aeiou]/.test(words) ? `an ${words}` : `a ${words}`;
}
