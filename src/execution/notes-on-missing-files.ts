import path from 'node:path';
import type { WorkspacePlan } from './workspace/workspace-plan.js';

const MISSING = /No such file or directory|FileNotFoundError|does not exist|cannot find|not found/i;

/** When a run fails for want of a file that runs do not get, say so: the message alone would puzzle. */
export function notesOnMissingFiles(logTail: readonly string[], plan: WorkspacePlan): string[] {
  const complaints = logTail.filter((line) => MISSING.test(line));
  return plan.leftOut
    .filter((entry) => complaints.some((line) => line.includes(path.posix.basename(entry.path))))
    .map((entry) => `${entry.path} is in the project but runs do not see it: ${entry.reason}.`);
}
