import type { TrialRow } from '../../src/reports/formats/trial-row.js';

/** The rows in whose words all words of the filter stand; the baseline stays, to compare with. */
export function filterRows(rows: readonly TrialRow[], filter: string): readonly TrialRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => row.trial.change === 'none' || words.every((word) => textOf(row).includes(word)));
}

function textOf({ label, finding, missing, trial }: TrialRow): string {
  return [label, trial.id, finding, missing, trial.origin, trial.verdict?.kind, ...trial.componentIds]
    .filter((text) => text !== undefined)
    .join(' ')
    .toLowerCase();
}
