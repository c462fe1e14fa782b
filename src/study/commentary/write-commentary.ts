import type { Commentary } from '../../core/commentary.js';
import type { StudyEvent } from '../../core/event.js';
import type { ModelSettings } from '../../core/model-settings.js';
import type { Report } from '../../core/report.js';
import { UserError } from '../../core/user-error.js';
import { keptParagraphs, refusedSentences } from '../../reports/commentary/check-commentary.js';
import { reportKey } from '../../reports/commentary/report-key.js';
import { modelCostInWords } from '../../reports/formats/model-cost-in-words.js';
import { openEventLog } from '../../store/event-log.js';
import { foldModelCost } from '../../store/model-costs.js';
import { createStudyFolder } from '../../store/study-folder.js';
import { lockStudy } from '../../store/study-lock.js';
import { announcement, expectedCall } from '../writing/announce-calls.js';
import type { CalledEvent } from '../writing/called-event.js';
import { openModelSession } from '../writing/model-session.js';
import { askForCommentary, firstCommentaryRequest, type AnsweredCommentary } from './ask-for-commentary.js';
import { writeCommentaryFile } from './commentary-file.js';

/** What became of asking for a commentary. */
export type CommentaryEnd =
  | { readonly kind: 'written'; readonly commentary: Commentary }
  /** No sentence could stand, or there was no text; `reason` is for people. */
  | { readonly kind: 'none'; readonly reason: string };

/** Where it is kept, and who is told. */
export interface CommentaryPlace {
  readonly studyDirectory: string;
  readonly signal: AbortSignal;
  readonly onEvent: (event: StudyEvent) => void;
}

/**
 * Asks a model for a commentary on a report of a study and keeps what stands the check in the study’s folder, with the
 * exchanges, and the calls in its log. Throws a UserError where there is nothing to comment on, the model cannot be used, or
 * somebody else works on the study.
 */
export async function writeCommentary(
  report: Report,
  settings: ModelSettings,
  { studyDirectory, signal, onEvent }: CommentaryPlace,
): Promise<CommentaryEnd> {
  const metric = report.primaryMetric?.name;
  if (metric === undefined)
    throw new UserError('--commentary: no run gave a number, so there is nothing to comment on.');
  const say = (message: string, severity: 'note' | 'warning' = 'note'): void => {
    onEvent({ type: 'note-made', at: new Date().toISOString(), severity, message });
  };
  const folder = await createStudyFolder(studyDirectory);
  const lost = new AbortController();
  await using lock = await lockStudy(studyDirectory, (reason) => {
    lost.abort(reason);
  });
  using log = openEventLog(folder.eventsFile, lock);
  const calls: CalledEvent[] = [];
  const session = await openModelSession(settings, {
    studyDirectory,
    signal: AbortSignal.any([signal, lost.signal]),
    keep: (event) => {
      log.append(event);
      onEvent(event);
      if (event.type === 'model-called') calls.push(event);
    },
    say,
  });
  const first = firstCommentaryRequest(report, metric);
  say(announcement(session, 'for a commentary', [expectedCall(first, undefined)]));
  const answer = await askForCommentary(session, report, first, say);
  const cost = foldModelCost(calls);
  if (cost !== undefined) say(`The commentary took ${modelCostInWords(cost)}.`);
  if (!answer.ok) return { kind: 'none', reason: answer.failure.reason };
  const commentary = commentaryOf(report, answer.value);
  const { droppedSentences } = commentary;
  log.append({ type: 'commentary-written', at: commentary.writtenAt, modelId: commentary.modelId, droppedSentences });
  if (commentary.paragraphs.length === 0) {
    return { kind: 'none', reason: `no sentence of ${commentary.modelId} agreed with the report` };
  }
  await writeCommentaryFile(studyDirectory, commentary);
  return { kind: 'written', commentary };
}

function commentaryOf(report: Report, { modelId, text }: AnsweredCommentary): Commentary {
  return {
    paragraphs: keptParagraphs(text),
    modelId,
    writtenAt: new Date().toISOString(),
    reportKey: reportKey(report),
    droppedSentences: refusedSentences(text).length,
  };
}
