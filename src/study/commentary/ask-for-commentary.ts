import type { GivenUp } from '../../core/given-up.js';
import type { Report } from '../../core/report.js';
import { failure, success, type Result } from '../../core/result.js';
import { unreachable } from '../../core/unreachable.js';
import { withoutThinking } from '../../core/without-thinking.js';
import type { ModelRequest } from '../../models/model.js';
import { commentaryChecker, refusedSentences, type CheckedText } from '../../reports/commentary/check-commentary.js';
import {
  COMMENTARY_CUT,
  COMMENTARY_EMPTY,
  COMMENTARY_SYSTEM_PROMPT,
  commentaryRepair,
  commentaryRequest,
} from '../../reports/commentary/commentary-prompt.js';
import { factsText } from '../../reports/commentary/facts-text.js';
import { COMMENTARY_PURPOSE } from './commentary-purpose.js';
import type { ModelSession } from '../writing/model-session.js';
import { readReply } from '../writing/read-reply.js';

const MOST_OUTPUT_TOKENS = 6000;
const MOST_TRIES = 3;

/** A model's text, checked; some of its sentences may still have to be left out. */
export interface AnsweredCommentary {
  readonly modelId: string;
  readonly text: CheckedText;
}

/** How a model is asked the first time. */
export function firstCommentaryRequest(report: Report, metric: string): ModelRequest {
  return {
    purpose: COMMENTARY_PURPOSE,
    system: COMMENTARY_SYSTEM_PROMPT,
    shared: '',
    turns: [{ role: 'user', text: commentaryRequest(factsText(report, metric)) }],
    maxOutputTokens: MOST_OUTPUT_TOKENS,
  };
}

/**
 * Asks for the commentary, and twice more where sentences of it cannot stand: the last text counts, as it is by then.
 * Fails where there is none at all. `say` is told of each text that goes back.
 */
export async function askForCommentary(
  session: Pick<ModelSession, 'ask'>,
  report: Report,
  first: ModelRequest,
  say: (message: string) => void,
): Promise<Result<AnsweredCommentary, GivenUp>> {
  const check = commentaryChecker(report);
  let last: AnsweredCommentary | undefined;
  let request = first;
  for (let tries = 1; ; tries += 1) {
    const answer = await session.ask(request);
    // What only interrupts is asked again by the next start, which finds the recordings.
    if (!answer.ok) return last === undefined || answer.failure.isPassing ? answer : success(last);
    const { modelId, text } = answer.value;
    const reading = readReply(answer.value, (words) => readCommentary(check, words));
    switch (reading.kind) {
      case 'refused':
        return failure({ reason: `${modelId} refused: ${reading.reason}`, isPassing: false });
      case 'text':
        last = { modelId, text: reading.text };
        break;
      case 'empty':
      case 'cut':
        break;
      default:
        return unreachable(reading);
    }
    const objection = objectionTo(reading);
    if (objection === undefined || tries === MOST_TRIES) {
      return last === undefined ? failure({ reason: `${modelId} wrote no text`, isPassing: false }) : success(last);
    }
    if (reading.kind === 'text') sayRefused(reading.text, say);
    request = {
      ...first,
      purpose: `${COMMENTARY_PURPOSE} again ${tries}`,
      turns: [...first.turns, { role: 'assistant', text }, { role: 'user', text: objection }],
    };
  }
}

type Reading = { readonly kind: 'text'; readonly text: CheckedText } | { readonly kind: 'empty' };

function readCommentary(check: (text: string) => CheckedText, words: string): Reading {
  const text = check(withoutThinking(words));
  return text.length === 0 ? { kind: 'empty' } : { kind: 'text', text };
}

/** What is to be written otherwise; undefined where nothing is. */
function objectionTo(reading: Reading | { readonly kind: 'cut' }): string | undefined {
  switch (reading.kind) {
    case 'cut':
      return COMMENTARY_CUT;
    case 'empty':
      return COMMENTARY_EMPTY;
    case 'text': {
      const refused = refusedSentences(reading.text);
      return refused.length === 0 ? undefined : commentaryRepair(refused);
    }
    default:
      return unreachable(reading);
  }
}

function sayRefused(text: CheckedText, say: (message: string) => void): void {
  const refused = refusedSentences(text);
  const why = [...new Set(refused.flatMap(({ problems }) => problems))];
  say(
    `${refused.length} of ${text.flat().length} sentences of the commentary cannot stand (${why.join('; ')}); asked again.`,
  );
}
