import type { Verdict } from '../../core/verdict.js';
import type { WrittenEdits } from '../../core/written-edits.js';
import type { ModelTurn } from '../../models/model.js';
import { chooseFormat, maxOutputTokens } from '../../variants/prompts/edit-format.js';
import { formatRequest, repairRequest, type RepairReason } from '../../variants/prompts/repair-request.js';
import { systemPrompt } from '../../variants/prompts/system-prompt.js';
import { trialRequest } from '../../variants/prompts/trial-request.js';
import { acceptReply } from '../../variants/reply/accept-reply.js';
import { componentLines } from '../../variants/reply/component-lines.js';
import type { OpenTrial, PlannedTrial } from '../plan-study.js';
import { examineVariant } from './examine-variant.js';
import type { WritingDesk } from './writing-desk.js';

/** Times a variant that was applied goes back with what is wrong with it. */
export const MOST_REPAIRS = 3;
/** Times a reply goes back that could not be applied at all; the last one asks for whole files. */
const MOST_FORMAT_RETRIES = 2;

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
  | { readonly kind: 'given-up'; readonly reason: string; readonly isPassing: boolean };

/** What a repair starts from: the variant that failed, and how. */
export interface FormerAttempt {
  readonly reply: string;
  readonly edits: WrittenEdits;
  readonly reason: RepairReason;
}

/**
 * Asks for a trial's variant until one passes both checks, or until it is clear that none will: three repairs,
 * the same failure twice, nothing changed, a refusal, or no answer.
 */
export async function writeVariant(desk: WritingDesk, open: OpenTrial, former?: FormerAttempt): Promise<WritingResult> {
  const { session, bench, shared } = desk;
  const { project } = bench.subject;
  const request = trialRequest(project, open.members, open.reasons);
  let format = chooseFormat(session.settings, project, open.members);
  const firstFormat = format;
  let conversation: ModelTurn[] = [];
  let repairs = former?.edits.repairs ?? 0;
  let formatRetries = 0;
  let cutReplies = 0;
  let last: Extract<WritingResult, { kind: 'written' }> | undefined;
  const complaints = new Set<string>();
  if (former !== undefined) {
    if (repairs >= MOST_REPAIRS) return gaveUp('it was repaired as often as allowed');
    conversation = answered(former.reply, repairRequest(former.reason));
    complaints.add(signatureOf(former.reason));
    repairs += 1;
  }
  const previous = new Set(former === undefined ? [] : [JSON.stringify(former.edits.edits)]);
  for (let attempt = 1; ; attempt += 1) {
    desk.tellAsked(open.trial.id, attempt);
    const answer = await session.ask(
      {
        purpose: purposeOf(open.trial.id, attempt),
        system: systemPrompt(firstFormat),
        shared,
        turns: [{ role: 'user', text: request }, ...conversation],
        maxOutputTokens: maxOutputTokens(format, project, open.members) * 2 ** cutReplies,
      },
      open.trial.id,
    );
    // A repair that was only interrupted is no verdict: another start tries again.
    if (!answer.ok) {
      return last === undefined || answer.failure.isPassing ? { kind: 'given-up', ...answer.failure } : last;
    }
    const { text, finish, modelId } = answer.value;
    if (finish.unified === 'refused') return last ?? gaveUp(`${modelId} refused (${finish.raw})`);
    const isCut = finish.unified === 'length';
    const decision = isCut ? cutReply() : acceptReply(text, project, componentLines(project, open.members));
    if (decision.kind === 'refused') return last ?? gaveUp(`${modelId}: ${decision.reason}`);
    if (decision.kind === 'unusable') {
      if (formatRetries === MOST_FORMAT_RETRIES) {
        return last ?? gaveUp(`no reply of ${modelId} could be applied: ${firstLine(decision.problem)}`);
      }
      formatRetries += 1;
      cutReplies += isCut ? 1 : 0;
      if (formatRetries === MOST_FORMAT_RETRIES && !isCut) format = 'whole';
      conversation = answered(text, formatRequest(decision.problem, format));
      continue;
    }
    const edits: WrittenEdits = { modelId, repairs, summary: decision.summary ?? '', edits: decision.edits };
    const candidate = await examineVariant(desk, open, edits);
    if (candidate.kind !== 'examined') return last ?? gaveUp(candidate.reason);
    last = { kind: 'written', planned: candidate.planned, edits, verdict: candidate.verdict, reply: text };
    if (candidate.repairable === undefined) return last;
    const signature = signatureOf(candidate.repairable);
    const content = JSON.stringify(edits.edits);
    if (repairs === MOST_REPAIRS || complaints.has(signature) || previous.has(content)) return last;
    complaints.add(signature);
    previous.add(content);
    repairs += 1;
    conversation = answered(text, repairRequest(candidate.repairable));
  }
}

/** Equal for failures that are the same but for line numbers. */
function signatureOf({ findings, trace }: RepairReason): string {
  const lastLine = trace?.trimEnd().split('\n').at(-1) ?? '';
  return JSON.stringify([...findings.map((finding) => finding.replaceAll(/:\d+\)/g, ')')), lastLine]);
}

function answered(reply: string, request: string): ModelTurn[] {
  return [
    { role: 'assistant', text: reply },
    { role: 'user', text: request },
  ];
}

function cutReply(): { readonly kind: 'unusable'; readonly problem: string } {
  return {
    kind: 'unusable',
    problem: 'It was cut off before its end, because it was too long. Think shorter and change only what must change.',
  };
}

function purposeOf(trialId: string, attempt: number): string {
  return attempt === 1 ? trialId : `${trialId} again ${attempt - 1}`;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function gaveUp(reason: string): WritingResult {
  return { kind: 'given-up', reason, isPassing: false };
}
