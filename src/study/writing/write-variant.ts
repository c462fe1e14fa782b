import type { GivenUp } from '../../core/given-up.js';
import { unreachable } from '../../core/unreachable.js';
import type { Verdict } from '../../core/verdict.js';
import type { WrittenEdits } from '../../core/written-edits.js';
import { maxOutputTokens } from '../../variants/prompts/edit-format.js';
import { acceptReply } from '../../variants/reply/accept-reply.js';
import { componentLines } from '../../variants/reply/component-lines.js';
import type { PlannedTrial } from '../plan-study.js';
import { Correspondence } from './correspondence.js';
import { examineVariant } from './examine-variant.js';
import { firstRequest } from './first-request.js';
import { readReply } from './read-reply.js';
import type { WritingDesk } from './writing-desk.js';
import type { WritingTask } from './writing-task.js';

/** What came of asking a model for a trial's variant. */
export type WritingResult =
  /** Its last one, whatever the verdict: also a rejected one is a result with a name. */
  | {
      readonly kind: 'written';
      readonly planned: PlannedTrial;
      readonly edits: WrittenEdits;
      readonly verdict: Verdict;
      /** The model's own words, for a later repair. */
      readonly reply: string;
    }
  | ({ readonly kind: 'given-up' } & GivenUp);

/**
 * Asks for a trial's variant until one passes both checks, or until it is clear that none will: three repairs,
 * the same failure twice, nothing changed, a refusal, or no answer.
 */
export async function writeVariant(desk: WritingDesk, { open, former }: WritingTask): Promise<WritingResult> {
  const { session, bench, shared } = desk;
  const { project } = bench.subject;
  const { request, format } = firstRequest(project, open, session.settings, shared);
  const talk = new Correspondence(format, former);
  let last: Extract<WritingResult, { kind: 'written' }> | undefined;
  for (let attempt = 1; ; attempt += 1) {
    desk.tellAsked(open.trial.id, attempt);
    const answer = await session.ask({
      ...request,
      trialId: open.trial.id,
      purpose: attempt === 1 ? open.trial.id : `${open.trial.id} again ${attempt - 1}`,
      turns: [...request.turns, ...talk.turns],
      maxOutputTokens: maxOutputTokens(talk.format, project, open.members) * talk.lengthFactor,
    });
    // A repair that was only interrupted is no verdict: another start tries again.
    if (!answer.ok) {
      return last === undefined || answer.failure.isPassing ? { kind: 'given-up', ...answer.failure } : last;
    }
    const { text, modelId } = answer.value;
    const reading = readReply(answer.value, (reply) =>
      acceptReply(reply, project, componentLines(project, open.members)),
    );
    switch (reading.kind) {
      case 'refused':
        return last ?? gaveUp(`${modelId} refused: ${reading.reason} (--retry-failed asks again)`);
      case 'cut':
        if (!talk.askShorter(text)) return last ?? gaveUp(`the replies of ${modelId} were too long and cut off`);
        continue;
      case 'unusable':
        if (!talk.askForm(text, reading.problem)) return last ?? noReplyFits(modelId, reading.problem);
        continue;
      case 'edits':
        break;
      default:
        return unreachable(reading);
    }
    const { repairs } = talk;
    const edits: WrittenEdits = { modelId, repairs, summary: reading.summary ?? '', edits: reading.edits };
    const examined = await examineVariant(desk, open, edits);
    switch (examined.kind) {
      case 'interrupted':
        return { kind: 'given-up', reason: 'it was interrupted', isPassing: true };
      case 'not-applicable':
        if (!talk.askForm(text, examined.problem)) return last ?? noReplyFits(modelId, examined.problem);
        continue;
      case 'examined':
        break;
      default:
        return unreachable(examined);
    }
    const { planned, verdict, repairable } = examined;
    last = { kind: 'written', planned, edits, verdict, reply: text };
    if (repairable === undefined || !talk.askRepair(text, edits.edits, repairable)) return last;
  }
}

function noReplyFits(modelId: string, problem: string): WritingResult {
  return gaveUp(`no reply of ${modelId} could be applied: ${problem.split('\n', 1)[0] ?? ''}`);
}

function gaveUp(reason: string): WritingResult {
  return { kind: 'given-up', reason, isPassing: false };
}
