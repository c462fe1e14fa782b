import path from 'node:path';
import type { FailureReason } from '../core/outcome.js';
import type { ProbeReport } from './probe-report.js';
import type { EditedFile } from './workspace/make-workspace.js';

type EditNotLoaded = Extract<FailureReason, { kind: 'edit-not-loaded' }>;

/** The probe lists no more files that were read than this; beyond it absence proves nothing. */
const MOST_LISTED_READS = 2000;

/**
 * The first edited file the run did not load from its own copy, as it was edited. Python files must be
 * among the executed sources with the hash of the edited bytes, and the user's original must not be;
 * configuration must have been read from the copy.
 */
export function findEditNotLoaded(
  editedFiles: readonly EditedFile[],
  projectRoots: readonly string[],
  probe: ProbeReport,
): EditNotLoaded | undefined {
  for (const edited of editedFiles) {
    const reason = edited.path.endsWith('.py')
      ? checkSource(edited, projectRoots, probe)
      : checkConfiguration(edited, projectRoots, probe);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function checkSource(
  edited: EditedFile,
  projectRoots: readonly string[],
  probe: ProbeReport,
): EditNotLoaded | undefined {
  const original = originalAmong(probe.loadedSources, edited, projectRoots);
  if (original !== undefined) return { kind: 'edit-not-loaded', file: edited.path, loadedInstead: original };
  const fromCopy = probe.loadedSources.filter((source) => source.path === edited.copy);
  if (fromCopy.length === 0) return { kind: 'edit-not-loaded', file: edited.path };
  return fromCopy.every((source) => source.sha256 === edited.sha256)
    ? undefined
    : { kind: 'edit-not-loaded', file: edited.path, loadedInstead: 'bytecode or a file of other content' };
}

function checkConfiguration(
  edited: EditedFile,
  projectRoots: readonly string[],
  probe: ProbeReport,
): EditNotLoaded | undefined {
  const original = originalAmong(probe.readFiles, edited, projectRoots);
  if (original !== undefined) return { kind: 'edit-not-loaded', file: edited.path, loadedInstead: original };
  const wasRead = probe.readFiles.some((file) => file.path === edited.copy);
  if (wasRead || probe.readFiles.length >= MOST_LISTED_READS) return undefined;
  return { kind: 'edit-not-loaded', file: edited.path };
}

/** The user's own file, where the run took that and not its copy. */
function originalAmong(
  files: readonly { readonly path: string }[],
  edited: EditedFile,
  projectRoots: readonly string[],
): string | undefined {
  const originals = projectRoots.map((root) => path.join(root, edited.path));
  return files.find((file) => originals.includes(file.path))?.path;
}
