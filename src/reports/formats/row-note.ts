import type { MetricMeaning, Report, TrialReport } from '../../core/report.js';
import { reasonsInWords } from '../../core/verdict-in-words.js';
import { unreachable } from '../../core/unreachable.js';
import { printable } from './printable.js';
import { rowName } from './row-name.js';

/** What stands after a label: suspicious, accepted by a person, not checked, written for a hint. */
export type VerdictSign = '†' | '‡' | '°' | '¶';

/** After a value that may be another quantity than the baseline's. */
export const MEANING_SIGN = '§';

/** A sentence under the table, and the sign of the rows it is about. */
export interface RowNote {
  readonly sign: VerdictSign | typeof MEANING_SIGN;
  readonly text: string;
}

/** The sign of a row that has run though its variant is not known to be faithful. */
export function verdictSign({ verdict, finding }: Pick<TrialReport, 'verdict' | 'finding'>): VerdictSign | undefined {
  if (verdict === undefined || finding?.kind === 'rejected') return undefined;
  switch (verdict.kind) {
    case 'faithful':
      return verdict.notes.some(({ aspect }) => aspect === 'asked-in-words') ? '¶' : undefined;
    case 'suspicious':
    case 'rejected':
      return verdict.acceptedByPerson === true ? '‡' : '†';
    case 'unchecked':
      return '°';
    default:
      return unreachable(verdict.kind);
  }
}

/** What the signs mean, row by row; rows of which the same is to be said share a sentence. */
export function rowNotes(report: Report, metric: string, by: 'id' | 'label'): RowNote[] {
  return [...verdictNotes(report, by), ...meaningNotes(report, metric, by)];
}

/** Only those of one metric's values. */
export function meaningNotes({ trials }: Report, metric: string, by: 'id' | 'label'): RowNote[] {
  return (['changed', 'doubtful'] as const).flatMap((meaning) => {
    const ids = trials.filter((trial) => meaningOf(trial, metric) === meaning).map((trial) => rowName(trial, by));
    return ids.length === 0 ? [] : [{ sign: MEANING_SIGN, text: meaningInWords(ids, printable(metric), meaning) }];
  });
}

export function meaningOf({ metrics }: TrialReport, metric: string): MetricMeaning | undefined {
  return metrics.find((candidate) => candidate.metric === metric)?.meaning;
}

function verdictNotes({ trials }: Report, by: 'id' | 'label'): RowNote[] {
  const groups = new Map<string, { readonly sign: VerdictSign; readonly judgement: string; ids: string[] }>();
  for (const trial of trials) {
    const sign = verdictSign(trial);
    if (sign === undefined) continue;
    const judgement = judgementOf(trial, sign);
    const group = groups.get(sign + judgement) ?? { sign, judgement, ids: [] };
    group.ids.push(rowName(trial, by));
    groups.set(sign + judgement, group);
  }
  return [...groups.values()].map(({ sign, judgement, ids }) => ({ sign, text: `${ids.join(', ')}: ${judgement}` }));
}

/** `suspicious: lr is 0.01 where the baseline has 0.001 (train.py:31).` */
function judgementOf({ verdict }: TrialReport, sign: VerdictSign): string {
  if (verdict === undefined) return '';
  const reasons = printable(reasonsInWords(verdict));
  const because = reasons === '' ? '.' : `: ${reasons}.`;
  switch (sign) {
    case '†':
      return `suspicious${because}`;
    case '‡':
      return `accepted by a person although ${verdict.kind}${because}`;
    case '°':
      return `not checked${because}`;
    case '¶':
      return 'written for a hint in words, which no program understands: read the diff.';
    default:
      return unreachable(sign);
  }
}

function meaningInWords(ids: readonly string[], metric: string, meaning: MetricMeaning): string {
  const verb = ids.length === 1 ? 'is' : 'are';
  switch (meaning) {
    case 'changed':
      return `${ids.join(', ')}: ${verb} part of ${metric} itself, which measures something else without ${ids.length === 1 ? 'it' : 'them'}.`;
    case 'doubtful':
      return `${ids.join(', ')}: may be part of ${metric} itself, which would then measure something else.`;
    default:
      return unreachable(meaning);
  }
}
