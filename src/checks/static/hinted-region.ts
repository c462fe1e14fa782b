import type { HintComponent } from '../../core/component.js';
import type { Evidence } from '../../core/verdict.js';
import type { Project } from '../../source/project.js';
import { formOf, type NameKey } from '../syntax/name-key.js';
import {
  covers,
  isBlock,
  statementAround,
  syntaxAround,
  syntaxOf,
  syntaxWithin,
  type Syntax,
} from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';
import { describeDifference } from './describe-difference.js';
import { explainDifferences } from './explain-differences.js';
import { baseOf } from './code-fate.js';
import { isAskedFor, judgeSpelledNames } from './hint-words.js';
import { remainingUses } from './judge-completeness.js';
import { judgeReplacement } from './neutral.js';
import { findNovelties } from './find-novelties.js';

/** The code a hint stands at: the statement below it, and the definition around. */
export interface Region {
  readonly hint: HintComponent;
  readonly statement: Syntax;
  readonly surroundings: Syntax;
}

export function regionOf(hint: HintComponent, project: Project): Region[] {
  const file = project.pythonFiles.get(hint.file);
  if (file === undefined) return [];
  const root = syntaxOf(file);
  const statements = [...syntaxWithin(root)].filter((node) => node.parent !== undefined && isBlock(node.parent.type));
  const first = statements.find(({ line }) => line > hint.endLine) ?? root.children.at(-1);
  if (first === undefined) return [];
  const definition = [...syntaxAround(first)].find((outer) => outer !== first && outer.type.endsWith('_definition'));
  // `a, b = f(), g()` counts as two statements.
  const onLine = statements.filter(({ line, parent }) => line === first.line && parent === first.parent);
  // At the top of a module it stands for the lines that follow without a blank one between.
  const together = definition === undefined ? following(first) : onLine;
  return [first, ...together.filter((other) => other !== first)].map((statement) => ({
    hint,
    statement,
    surroundings: definition ?? statement,
  }));
}

function following(first: Syntax): Syntax[] {
  const siblings = first.parent?.children ?? [];
  const lines: Syntax[] = [];
  let last = first.line;
  for (const statement of siblings.slice(siblings.indexOf(first))) {
    if (statement.line > last + 1 || statement.type.endsWith('_definition')) break;
    lines.push(statement);
    last = statement.line + statement.text.split('\n').length - 1;
  }
  return lines;
}

/**
 * A hint says in words what is to go, so nobody can tell by rule whether it went. What can be told: that
 * something changed where it stands, that nothing came which an ablation must not bring, and that the rest follows.
 */
export function checkRegions(comparison: Comparison, regions: readonly Region[]): Evidence[] {
  const target = {
    nodes: regions.flatMap(({ statement }) => headOf(statement)),
    reads: new Set(regions.flatMap(({ statement }) => [...comparison.baseNames.readIn(statement)])),
    bound: new Set(regions.flatMap(({ statement }) => [...comparison.baseNames.boundIn(statement)])),
    switchedOff: new Set<NameKey>(),
    replacement: undefined,
  };
  const { explained, unexplained, evidence: consequences } = explainDifferences(comparison, target);
  const isNear = (node: Syntax): boolean => regions.some(({ surroundings }) => covers(surroundings, node));
  const hints = [...new Set(regions.map(({ hint }) => hint))];
  const evidence = unexplained.flatMap((difference): Evidence[] => {
    if (isAskedFor(difference, hints)) return [];
    const described = describeDifference(difference);
    const isPlausible = described.aspect === 'confinement' && isNear(statementAround(baseOf(difference)));
    return [isPlausible ? { ...described, severity: 'suspicious' } : described];
  });
  const replaced = comparison.differences.flatMap((difference): Evidence[] => {
    if (difference.kind === 'inserted' && isNear(difference.into) && explained.has(difference))
      return [{ ...describeDifference(difference), severity: 'suspicious' }];
    if (difference.kind !== 'replaced' || !isNear(difference.base)) return [];
    const { kind } = judgeReplacement(difference.base, difference.variant);
    const isPlain =
      kind === 'neutral' ||
      kind === 'part-of-it' ||
      kind === 'shape-only' ||
      isSwapped(target.bound, difference.base, difference.variant);
    return isPlain ? [] : [{ ...describeDifference(difference), severity: 'suspicious' }];
  });
  const touched = comparison.differences.some((difference) => isNear(baseOf(difference)));
  return [
    ...(touched ? [] : [untouched(regions)]),
    ...findNovelties(comparison.differences),
    ...evidence,
    ...replaced,
    ...consequences.map((each): Evidence =>
      each.severity === 'rejected' ? { ...each, severity: 'suspicious' } : each,
    ),
    ...remainingUses(comparison, target),
    ...judgeSpelledNames(comparison, hints),
    {
      severity: 'note',
      aspect: 'completeness',
      message: 'a hint is words: whether this is what it asks for, only a reader of the diff can tell',
    },
  ];
}

/** Of a loop or branch what decides on it: statements in its body may have nothing to do with the hint. */
function headOf(statement: Syntax): readonly Syntax[] {
  const isCompound = statement.children.some(({ type }) => isBlock(type));
  return isCompound ? statement.children.filter(({ type }) => !isBlock(type)) : [statement];
}

function untouched(regions: readonly Region[]): Evidence {
  const place = regions[0] === undefined ? {} : { place: `${regions[0].statement.file}:${regions[0].statement.line}` };
  return { severity: 'rejected', aspect: 'completeness', message: 'nothing changed where the hint stands', ...place };
}

/** One of the names that the hint stands on was put where another of them stood: `target(x)` became `online(x)`. */
function isSwapped(bound: ReadonlySet<NameKey>, base: Syntax, variant: Syntax): boolean {
  const names = [...bound].map((key) => formOf(key).name).filter((name) => /^\w+$/.test(name));
  return names.some((name) =>
    names.some((other) => base.canonical.replace(new RegExp(`\\b${name}\\b`, 'g'), other) === variant.canonical),
  );
}
