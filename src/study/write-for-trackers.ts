import path from 'node:path';
import type { Report } from '../core/report.js';
import { UserError } from '../core/user-error.js';
import { demandLibraries } from '../execution/export/export-interpreter.js';
import type { Tracker } from '../execution/export/tracker.js';
import { writeExport } from '../execution/export/write-export.js';
import { findOnPath } from '../execution/interpreter/find-on-path.js';
import { exportDocument } from '../reports/export/export-document.js';

export interface TrackerSettings {
  readonly trackers: readonly Tracker[];
  /** Gets a folder per tracker. Absolute. */
  readonly folder: string;
  /** Instead of the study's own Python: a path from here, or a name on PATH. */
  readonly python: string | undefined;
  readonly environment: NodeJS.ProcessEnv;
}

/** An export that is done. */
export interface TrackerFolder {
  readonly tracker: Tracker;
  readonly folder: string;
  readonly libraryVersion: string;
  readonly runs: number;
  readonly notes: readonly string[];
  /** How the tracker's own program is started: by its name, or beside the Python where PATH has none. */
  readonly viewer: string;
}

/**
 * Writes a report for experiment trackers, one after the other; `done` hears of each. Nothing is sent anywhere. Throws
 * a UserError, before anything is written, where no run has ended or a library is missing.
 */
export async function writeForTrackers(
  report: Report,
  { trackers, folder, python = report.study.environment.python, environment }: TrackerSettings,
  done: (exported: TrackerFolder) => void,
  signal: AbortSignal,
): Promise<void> {
  const document = exportDocument(report);
  if (document.runs.length === 0) {
    throw new UserError('There is nothing to export: no run of the study has ended yet.');
  }
  const { executable } = await demandLibraries({ python, directory: process.cwd(), environment }, trackers);
  const text = JSON.stringify(document);
  for (const tracker of trackers) {
    const ofTracker = path.join(folder, tracker.folder);
    const written = await writeExport(
      { tracker, python: executable, document: text, folder: ofTracker, environment },
      signal,
    );
    if (written.kind === 'interrupted') return;
    const { libraryVersion, notes } = written;
    const viewer = await viewerOf(tracker, executable, environment);
    done({ tracker, folder: ofTracker, libraryVersion, notes, runs: document.runs.length, viewer });
  }
}

async function viewerOf({ viewer }: Tracker, python: string, { PATH = '' }: NodeJS.ProcessEnv): Promise<string> {
  return (await findOnPath(viewer, PATH)) === undefined ? path.join(path.dirname(python), viewer) : viewer;
}
