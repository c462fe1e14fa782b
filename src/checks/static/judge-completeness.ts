import type { Evidence } from '../../core/verdict.js';
import { unreachable } from '../../core/unreachable.js';
import { calleeName, calleesIn } from '../syntax/callee.js';
import { formOf, moduleKey, nameInWords, type NameKey } from '../syntax/name-key.js';
import type { Names } from '../syntax/names.js';
import { childIn, statementAround, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';
import { incomplete, note } from './completeness-evidence.js';
import { valueOf } from './component-parts.js';
import { firstLine, short } from './excerpt.js';
import { codeFate, type CodeFate } from './code-fate.js';
import { judgeChangedInside } from './judge-changed-inside.js';
import { isRemovalOf } from './judge-removal-by-statement.js';
import { judgeReplaced } from './judge-replaced.js';
import { PARAMETER_FREE } from './known-callables.js';
import { standsAsWanted } from './stands-as-wanted.js';
import { findSwitchOff } from './switched-off.js';
import { constructorsIn, isDefinition, type Target } from './target.js';

/** Whether the component is really gone, and not only moved, scaled, renamed or made smaller. */
export function judgeCompleteness(comparison: Comparison, target: Target): Evidence[] {
  return [
    ...target.nodes.flatMap((node) => judgeNode(comparison, target, node)),
    ...remainingUses(comparison, target),
    ...copiesElsewhere(comparison, target),
  ];
}

function judgeNode(comparison: Comparison, target: Target, node: Syntax): Evidence[] {
  const fate = codeFate(node, comparison.differences);
  if (standsAsWanted(comparison, target, node, fate)) return [];
  switch (fate.kind) {
    case 'deleted':
      if (node.type === 'with_statement' && !isBodyRewritten(comparison, node))
        return [incomplete(node, `what stands below \`${firstLine(node)}\` went with it`)];
      return judgeSteplessSchedule(comparison, node);
    case 'untouched':
      return judgeUntouched(comparison, target, node);
    case 'unwrapped':
      return fate.stays === 'alternative' || node.type === 'with_statement' || node.type === 'decorated_definition'
        ? []
        : [incomplete(node, `the condition of \`${firstLine(node)}\` went, so that its body now always runs`)];
    case 'replaced':
      if (node.type === 'keyword_argument' && childIn(node, 'name')?.canonical !== childIn(fate.by, 'name')?.canonical)
        return [incomplete(fate.by, `\`${short(fate.by)}\` came for \`${short(node)}\``)];
      return judgeReplaced(target, node, valueOf(node), valueOf(fate.by));
    case 'absorbed':
      return judgeAbsorbed(node, fate);
    case 'changed-inside':
      return judgeChangedInside(target, node, fate);
    default:
      return unreachable(fate);
  }
}

/** Whether what the body calls is called in new code instead. */
function isBodyRewritten({ differences }: Comparison, node: Syntax): boolean {
  const come = new Set(differences.flatMap((each) => (each.kind === 'inserted' ? calleesIn(each.variant) : [])));
  const body = childIn(node, 'body');
  return body !== undefined && come.size > 0 && calleesIn(body).every((callee) => come.has(callee));
}

/** Code that stands as it stood is gone only where nothing reaches it any more and nothing of it is trained. */
function judgeUntouched(comparison: Comparison, target: Target, node: Syntax): Evidence[] {
  if (comparison.differences.some((difference) => isRemovalOf(target, difference))) return [];
  const off = findSwitchOff(comparison, node);
  if (off !== undefined) return [note(node, off)];
  const bound = [...target.bound];
  const isUnused =
    bound.length > 0 &&
    bound.every((key) => {
      const uses = (names: Names): number => names.placesOf(key).reads.length + names.patternsFor(key).length;
      return uses(comparison.baseNames) > 0 && uses(comparison.variantNames) === 0;
    });
  if (!isUnused) return [incomplete(node, `the marked code \`${firstLine(node)}\` is still there`)];
  const isColumn = childIn(node, 'left')?.type === 'subscript';
  if (isDefinition(node) || isColumn) return [];
  const made = constructorsIn([node]);
  if (made.length > 0 && made.every((name) => PARAMETER_FREE.test(name))) return [];
  return [
    incomplete(
      node,
      `\`${firstLine(node)}\` is still there although nothing uses it: what it owns stays in the model and its optimizer`,
    ),
  ];
}

/** Schedules that begin away from the learning rate they are given and only reach it by their steps. */
const STARTS_ELSEWHERE =
  /^(?:LinearLR|ConstantLR|OneCycleLR|CyclicLR|LambdaLR|SequentialLR|ChainedScheduler|get_\w+_with_warmup|\w*[Ww]arm[Uu]p\w*)$/;

/** Without its steps such a schedule stays where it begins: the learning rate is another for good. */
function judgeSteplessSchedule({ baseNames, variantNames }: Comparison, node: Syntax): Evidence[] {
  if (node.type !== 'call' || calleeName(node) !== 'step') return [];
  const made = [...baseNames.readIn(node)].flatMap((key) =>
    variantNames.placesOf(key).bindings.flatMap((binding) => constructorsAndFunctionsIn(statementAround(binding))),
  );
  const schedule = made.find((name) => STARTS_ELSEWHERE.test(name));
  return schedule === undefined
    ? []
    : [
        {
          ...incomplete(node, `without its steps ${schedule} stays at its first learning rate; it has to go as well`),
          severity: 'suspicious',
        },
      ];
}

function constructorsAndFunctionsIn(statement: Syntax): string[] {
  return [...syntaxWithin(statement)].flatMap((part) => (part.type === 'call' ? (calleeName(part) ?? []) : []));
}

function judgeAbsorbed(node: Syntax, { by }: Extract<CodeFate, { kind: 'absorbed' }>): Evidence[] {
  const isStill = node.children.length > 0 && [...syntaxWithin(by)].some((part) => part.canonical === node.canonical);
  return isStill ? [incomplete(by, `the component is still there: \`${short(by)}\``)] : [];
}

/** Uses of what the component defined, without its definition. */
export function remainingUses({ baseNames, variantNames }: Comparison, target: Target): Evidence[] {
  return [...target.bound].flatMap((key) => {
    const { bindings, reads: own } = variantNames.placesOf(key);
    const reads = [...own, ...unboundReads(baseNames, variantNames, key)];
    const [use] = [...reads, ...variantNames.listedAs(key)];
    if (bindings.length > 0 || use === undefined || baseNames.placesOf(key).bindings.length === 0) return [];
    return [incomplete(use, `${nameInWords(key)} is still used, though it is defined nowhere any more`)];
  });
}

/** Without its definition a variable of a function is looked for in the module. */
function unboundReads(baseNames: Names, variantNames: Names, key: NameKey): readonly Syntax[] {
  const form = formOf(key);
  if (form.kind !== 'local') return [];
  const ofModule = moduleKey(form.name);
  const outer = variantNames.placesOf(ofModule);
  const isNew = outer.reads.length > baseNames.placesOf(ofModule).reads.length;
  return outer.bindings.length === 0 && isNew ? outer.reads : [];
}

/** As many occurrences as before, one of them new: it was moved or renamed. */
function copiesElsewhere({ differences }: Comparison, target: Target): Evidence[] {
  return target.nodes.flatMap((node) => {
    const value = valueOf(node);
    const isTelling = [...syntaxWithin(value)].some((part) => part.type === 'call' || part.type === 'binary_operator');
    if (!isTelling) return [];
    const copy = differences.find(
      (difference) =>
        (difference.kind === 'inserted' || difference.kind === 'replaced') &&
        [...syntaxWithin(difference.variant)].some((part) => part.canonical === value.canonical) &&
        !(
          difference.kind === 'replaced' &&
          [...syntaxWithin(difference.base)].some((part) => part.canonical === value.canonical)
        ),
    );
    if (copy === undefined || copy.kind === 'deleted' || copy.kind === 'unwrapped') return [];
    return [incomplete(copy.variant, `the component was moved, not removed: \`${short(value)}\` stands in new code`)];
  });
}
