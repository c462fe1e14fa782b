import { BLOT, type Mention, type NamedSentence } from './named-trials.js';

const REMOVING =
  '(?:removing|removal of|removals of|dropping|without|omitting|omission of|leaving out|ablating|ablation of|disabling|deleting|deletion of|eliminating|taking out|taking away|turning off|switching off|replacing|replacement of|stripping)';
const LIST = `(?:(?:the|both|either|its|our|component|layer|module|of|${BLOT}+)(?:, (?:and |or )?| and (?:the )?| or (?:the )?|/| ))*`;
const BEFORE = new RegExp(
  `(?<aside>\\b(?:unlike|than|contrast to|except|besides|apart from|beyond|opposed to|compared (?:to|with)|instead of|not) )?\\b${REMOVING} ${LIST}[\`“"'*]*$`,
  'iu',
);
const BEHIND = /^[`”"'*]*(?:[’']s? removal| is removed| was removed| are removed| removed)\b/iu;

/** The places where removing a trial's component is spoken of, as `removing conv2 and bn`, and not only the component. */
export function removedMentions({ masked, mentions }: NamedSentence): Mention[] {
  return mentions.filter(({ start, end }) => {
    const before = BEFORE.exec(masked.slice(0, start));
    if (before !== null) return before.groups?.aside === undefined;
    return BEHIND.test(masked.slice(end));
  });
}
