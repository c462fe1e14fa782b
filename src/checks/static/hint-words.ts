import type { HintComponent } from '../../core/component.js';
import type { Evidence } from '../../core/verdict.js';
import type { Difference } from '../syntax/difference.js';
import { isBlock, placeOf, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import { rootsOf, type Comparison } from './comparison.js';
import { judgeReplacement } from './neutral.js';

/** Shorter words and beginnings of words mean too many things. */
const STEM_LENGTH = 5;

/** Whether a removal is of something that a hint speaks of: `optim["accumulate"]`, where it says "accumulation". */
export function isAskedFor(difference: Difference, hints: readonly HintComponent[]): boolean {
  if (difference.kind === 'inserted' || difference.kind === 'wrapped') return false;
  // Of a loop or branch more may have gone than the hint speaks of.
  const isCompound = [...syntaxWithin(difference.base)].some(({ type }) => isBlock(type));
  if (isCompound && difference.kind !== 'unwrapped') return false;
  if (difference.kind === 'replaced') {
    const { kind } = judgeReplacement(difference.base, difference.variant);
    if (kind !== 'neutral' && kind !== 'part-of-it' && kind !== 'shape-only') return false;
  }
  const said = hints.flatMap(({ hint }) => wordsIn(hint));
  return namesIn(difference.base).some((name) =>
    wordsIn(name.text).some((word) => said.some((other) => isSameWord(word, other))),
  );
}

/** Names that a hint spells out and that went at some of their places only. */
export function judgeSpelledNames({ base, variant }: Comparison, hints: readonly HintComponent[]): Evidence[] {
  const spelled = new Set(hints.flatMap(({ hint }) => hint.match(/\b\w+_\w+\b/g) ?? []));
  const placesIn = (project: Comparison['base'], name: string): Syntax[] =>
    [...rootsOf(project)].flatMap((root) =>
      namesIn(root)
        .filter(({ text }) => text === name)
        .map(({ node }) => node),
    );
  return [...spelled].flatMap((name): Evidence[] => {
    const [before, after] = [placesIn(base, name), placesIn(variant, name)];
    const [left] = after;
    if (left === undefined || after.length >= before.length) return [];
    return [
      {
        severity: 'suspicious',
        aspect: 'completeness',
        message: `the hint names ${name}, which went at ${before.length - after.length} of ${before.length} places`,
        place: placeOf(left),
      },
    ];
  });
}

/** Identifiers, and strings that look like one. */
function namesIn(node: Syntax): { readonly text: string; readonly node: Syntax }[] {
  return [...syntaxWithin(node)].flatMap((part) => {
    const text = part.type === 'string' ? part.canonical.slice(1, -1) : part.type === 'identifier' ? part.text : '';
    return /^\w+$/.test(text) ? [{ text, node: part }] : [];
  });
}

function wordsIn(text: string): string[] {
  const parts = text.match(/[A-Z]?[a-z]+\d*|[A-Z]+\d*/g) ?? [];
  return parts.map((part) => part.toLowerCase()).filter(({ length }) => length >= STEM_LENGTH);
}

/** `accumulate` and `accumulating`. */
function isSameWord(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  const stem = Math.max(STEM_LENGTH, shorter - 3);
  return one.slice(0, stem) === other.slice(0, stem);
}
