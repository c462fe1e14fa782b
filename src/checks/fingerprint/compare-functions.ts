import type { Fingerprint } from '../../core/fingerprint.js';
import { isAnything, type ComparisonTarget } from './comparison-target.js';
import type { Finding } from './findings.js';

/** Compares which functions of the user's files were called. */
export function compareFunctions(baseline: Fingerprint, variant: Fingerprint, target: ComparisonTarget): Finding[] {
  if (baseline.functions === undefined || variant.functions === undefined) return [];
  const before = named(baseline.functions);
  const after = named(variant.functions);
  const added = [...after].filter((name) => !before.has(name));
  const gone = [...before].filter((name) => !after.has(name) && !isOfTarget(name, target));
  return [
    ...added.map((subject) =>
      called(isReplacement(subject, target) || isAnything(target) ? 'note' : 'suspicious', subject, 'is', 'are'),
    ),
    ...gone.map((subject) => called('note', subject, 'is not', 'are not')),
  ];
}

function called(severity: Finding['severity'], subject: string, one: string, many: string): Finding {
  const isNew = one === 'is';
  const tail = isNew ? 'called, which the baseline does not call' : 'called, which the baseline calls';
  return { severity, aspect: 'execution', subject, one: `${one} ${tail}`, many: `${many} ${tail}` };
}

/** Without functions that have no name of their own: a lambda or a comprehension comes and goes with a line. */
function named(functions: readonly string[]): Set<string> {
  return new Set(functions.filter((name) => !/<\w+>/.test(name)));
}

function isOfTarget(name: string, { moduleNames, classNames }: ComparisonTarget): boolean {
  const parts = name.slice(name.lastIndexOf(':') + 1).split('.');
  return parts.some((part) => moduleNames.includes(part) || classNames.includes(part));
}

function isReplacement(name: string, { replacementClassNames = [] }: ComparisonTarget): boolean {
  return name
    .slice(name.lastIndexOf(':') + 1)
    .split('.')
    .some((part) => replacementClassNames.includes(part));
}
