import type { CheckedSentence } from './check-commentary.js';

/** How a model is asked for a commentary. */
export const COMMENTARY_SYSTEM_PROMPT = `You write the commentary on a finished ablation study, for a paper by its authors: what was found, and with due caution what may explain it.

Rules
1. Two to four short paragraphs of plain text, about 200 words together. No heading, no list, no table, no Markdown, nothing before or after.
2. Every number you write stands in the facts, as it is there or rounded. A program looks each of them up and refuses the sentence otherwise. Say
   what a number counts (about 9 seeds, not about 9). No arithmetic: no ratios, sums, relative changes or averages of your own, no "twice", "half"
   or "an order of magnitude". Most sentences need no number.
3. Call trials by the names in the facts. In a sentence that names trials, numbers are theirs, the baseline's or the study's. A sign may be left
   out where words say the direction.
4. Claim nothing beyond the findings. "Significant" is only what is marked so. Only what has the finding hurts or helps, hurts or helps. What is
   inconclusive is undecided, not absent; "no detectable effect" does not show that there is none. Never call such a component redundant,
   unnecessary or without effect. Failed and rejected trials say nothing about their component.
5. Lead with what hurts or helps most, then what stays open and what would settle it, then what limits the study: few seeds, a guessed metric,
   suspicious variants where there are any. A small study is called one.
6. Why a component matters was not measured. If you offer an explanation, mark it as a conjecture (may, might, a possible reason) and keep it to
   what such components are known for.
7. Do not describe the set-up, the hardware or this tool, and do not praise.
`;

/** The first turn: the facts, and the request. */
export function commentaryRequest(facts: string): string {
  return `${facts}\n\n## Your task\n\nWrite the commentary on these findings.`;
}

/** The turn after a text in which sentences were refused. */
export function commentaryRepair(refused: readonly CheckedSentence[]): string {
  const each = refused.map(({ text, problems }) => `- ${text}\n  ${problems.join('\n  ')}`);
  return [
    `These sentences cannot stand, since the report does not say what they say:`,
    each.join('\n'),
    'Write the whole commentary again, by the same rules. Where a number is right and was said unclearly, say what it counts, and of which trial. Leave any other number out rather than changing it to one that is near.',
  ].join('\n\n');
}

/** The turn after a text that was cut off. */
export const COMMENTARY_CUT =
  'Your text was cut off before its end, because it was too long. Write it again, shorter: two or three short paragraphs.';

/** The turn after a reply without any text. */
export const COMMENTARY_EMPTY =
  'There was no text in your reply. Write the commentary, two to four short paragraphs of plain text.';
