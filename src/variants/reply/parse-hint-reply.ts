import { z } from 'zod';
import type { HintTrial } from '../../core/hint-trial.js';

/** More than this out of one hint is a misunderstanding, or a study of its own. */
const MOST_TRIALS = 30;

const replySchema = z.object({
  trials: z
    .array(
      z.object({
        id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower case letters, digits and dashes only'),
        title: z.string().trim().min(1).max(120),
        change: z.enum(['remove', 'replace']),
        instruction: z.string().trim().min(1).max(2000),
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

/** Reads the JSON object, in a fence or bare, whatever stands around it. */
export function parseHintReply(text: string): HintReply {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  const refusal = /^\s*CANNOT:\s*(.+)$/m.exec(text)?.[1];
  if (start === -1 || end < start) {
    return refusal === undefined
      ? { kind: 'unusable', problem: 'There is no JSON object in your reply.' }
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
  return { kind: 'trials', trials };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
