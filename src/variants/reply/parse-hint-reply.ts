import { z } from 'zod';
import { withoutThinking } from '../../core/without-thinking.js';
import { locateChanges } from './locate-changes.js';
import type { HintTrial } from '../../core/hint-trial.js';

/** More than this out of one hint is a misunderstanding, or a study of its own. */
const MOST_TRIALS = 30;
const MOST_LINES = 20;
/** For tables. */
const LONGEST_ID = 40;

const replySchema = z.object({
  trials: z
    .array(
      z.object({
        id: z
          .string()
          .transform((id) =>
            id
              .toLowerCase()
              .replaceAll(/[^a-z0-9]+/g, '-')
              .replaceAll(/^-|-$/g, '')
              .slice(0, LONGEST_ID),
          )
          .pipe(z.string().min(1, 'letters and digits are needed')),
        title: z.string().trim().min(1).max(120),
        change: z.enum(['remove', 'replace']),
        instruction: z.string().trim().min(1).max(2000),
        changes: z
          .array(z.object({ line: z.number().int(), before: z.string().min(1), after: z.string().default('') }))
          .min(1)
          .max(MOST_LINES),
        expectation: z.string().trim().default(''),
      }),
    )
    .min(1)
    .max(MOST_TRIALS),
});

/** What a model says that a hint asks for. */
export type HintReply =
  | { readonly kind: 'trials'; readonly trials: readonly HintTrial[] }
  | { readonly kind: 'refused'; readonly reason: string }
  /** `problem` is for the model. */
  | { readonly kind: 'unusable'; readonly problem: string };

/** Reads the JSON object, in a fence or bare, whatever stands around it. `source`: the hint's file. */
export function parseHintReply(reply: string, source: string): HintReply {
  const text = withoutThinking(reply);
  const start = text.search(/\{\s*"trials"/);
  const end = text.lastIndexOf('}');
  const refusal = /^\s*CANNOT:\s*(.+)$/m.exec(text)?.[1];
  if (start === -1 || end < start) {
    return refusal === undefined
      ? { kind: 'unusable', problem: 'There is no JSON object with "trials" in your reply.' }
      : { kind: 'refused', reason: refusal };
  }
  const value = parsed(text.slice(start, end + 1));
  if (value === undefined) return { kind: 'unusable', problem: 'The JSON object in your reply cannot be parsed.' };
  const checked = replySchema.safeParse(value);
  if (!checked.success)
    return { kind: 'unusable', problem: `The JSON object is not right:\n${z.prettifyError(checked.error)}` };
  const { trials } = checked.data;
  const repeated = trials.find(({ id }, index) => trials.findIndex((other) => other.id === id) !== index);
  if (repeated !== undefined) return { kind: 'unusable', problem: `Two trials have the id "${repeated.id}".` };
  const twin = trials.find(
    ({ instruction }, index) => trials.findIndex((other) => other.instruction === instruction) !== index,
  );
  if (twin !== undefined) {
    return { kind: 'unusable', problem: `The trial "${twin.id}" has the same instruction as another one.` };
  }
  const located = trials.map(({ changes, ...trial }) => ({ trial, changes: locateChanges(changes, source) }));
  const problems = located.flatMap(({ trial, changes }) => (changes.ok ? [] : [`"${trial.id}": ${changes.failure}`]));
  if (problems.length > 0) return { kind: 'unusable', problem: problems.join('\n') };
  return {
    kind: 'trials',
    trials: located.map(({ trial, changes }) => ({ ...trial, changes: changes.ok ? changes.value : [] })),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
