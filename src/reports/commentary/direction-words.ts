import type { EffectDirection } from '../../core/effect-direction.js';
import { BLOT } from './named-trials.js';

/** A word that says which way a metric went. */
export interface DirectionWord {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** `finding`: hurts, helps. `merit`: better, worse. `size`: up or down, whatever is better. */
  readonly says:
    | { readonly of: 'finding'; readonly direction: EffectDirection }
    | { readonly of: 'merit'; readonly direction: EffectDirection }
    | { readonly of: 'size'; readonly isUp: boolean };
}

const BEING =
  '(?:is|are|was|were|becomes?|became|gets?|got|does|do|performs?|performed) (?:clearly |slightly |significantly |much )?';

const WORDS: readonly { readonly pattern: string; readonly says: DirectionWord['says'] }[] = [
  { pattern: 'hurts?|harms?|harmed|harmful|detrimental', says: { of: 'finding', direction: 'hurts' } },
  {
    pattern:
      'helped|helps?(?! (?:us |to )?(?:explain|understand|see|show|decide|tell|separate|clarify|with)\\b)|beneficial',
    says: { of: 'finding', direction: 'helps' },
  },
  {
    pattern: `worsens?|worsened|degrad(?:es?|ed)|impair(?:s|ed)|deteriorat(?:es?|ed)|${BEING}worse`,
    says: { of: 'merit', direction: 'hurts' },
  },
  {
    pattern: `improv(?:es?|ed|ements?)|${BEING}better|makes? (?:[\\p{L}${BLOT}_]+ ){1,2}better`,
    says: { of: 'merit', direction: 'helps' },
  },
  {
    pattern:
      'lower(?:s|ed)|decreas(?:es?|ed)|reduc(?:es?|ed|tion)|drops?|dropped|falls?|fell|declin(?:es?|ed)|shrinks?|lower|(?:goes|went) down',
    says: { of: 'size', isUp: false },
  },
  {
    pattern:
      'rais(?:es?|ed)|increas(?:es?|ed)|lifts?|lifted|boosts?|boosted|ris(?:es?)|rose|climbs?|climbed|gains?|gained|grows?|grew|higher|(?:goes|went) up',
    says: { of: 'size', isUp: true },
  },
];

/** The words of direction in a text, in order. */
export function directionWords(text: string): DirectionWord[] {
  return WORDS.flatMap(({ pattern, says }) =>
    [...text.matchAll(new RegExp(`\\b(?:${pattern})\\b`, 'giu'))].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      text: match[0],
      says,
    })),
  ).sort((a, b) => a.start - b.start);
}
