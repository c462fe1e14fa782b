import type { Report } from '../../core/report.js';
import { CLAIMS } from './claims.js';
import type { NamedClause } from './named-clauses.js';

/** What a sentence claims of trials it names, or of none in particular, that their findings do not say. */
export function claimProblems(clauses: readonly NamedClause[], { trials, method }: Report): string[] {
  return clauses.flatMap(({ text, trials: named }) =>
    CLAIMS.flatMap(({ words, unless, isTrueOf, objection, objectionUnnamed }) => {
      const found = words.exec(text)?.[0];
      if (found === undefined || unless.test(text)) return [];
      const wrong = named.filter((trial) => !isTrueOf(trial, method.alpha));
      const isUnfounded = named.length === 0 && !trials.some((trial) => isTrueOf(trial, method.alpha));
      return [
        ...wrong.map(({ id }) => `“${found}”: ${id} ${objection}`),
        ...(isUnfounded && objectionUnnamed !== undefined ? [`“${found}”: ${objectionUnnamed}`] : []),
      ];
    }),
  );
}
