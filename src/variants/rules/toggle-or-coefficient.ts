import type { RuleDecision } from '../../core/variant.js';
import { unreachable } from '../../core/unreachable.js';
import { usesOfAttribute, usesOfName, type Use } from '../../source/name-uses.js';
import { isProjectCallable } from '../project-callable.js';
import { namedValue, type NamedValue } from '../named-value.js';
import type { Rule, RuleContext } from '../rule.js';
import { placeOfMixing } from '../complement-use.js';
import { placeOf } from '../statement-of.js';
import { placeWhereGiven } from '../given-elsewhere.js';
import { flagObjection, roleOfNumber } from '../value-roles.js';
import { attributeUseThatStays, nameUseThatStays, type UseThatStays } from '../vanishes-at-zero.js';

/** `use_mixup = True`, `dropout=0.5`, `beta = 4.0`: the value at which it does nothing, by its role. */
export const toggleOrCoefficient: Rule = {
  name: 'toggle-or-coefficient',
  decide(context: RuleContext): RuleDecision {
    const named = namedValue(context.node);
    if (named === undefined) return { kind: 'not-mine' };
    const change = decideValue(context, named);
    if (change.kind !== 'set') return change;
    const obstacle = obstacleTo(context, named);
    if (obstacle !== undefined) return abstain(obstacle);
    const { value } = named;
    const edit = { file: context.file.path, start: value.startIndex, end: value.endIndex, text: change.text };
    const note = `sets ${named.name} to ${change.text} (was \`${value.text}\`)${change.meaning}`;
    return { kind: 'edit', rule: 'toggle-or-coefficient', edits: [edit], note };
  },
};

type Change = { readonly kind: 'set'; readonly text: string; readonly meaning: string };

function decideValue(context: RuleContext, named: NamedValue): Change | RuleDecision {
  const { value, name } = named;
  if (value.type === 'true') {
    const objection = flagObjection(name);
    return objection === undefined ? { kind: 'set', text: 'False', meaning: '' } : abstain(objection);
  }
  if (value.type === 'false') return abstain(`\`${name}\` is off already; say replace=True to switch it on`);
  if (value.type !== 'integer' && value.type !== 'float') {
    return named.kind === 'argument' ? abstain(noNeutralValue(name)) : { kind: 'not-mine' };
  }
  const number = Number(value.text.replaceAll('_', ''));
  const role = roleOfNumber(name, number);
  switch (role.kind) {
    case 'neutral':
      return Number(role.neutral) === number
        ? abstain(`${name} = ${value.text} already has no effect`)
        : decideNeutral(context, named, role);
    case 'coefficient':
      if (number === 0) return abstain(`${name} = ${value.text} already has no effect`);
      return decideCoefficient(context, named);
    case 'unknown':
      return named.kind === 'argument' || named.kind === 'option' || named.kind === 'parameter'
        ? abstain(noNeutralValue(name))
        : { kind: 'not-mine' };
    default:
      return unreachable(role);
  }
}

/** `dropout` may be the share that is dropped, or the one that is kept. */
function decideNeutral(
  { project, file }: RuleContext,
  named: NamedValue,
  { neutral, meaning }: { readonly neutral: string; readonly meaning: string },
): Change | RuleDecision {
  const uses = named.identifier ? usesOfName(project, file, named.identifier) : usesOfAttribute(project, named.name);
  const isShare = uses.some(({ node }) => node.parent?.type === 'comparison_operator');
  const place = isShare ? placeOfMixing(uses) : undefined;
  return place === undefined
    ? { kind: 'set', text: neutral, meaning: `, so that ${meaning}` }
    : abstain(
        `${named.name} is compared with a random number at ${place}, so that it may be what is kept; say replace=`,
      );
}

function decideCoefficient({ project, file }: RuleContext, named: NamedValue): Change | RuleDecision {
  const uses = named.identifier ? usesOfName(project, file, named.identifier) : usesOfAttribute(project, named.name);
  const mixing = placeOfMixing(uses);
  if (mixing !== undefined) {
    return abstain(
      `${named.name} mixes two things at ${mixing}, so that 0 keeps one of them for good; say with replace= what to put there`,
    );
  }
  const stays = useThatStays(named);
  if (stays !== undefined) {
    return abstain(
      `at 0, ${named.name} does nothing only where it multiplies a term of a sum, which is not seen at ${stays.place} (${stays.code})`,
    );
  }
  const text = named.value.type === 'integer' ? '0' : '0.0';
  return { kind: 'set', text, meaning: ', so that the terms it multiplies drop out' };

  function useThatStays({ kind, name, identifier }: NamedValue): UseThatStays {
    switch (kind) {
      case 'variable':
      case 'parameter':
        return identifier && nameUseThatStays(project, file, identifier);
      case 'attribute':
      case 'option':
      case 'key':
        return attributeUseThatStays(project, name);
      case 'argument':
        return { place: placeOf(file, named.value), code: 'an argument' };
      default:
        return unreachable(kind);
    }
  }
}

/** What else in the project sets the value, so that this place does not decide it; or that nothing reads it. */
function obstacleTo({ project, file, node }: RuleContext, named: NamedValue): string | undefined {
  if (named.kind === 'argument') {
    const call = node.parent?.parent;
    return call?.type === 'call' && isProjectCallable(project, file, call) ? undefined : noNeutralValue(named.name);
  }
  const given = named.identifier && placeWhereGiven(project, named.identifier);
  if (given !== undefined)
    return `${named.name} is given at ${given}, so that this value does not decide; mark it there`;
  const isOwn = (use: Use): boolean =>
    use.node.startIndex >= node.startIndex && use.node.endIndex <= node.endIndex && use.file.path === file.path;
  const uses = (
    named.identifier ? usesOfName(project, file, named.identifier) : usesOfAttribute(project, named.name)
  ).filter((use) => !isOwn(use));
  const rebound = uses.find((use) => use.role === 'binding');
  if (rebound !== undefined) return `${named.name} is set again at ${placeOf(rebound.file, rebound.node)}`;
  const isClassField = named.kind === 'variable' && node.parent?.parent?.type === 'class_definition';
  const reads = isClassField ? usesOfAttribute(project, named.name) : uses;
  return reads.length === 0 ? `nothing in the project reads ${named.name}` : undefined;
}

function noNeutralValue(name: string): string {
  return `at which value \`${name}\` does nothing is not known here; say what to put there instead with replace=`;
}

function abstain(reason: string): RuleDecision {
  return { kind: 'abstain', rule: 'toggle-or-coefficient', reason };
}
