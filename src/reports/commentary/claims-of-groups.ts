import type { EffectDirection } from '../../core/effect-direction.js';
import type { Report, TrialReport } from '../../core/report.js';
import { CLAIMS, NEGATION, RESERVE } from './claims.js';
import { foundDirection } from './effect-direction.js';
import { BLOT, type NamedSentence } from './named-trials.js';
import { COUNT_WORD, valueOfWord } from './number-words.js';

const COUNT = `(?:\\d+|${COUNT_WORD})`;
const NOUN = '(?:components?|parts|changes?|trials?|variants?|removals?|ablations?|replacements?)';
const OF_THEM = '(?: of)?(?: (?:the|these|those|our|its|my))?';
const VERB =
  '(?<verb>hurts?|harms?|harmed|helps?|helped|(?:is|are|was|were) (?:clearly |significantly )?(?:harmful|detrimental|beneficial))';
const ADVERBS = '(?: (?:do|does|did|each|all|significantly|clearly|actually))*';

/** `Two of the seven changes hurt`. */
const COUNTED = new RegExp(
  `(?<!\\b(?:other|remaining|least|most|than|to|or|about|these|those|of|of the) |[\\p{L}\\p{N}.,${BLOT}-])(?<count>${COUNT})(?: of(?: (?:the|all|these|our))*(?: ${COUNT})?)?(?: tested)?(?: (?<noun>${NOUN}))?${ADVERBS} ${VERB}\\b(?! (?:most|more|less|the most|it|us))`,
  'giu',
);

const ALL = `(?:all|every|each|both)(?: single)?(?: one)?${OF_THEM}(?: ${COUNT})?`;
const NONE = `(?:no|not (?:a single|one)|none${OF_THEM}|not one${OF_THEM})(?: ${COUNT})?(?: single)?`;
/** `All components are ...`, `None of the changes ...`, `Nothing ...`. */
const QUANTIFIED = new RegExp(
  `(?<!\\b(?:not|hardly|nearly|almost|if|that|of|at|in|for|over|with|across) )\\b(?:(?<all>${ALL})|(?<none>${NONE}))(?<rest> (?:other|remaining))?(?: (?:tested|ablated|removed|individual))? (?<noun>${NOUN})\\b|\\b(?<everything>everything)\\b|\\b(?<nothing>nothing)\\b`,
  'giu',
);
/** `The components are all redundant`. */
const ALL_BEHIND = new RegExp(`\\b(?<noun>${NOUN})(?: (?:are|were|have|do))? all\\b`, 'giu');
/** What follows tells which of them are meant, so it is not said of all. */
const RESTRICTED = /^,? (?:that|which|whose|with|in|of|shown|marked|called|where|for)\b/iu;
const EXCEPT = /^ (?:other than|except|besides|but|apart from|beside)\b/iu;
const OPEN = new RegExp(`${NEGATION.source}|${RESERVE.source}|\\b(?:tested|checked|assessed)\\b`, 'iu');
const MOST_CHARACTERS_BETWEEN = 40;
const REMOVING = /remov|dropp|without|ablat|omit|left out|replac|disabl/iu;

/** What a sentence claims of a number of trials, or of all or none of them, that their findings do not say. */
export function groupProblems({ masked, trialIds }: NamedSentence, report: Report): string[] {
  const variants = report.trials.filter(({ change }) => change !== 'none');
  const others = variants.filter(({ id }) => !trialIds.includes(id));
  const counted = [...masked.matchAll(COUNTED)].flatMap((match) => countProblems(match, masked, variants, report));
  const quantified = [...masked.matchAll(QUANTIFIED), ...masked.matchAll(ALL_BEHIND)].flatMap((match) => {
    const behind =
      masked
        .slice(match.index + match[0].length)
        .split(/[;:.]\s|, (?:and|but|while|whereas)\s|\s(?:while|whereas)\s/u)[0] ?? '';
    const isRest = match.groups?.rest !== undefined || EXCEPT.test(behind);
    // Which are the others, another sentence may have said.
    if ((isRest && trialIds.length === 0) || RESTRICTED.test(behind)) return [];
    return quantifiedProblems(match, behind, isRest ? others : variants, report);
  });
  return [...counted, ...quantified];
}

function countProblems(
  { 0: text, groups }: RegExpExecArray,
  masked: string,
  variants: readonly TrialReport[],
  report: Report,
): string[] {
  const { count = '', verb = '', noun } = groups ?? {};
  const said = /^\d/u.test(count) ? Number(count) : valueOfWord(count);
  const right = directionsMeant(directionOf(verb), noun, masked).map(
    (direction) => withDirection(variants, direction, report).length,
  );
  // `One change hurts` is not wrong where two do.
  if (right.some((number) => number === said || (said === 1 && number > 1))) return [];
  return [`“${text}”: by the findings it is ${[...new Set(right)].join(' or ')}`];
}

function quantifiedProblems(
  { 0: text, groups }: RegExpExecArray,
  behind: string,
  trials: readonly TrialReport[],
  report: Report,
): string[] {
  const { noun, none, nothing } = groups ?? {};
  const isOfNone = (none ?? nothing) !== undefined;
  return CLAIMS.flatMap(({ words, isTrueOf, objection }) => {
    const found = words.exec(behind);
    const before = behind.slice(0, found?.index);
    if (found === null || before.length > MOST_CHARACTERS_BETWEEN || OPEN.test(before)) return [];
    const said = DIRECTION.test(found[0]) ? directionsMeant(directionOf(found[0]), noun, `${text}${behind}`) : [];
    const isTrue = (trial: TrialReport, direction: EffectDirection | undefined) =>
      isTrueOf(trial, report.method.alpha) && (direction === undefined || foundDirection(trial, report) === direction);
    const wrong = (said.length === 0 ? [undefined] : said).map((direction) =>
      trials.find((trial) => isTrue(trial, direction) === isOfNone),
    );
    // One of two meanings is right.
    if (wrong.includes(undefined)) return [];
    const [trial] = wrong;
    const why =
      isOfNone || said.length > 0
        ? `the finding of ${trial?.id ?? ''} is “${trial?.finding?.inWords ?? 'none'}”`
        : `${trial?.id ?? ''} ${objection}`;
    return [`“${text} ... ${found[0]}”: ${why}`];
  });
}

const DIRECTION = /^(?:h|beneficial|detrimental)/iu;

function directionOf(word: string): EffectDirection {
  return /help|beneficial/iu.test(word) ? 'helps' : 'hurts';
}

/** A component that helps is one that hurts when it is removed, or is meant as one whose removal helps. */
function directionsMeant(said: EffectDirection, noun: string | undefined, text: string): EffectDirection[] {
  const isOfTheComponent = noun !== undefined && /^(?:component|part)/iu.test(noun) && !REMOVING.test(text);
  return isOfTheComponent ? ['hurts', 'helps'] : [said];
}

function withDirection(trials: readonly TrialReport[], direction: EffectDirection, report: Report): TrialReport[] {
  return trials.filter((trial) => foundDirection(trial, report) === direction);
}
