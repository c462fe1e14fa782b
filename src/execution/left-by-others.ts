import path from 'node:path';
import type { OpenedFile, ProbeReport } from './probe-report.js';

/** What a run read although it came into being while the study ran, and not by the run itself. */
export interface LeftByOthers {
  /** Trained weights: whoever starts from another run's trained for longer, and is no ablation. */
  readonly weights: string | undefined;
  /** A sentence about other files, which may be downloads as well as another run's state. */
  readonly notes: readonly string[];
}

/**
 * Files outside the working copy that changed after `studyStartedAt` and before the run began. A script
 * that resumes from a fixed path (`/tmp/last.pt`, a home folder) hands one run's training on to the next.
 * Times in milliseconds since 1970.
 */
export function findLeftByOthers(
  probe: ProbeReport,
  workspaceRoot: string,
  studyStartedAt: number,
  runStartedAt: number,
  isCache: (file: string) => boolean,
): LeftByOthers {
  const isOfAnother = ({ path: file, modifiedMs }: OpenedFile): boolean =>
    modifiedMs >= studyStartedAt &&
    modifiedMs < runStartedAt &&
    !file.startsWith(workspaceRoot + path.sep) &&
    !isCache(file);
  const left = probe.readFiles.filter(isOfAnother);
  const weights = left.find((file) => file.isCheckpoint)?.path;
  const [first, ...others] = left.filter((file) => !file.isCheckpoint).map((file) => file.path);
  if (first === undefined) return { weights, notes: [] };
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return { weights, notes: [`It read ${first}${more}, which changed while the study ran: is it another run's?`] };
}
