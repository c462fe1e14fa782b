import type { Finding } from '../../core/finding.js';
import type { TrialReport } from '../../core/report.js';

/** Something a sentence may say of a trial only where the report says it. */
export interface Claim {
  readonly words: RegExp;
  /** Around it in the same clause, these make it no claim. */
  readonly unless: RegExp;
  readonly isTrueOf: (trial: TrialReport, alpha: number) => boolean;
  /** Goes behind the name of the trial. */
  readonly objection: string;
  /** What to object where no trial is named and it is true of none; absent where such a sentence may mean something else. */
  readonly objectionUnnamed?: string;
}

/** Makes a claim none, or the opposite. */
export const NEGATION =
  /\b(?:not|no|nor|never|neither|none|without|cannot|hardly|rather than|lacks?|fail(?:s|ed)?|short of)\b|n[’']t\b|\bnon-|\binsignifican/iu;
/** Leaves a claim open. */
export const RESERVE =
  /\b(?:whether|if|may|might|could|would|possibl[ey]|perhaps|appears?|seems?|tends?|suggest\w*|numerically|trend|on average)\b/iu;

const EITHER = new RegExp(`${NEGATION.source}|${RESERVE.source}`, 'iu');

/** What is recognised as a claim. */
export const CLAIMS: readonly Claim[] = [
  {
    words: /\b(?:statistically )?significan(?:t|tly|ce)\b(?! (?:level|threshold|test|criterion|marks?)\b)/iu,
    unless: EITHER,
    isTrueOf: (trial, alpha) => (adjustedPValue(trial) ?? 1) < alpha,
    objection: 'is not significant in the report',
    objectionUnnamed: 'nothing in the report is significant',
  },
  {
    words: /\b(?:hurts?|harms?|harmful|harmed|helps?|helped|beneficial|detrimental)\b/iu,
    unless: EITHER,
    isTrueOf: ({ finding }) => isKind(finding, ['hurts', 'helps', 'exact-difference']),
    objection: 'neither hurts nor helps by the findings of the report',
  },
  {
    words:
      /\b(?:redundant|superfluous|unnecessary|dispensable|irrelevant|useless|equivalent|unaffected|(?:has|have|had|having) no effect|no effect at all|makes? no difference|does(?: not|n[’']t) matter|can be (?:removed|dropped|omitted) safely|safely be (?:removed|dropped|omitted))\b/iu,
    unless:
      /\b(?:whether|if|may|might|could|would|nor|never|cannot|show(?:s|n)? that|mean(?:s)? that|evidence|not (?:be |necessarily |yet )?(?:called|redundant|superfluous|unnecessary|equivalent|irrelevant|useless))\b/iu,
    isTrueOf: ({ finding }) => isKind(finding, ['equivalent', 'no-effect-at-all', 'exact-difference']),
    objection: 'was not shown to be without effect: an effect that was not detected may still be there',
  },
];

function adjustedPValue({ metrics }: TrialReport): number | undefined {
  const inference = metrics.find(({ role }) => role === 'primary')?.effect?.inference;
  return inference !== undefined && 'adjustedPValue' in inference ? inference.adjustedPValue : undefined;
}

function isKind(finding: Finding | undefined, kinds: readonly Finding['kind'][]): boolean {
  return finding !== undefined && kinds.includes(finding.kind);
}
