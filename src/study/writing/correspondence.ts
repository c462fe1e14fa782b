import type { Edit } from '../../core/edit.js';
import type { ModelTurn } from '../../models/model.js';
import { formatRequest, repairRequest, type RepairReason } from '../../variants/prompts/repair-request.js';
import type { EditFormat } from '../../variants/prompts/system-prompt.js';
import type { FormerAttempt } from './writing-task.js';

/** Times a variant that was applied goes back with what is wrong with it. */
export const MOST_REPAIRS = 3;
/** Times a reply goes back that could not be applied at all; the last one asks for whole files. */
const MOST_FORMAT_RETRIES = 2;

/**
 * What is said with a model about one variant after the first request: each reply that was not right with what is
 * wrong with it, and how often that may still happen. Only the last reply is sent back: it is what is to be corrected.
 */
export class Correspondence {
  readonly #complaints = new Set<string>();
  readonly #edits = new Set<string>();
  #turns: readonly ModelTurn[] = [];
  #format: EditFormat;
  #repairs: number;
  #formatRetries = 0;
  #cutReplies = 0;

  /** `former`: a variant of an earlier day that is sent back first. */
  constructor(format: EditFormat, former: FormerAttempt | undefined) {
    this.#format = format;
    this.#repairs = former?.edits.repairs ?? 0;
    if (former !== undefined) this.askRepair(former.reply, former.edits.edits, former.reason);
  }

  /** After the first request. */
  get turns(): readonly ModelTurn[] {
    return this.#turns;
  }

  /** The form of the next reply. */
  get format(): EditFormat {
    return this.#format;
  }

  get repairs(): number {
    return this.#repairs;
  }

  /** How much longer than usual the next reply may be. */
  get lengthFactor(): number {
    return 2 ** this.#cutReplies;
  }

  /** Sends back a reply that could not be used; false where that was done as often as it may be. */
  askForm(reply: string, problem: string): boolean {
    if (this.#formatRetries === MOST_FORMAT_RETRIES) return false;
    this.#formatRetries += 1;
    if (this.#formatRetries === MOST_FORMAT_RETRIES) this.#format = 'whole';
    this.#turns = answered(reply, formatRequest(problem, this.#format));
    return true;
  }

  /** Sends back a reply that was too long; the next one gets more room, in the same form. */
  askShorter(reply: string): boolean {
    if (this.#formatRetries === MOST_FORMAT_RETRIES) return false;
    this.#formatRetries += 1;
    this.#cutReplies += 1;
    this.#turns = answered(reply, formatRequest(CUT, this.#format));
    return true;
  }

  /** Sends back a variant that is wrong; false where it is no better than an earlier one, or was repaired enough. */
  askRepair(reply: string, edits: readonly Edit[], reason: RepairReason): boolean {
    const complaint = complaintOf(reason);
    const content = JSON.stringify(edits);
    if (this.#repairs >= MOST_REPAIRS || this.#complaints.has(complaint) || this.#edits.has(content)) return false;
    this.#complaints.add(complaint);
    this.#edits.add(content);
    this.#repairs += 1;
    this.#turns = answered(reply, repairRequest(reason));
    return true;
  }
}

const CUT = 'It was cut off before its end, because it was too long. Think shorter and change only what must change.';

/** Equal for failures that are the same but for line numbers. */
function complaintOf({ findings, trace }: RepairReason): string {
  const lastLine = trace?.trimEnd().split('\n').at(-1) ?? '';
  return JSON.stringify([...findings.map((finding) => finding.replaceAll(/:\d+\)/g, ')')), lastLine]);
}

function answered(reply: string, request: string): readonly ModelTurn[] {
  return [
    { role: 'assistant', text: reply },
    { role: 'user', text: request },
  ];
}
