import type { Evidence } from '../../../core/verdict.js';
import { isAnything, type ComparisonTarget } from '../comparison-target.js';
import type { Finding } from '../findings.js';
import { withArticle } from '../in-words.js';
import { attachments, type Attachment } from './attached-modules.js';
import { lostModules, type LostModule } from './lost-modules.js';
import { isActivation, isReshaping, keepsShapeByClass } from './module-classes.js';
import { holdsTarget, type ModelComparison } from './model-comparison.js';
import { parametersBelow, rootOf, type ModuleNode } from './module-tree.js';

/** What is missing besides the component. */
export function judgeLostModules(comparison: ModelComparison, branch: 'branch-gone' | 'unknown'): Finding[] {
  const lost = lostModules(comparison);
  const attached = attachments(
    comparison,
    lost.flatMap(({ node, how }) => (how === 'replaced' || holdsTarget(comparison, node) ? [] : [node])),
  );
  const fed = new Set([...attached.values()].filter(({ side }) => side === 'fed').map(({ target }) => target));
  return lost.map((each) => {
    const attachment = attached.get(each.node);
    const wholeBranch = branch === 'branch-gone' || (attachment !== undefined && fed.has(attachment.target));
    const severity =
      attachment === undefined
        ? severityAlone(comparison, each)
        : severityAttached(each, attachment, wholeBranch ? 'branch-gone' : 'unknown');
    return inWords(each, severity, attachment);
  });
}

/**
 * What was joined to the component only may go with it. Without parameters: an activation or a reshaping
 * is part of what its neighbour does, and anything goes with a branch that is gone as a whole (what led
 * into the component is gone as well, or an addition is); a pooling or a dropout on its own is a change
 * that nobody asked for. With parameters: what merely led into the component (a norm) or is left without
 * use after it is a consequence, but more than half of the component's own size makes the effect no longer
 * that of the component alone, and a further layer of the same class is another component.
 */
function severityAttached(
  { node, how }: LostModule,
  { side, target, targetParameters }: Attachment,
  branch: 'branch-gone' | 'unknown',
): Evidence['severity'] {
  const parameters = parametersBelow(node);
  if (parameters === 0) {
    const isPartOfIt = isActivation(node) || isReshaping(node) || branch === 'branch-gone' || how === 'idle';
    return isPartOfIt ? 'note' : 'suspicious';
  }
  if (node.print.type === target.print.type) return 'rejected';
  const isConsequence = how === 'idle' || (side === 'fed' && keepsShapeByClass(node));
  if (!isConsequence) return 'rejected';
  return parameters * 2 > targetParameters ? 'suspicious' : 'note';
}

/**
 * Not joined to the component: a fault, unless the component is no module that could be found. Then what
 * is out of use may have served only it (the head of an auxiliary loss, the convolution on a shortcut).
 */
function severityAlone(comparison: ModelComparison, { node, how, now }: LostModule): Evidence['severity'] {
  const { target, targets, adjusted, baseline } = comparison;
  if (how === 'replaced') return unknownReplacement(target, now);
  if (isAnything(target)) return 'note';
  const isRoot = rootOf(node) === node;
  if (isRoot && baseline.roots.length === 1) return 'rejected';
  if (targets.size > 0 || adjusted.size > 0 || comparison.candidates.parameters.length > 0) return 'rejected';
  const isNoModule = ['loss', 'modules', 'other'] as const;
  if (!isNoModule.some((kind) => target.kinds.has(kind))) return 'rejected';
  if (parametersBelow(node) === 0) return how === 'idle' ? 'note' : 'suspicious';
  return how === 'idle' ? 'suspicious' : 'rejected';
}

/** A switch of the user's own may choose between two modules; one that learns is more than a removal. */
function unknownReplacement(target: ComparisonTarget, now: ModuleNode | undefined): Evidence['severity'] {
  if (!isAnything(target)) return 'rejected';
  return now === undefined || parametersBelow(now) === 0 ? 'note' : 'suspicious';
}

function inWords({ node, how, now }: LostModule, severity: Evidence['severity'], attachment?: Attachment): Finding {
  const parameters = parametersBelow(node);
  const what = node.parent === undefined ? '' : ` (${node.print.type}${parameters > 0 ? ', {parameters}' : ''})`;
  const joined = attachment === undefined ? '' : `, which only ${attachment.side} ${shortName(attachment.target)}`;
  const finding = { severity, aspect: 'structure', subject: node.label, parameters } as const;
  switch (how) {
    case 'gone':
      return { ...finding, one: `is gone too${what}${joined}`, many: `are gone too${what}${joined}` };
    case 'idle':
      return {
        ...finding,
        one: `is no longer called${what}${joined}`,
        many: `are no longer called${what}${joined}`,
      };
    case 'neutral': {
      const by = withArticle(now?.print.type ?? 'Identity');
      return {
        ...finding,
        one: `was replaced by ${by} too${what}${joined}`,
        many: `were replaced by ${by} too${what}${joined}`,
      };
    }
    case 'replaced':
      return { ...finding, ...replacedInWords(node, now) };
  }
}

/** The attribute's name, which is the same in every block; an index says nothing without what it counts. */
function shortName({ segment, label }: ModuleNode): string {
  return segment === '' || /^\d+$/.test(segment) ? label : segment;
}

function replacedInWords(node: ModuleNode, now: ModuleNode | undefined): Pick<Finding, 'one' | 'parameters'> {
  const is = withArticle(now?.print.type ?? 'another module');
  return {
    one: `is ${is} where the baseline has ${withArticle(node.print.type)}`,
    parameters: now === undefined ? 0 : parametersBelow(now),
  };
}
