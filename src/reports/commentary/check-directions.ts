import type { EffectDirection } from '../../core/effect-direction.js';
import type { Report, TrialReport } from '../../core/report.js';
import { unreachable } from '../../core/unreachable.js';
import { directionWords, type DirectionWord } from './direction-words.js';
import { foundDirection, meanDifference, measuredDirection } from './effect-direction.js';
import { metricsAtEnd, metricsAtStart } from './metrics-spoken-of.js';
import { BLOT, type Mention, type NamedSentence } from './named-trials.js';
import { removedMentions } from './removed-mentions.js';

/** Before a word of direction, these leave it open or deny it. `without` does not: it removes. */
const OPEN =
  /\b(?:not|no|nor|never|neither|none|cannot|hardly|whether|if|may|might|could|would|possibl[ey]|perhaps|unclear|appears?|seems?|tends?|suggest\w*|fail(?:s|ed)? to|rather than|instead of|baseline(?:[’']s)?)\b|n[’']t\b/iu;
/** Behind a word of direction, these deny it, or say it of the baseline. */
const DENIED_BEHIND = new RegExp(`^ (?:no|neither|nothing)\\b|^ [\\p{L}${BLOT}_]+ of the baseline\\b`, 'iu');
/** These are no metric, and may well go the other way. */
const OTHER_QUANTITY =
  /\b(?:param\w*|time|speed|step|steps|memory|capacity|runtime|cost|seeds?|variance|spread|deviation|noise|interval)\b/iu;
/** A part of a sentence of its own. */
const BREAK = /[;:–—]\s|,?\s(?:while|whereas|but|although|though|however)\s|,\s(?:and|so|which|as)\s/giu;
/** Such a part goes on about what the one before it removed. */
const GOES_ON = /^(?:[;:–—,]\s)?,?\s?(?:which|this|that|doing so)\s/iu;
const WORDS_OF_METRIC = 40;

/** What a sentence says of removing a component that goes against its finding, or against the sign of its effect. */
export function directionProblems(sentence: string, named: NamedSentence, report: Report): string[] {
  const removed = removedMentions(named);
  if (removed.length === 0) return [];
  return clausesOf(sentence, named, report).flatMap((clause) =>
    clause.words.flatMap((word, index) => wordProblems(clause, word, index, { sentence, named, removed, report })),
  );
}

/** A part of a sentence with a subject of its own. */
interface Clause {
  readonly start: number;
  readonly end: number;
  /** Places are those in the sentence. */
  readonly words: readonly DirectionWord[];
  /** The trials that stand in it, or those that it goes on about. */
  readonly mentions: readonly Mention[];
  readonly isAboutEarlierOnes: boolean;
}

function clausesOf(sentence: string, named: NamedSentence, report: Report): Clause[] {
  let last: readonly Mention[] = [];
  return partsOf(named.masked).map(({ start, end }) => {
    const masked = named.masked.slice(start, end);
    const within = named.mentions.filter((mention) => mention.start >= start && mention.end <= end);
    const isAboutEarlierOnes = within.length === 0;
    if (!isAboutEarlierOnes) last = within;
    else if (!goesOn(masked, sentence.slice(start, end), report)) last = [];
    const words = directionWords(masked).map((word) => ({ ...word, start: word.start + start, end: word.end + start }));
    return { start, end, words, mentions: last, isAboutEarlierOnes };
  });
}

function goesOn(masked: string, text: string, report: Report): boolean {
  return GOES_ON.test(masked) || metricsAtStart(` ${text.replace(/^[;:–—,]?\s+/u, '')}`, report).length > 0;
}

interface Spoken {
  readonly sentence: string;
  readonly named: NamedSentence;
  readonly removed: readonly Mention[];
  readonly report: Report;
}

function wordProblems(clause: Clause, word: DirectionWord, index: number, spoken: Spoken): string[] {
  const { sentence, named, removed, report } = spoken;
  const from = clause.words[index - 1]?.end ?? clause.start;
  const to = clause.words[index + 1]?.start ?? clause.end;
  if (OPEN.test(named.masked.slice(from, word.start)) || DENIED_BEHIND.test(named.masked.slice(word.end))) return [];
  const subjects = subjectsOf(clause, word, from, to).filter((mention) => removed.includes(mention));
  const ids = new Set(subjects.flatMap(({ trialIds }) => trialIds));
  const around = { before: sentence.slice(from, word.start), behind: sentence.slice(word.end, to) };
  return report.trials.filter(({ id }) => ids.has(id)).flatMap((trial) => contradiction(word, trial, around, report));
}

/** Before the word, back to the one before it; behind it where the clause begins with its verb: `hurt by removing`. */
function subjectsOf(clause: Clause, word: DirectionWord, from: number, to: number): readonly Mention[] {
  if (clause.isAboutEarlierOnes) return clause.mentions;
  const first = clause.words[0] ?? word;
  const isSubjectBehind = !clause.mentions.some((mention) => mention.end <= first.start);
  return clause.mentions.filter((mention) =>
    isSubjectBehind
      ? mention.start >= word.end && mention.end <= to
      : mention.start >= from && mention.end <= word.start,
  );
}

interface Surroundings {
  readonly before: string;
  readonly behind: string;
}

function contradiction(word: DirectionWord, trial: TrialReport, around: Surroundings, report: Report): string[] {
  const metrics = metricsOf(around, report);
  const { says, text } = word;
  switch (says.of) {
    case 'finding': {
      const isOfPrimary = metrics.length === 0 || metrics.includes(report.primaryMetric?.name ?? '');
      if (isOfPrimary) {
        const found = foundDirection(trial, report);
        return found === undefined || found === says.direction
          ? []
          : [`“${text}”: removing ${trial.id} ${found}, by its finding`];
      }
      return againstMeasured(text, trial, says.direction, metrics, report);
    }
    case 'merit': {
      if (
        OTHER_QUANTITY.test(around.behind.slice(0, WORDS_OF_METRIC)) ||
        OTHER_QUANTITY.test(around.before.slice(-WORDS_OF_METRIC))
      )
        return [];
      const all = metrics.length > 0 ? metrics : trial.metrics.map(({ metric }) => metric);
      return againstMeasured(text, trial, says.direction, all, report);
    }
    case 'size': {
      const differences = metrics.flatMap((metric) => meanDifference(trial, metric) ?? []);
      const isAgainst =
        differences.length > 0 && differences.every((difference) => difference !== 0 && difference > 0 !== says.isUp);
      return isAgainst ? [`“${text}”: without ${trial.id}, ${metrics.join(' and ')} went the other way`] : [];
    }
    default:
      return unreachable(says);
  }
}

function againstMeasured(
  text: string,
  trial: TrialReport,
  said: EffectDirection,
  metrics: readonly string[],
  report: Report,
): string[] {
  const measured = metrics.flatMap((metric) => measuredDirection(trial, metric, report) ?? []);
  const isAgainst = measured.length > 0 && measured.every((direction) => direction !== said);
  return isAgainst ? [`“${text}”: without ${trial.id}, ${metrics.join(' and ')} went the other way`] : [];
}

/** `lowers accuracy`, `a drop of 0.02 in accuracy`, else `accuracy falls`. */
function metricsOf({ before, behind }: Surroundings, report: Report): string[] {
  const amount = /^ of [^ ]+(?: %| percent)?(?: percentage)?(?: points?)?(?= (?:in|of) )/iu.exec(behind)?.[0] ?? '';
  const named = metricsAtStart(behind.slice(amount.length), report);
  return named.length > 0 ? named : metricsAtEnd(before, report);
}

function partsOf(masked: string): { readonly start: number; readonly end: number }[] {
  const breaks = [...masked.matchAll(BREAK)].map(({ index }) => index);
  const starts = [0, ...breaks.filter((index) => index > 0)];
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? masked.length }));
}
