import type { TrialReport } from '../../core/report.js';
import { countInWords } from './number-in-words.js';

/** Trials that changed nothing at all, bit for bit: either nothing was removed, or what was removed does nothing. */
export function noEffectAlarms(trials: readonly TrialReport[]): readonly string[] {
  return trials
    .filter(({ finding }) => finding?.kind === 'no-effect-at-all')
    .map(({ id, metrics }) => {
      const pairs = metrics.find(({ role }) => role === 'primary')?.effect?.pairs ?? 0;
      const where = pairs === 1 ? 'at the one seed' : `on all ${countInWords(pairs, 'seed')}`;
      return `${id} had no effect at all: every number equals the baseline's ${where}.`;
    });
}
