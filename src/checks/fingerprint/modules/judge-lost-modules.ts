import type { Evidence } from '../../../core/verdict.js';
import { isAnything, isNamed, type ComparisonTarget } from '../comparison-target.js';
import type { Finding } from '../findings.js';
import { withArticle } from '../in-words.js';
import { attachments, type Attachment } from './attached-modules.js';
import { lostModules, type LostModule } from './lost-modules.js';
import { isActivation, isElementwise, isReshaping, keepsShapeByClass } from './module-classes.js';
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
    const severity =
      attachment === undefined
        ? severityAlone(comparison, each)
        : severityAttached(each, attachment, branch === 'unknown' && fed.has(attachment.target) ? 'led-into' : branch);
    return inWords(each, severity, attachment);
  });
}

/** Signs that the component was a branch by itself: an addition is gone, or what led into it is. */
type Branch = 'branch-gone' | 'led-into' | 'unknown';

/**
 * What was joined to the component only may go with it. Without parameters: an activation or a reshaping
 * belongs to the layer next to it (not to a norm, a dropout or another activation, which stand for
 * themselves), and anything goes with a branch that is gone as a whole; a pooling or a dropout on its own
 * is a change that nobody asked for. With parameters: the norm at the head of a branch that is gone, or
 * what is left without use, is a consequence; without such a branch, a norm before the component may as
 * well be the end of what comes before (convolution, norm, component). More than half of the component's
 * own size makes the effect no longer that of the component alone, and a further layer of the same class
 * is another component.
 */
function severityAttached(
  { node, how }: LostModule,
  { side, target, targetParameters }: Attachment,
  branch: Branch,
): Evidence['severity'] {
  const parameters = parametersBelow(node);
  if (parameters === 0) {
    if (isReshaping(node) || branch !== 'unknown') return 'note';
    if (isElementwise(target)) return how === 'idle' ? 'suspicious' : 'rejected';
    return isActivation(node) || how === 'idle' ? 'note' : 'suspicious';
  }
  if (node.print.type === target.print.type) return 'rejected';
  const isConsequence = how === 'idle' || (side === 'fed' && keepsShapeByClass(node));
  if (!isConsequence) return 'rejected';
  const isOfBranch = how === 'idle' || branch === 'branch-gone';
  return isOfBranch && parameters * 2 <= targetParameters ? 'note' : 'suspicious';
}

/**
 * Not joined to the component: a fault, unless the component is no module that could be found. Then what
 * is out of use may have served only it (the head of an auxiliary loss, the convolution on a shortcut).
 */
function severityAlone(comparison: ModelComparison, { node, how, now }: LostModule): Evidence['severity'] {
  const { target, targets, adjusted, baseline } = comparison;
  if (how === 'replaced') return unknownReplacement(target, now);
  if (isAnything(target)) return 'note';
  if (target.calledNames?.includes(node.segment) === true || isSetBy(target, node)) return 'note';
  if (!isNamed(target) && target.kinds.has('modules') && isOneOfAlike(comparison, node)) return 'note';
  const isRoot = rootOf(node) === node;
  if (isRoot && baseline.roots.length === 1) return 'rejected';
  if (targets.size > 0 || adjusted.size > 0 || comparison.candidates.parameters.length > 0) return 'rejected';
  const isNoModule = ['loss', 'modules', 'other'] as const;
  if (!isNoModule.some((kind) => target.kinds.has(kind))) return 'rejected';
  if (parametersBelow(node) === 0) return how === 'idle' ? 'note' : 'suspicious';
  // A nameless component in a module's code may be all that used them, so that a person has to look.
  return how === 'idle' || !isNamed(target) ? 'suspicious' : 'rejected';
}

/** A module by the name of the setting that is the component: `drop_path` where it is `drop_path_rate`. */
function isSetBy({ settingNames }: ComparisonTarget, { segment }: ModuleNode): boolean {
  return segment.length >= 4 && settingNames.some((setting) => setting.startsWith(segment));
}

/** One element of a list whose others stay: a kernel size, a head. */
function isOneOfAlike({ alignment }: ModelComparison, node: ModuleNode): boolean {
  const siblings =
    node.parent?.children.filter((other) => other !== node && other.print.type === node.print.type) ?? [];
  return (
    /^\d+$/.test(node.segment) && siblings.length > 0 && siblings.every((other) => alignment.counterpart.has(other))
  );
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
