import path from 'node:path';
import { unreachable } from '../../core/unreachable.js';
import { isBytecode, isPythonSource, isText, kindByName, liesInDataFolder, soundsLikeOutput } from './file-names.js';

/** Not only texts: outputs of an earlier run, which programs that no probe sees would write over (a shell, SQLite). */
const MAX_COPIED_BYTES = 1_000_000;

/** A copy of pretrained weights keeps a run from writing into the user's file; beyond this it costs too much. */
const MAX_COPIED_WEIGHTS_BYTES = 256_000_000;

/** What is known of a file of the project before it is decided on. */
export interface FileFacts {
  /** Relative to the project root. */
  readonly path: string;
  readonly sizeBytes: number;
  /** A file the study reads: the script, an imported module, a configuration file. */
  readonly isSource: boolean;
  /** Listed in `inputs:`. */
  readonly isInput: boolean;
  readonly isIgnoredByGit: boolean;
}

export type FileDecision =
  | { readonly kind: 'copy' }
  | { readonly kind: 'link'; readonly note?: string }
  | { readonly kind: 'leave-out'; readonly reason: string }
  /** Not worth a line: bytecode. */
  | { readonly kind: 'skip' };

/**
 * The rule: sources, configuration, and what is small outside of data folders are copied; weights, logs and what git ignores **and**
 * sounds like an output are left out, because training that resumes from the baseline's weights is no
 * ablation; everything else is data and linked, ignored by git or not (data usually is).
 */
export function classifyFile(file: FileFacts): FileDecision {
  const name = path.posix.basename(file.path);
  const kind = kindByName(file.path);
  if (file.isSource) return { kind: 'copy' };
  if (isBytecode(name)) return { kind: 'skip' };
  if (file.isInput) {
    const limit = kind === 'other' && !isText(name) ? 0 : MAX_COPIED_WEIGHTS_BYTES;
    return file.sizeBytes <= limit ? { kind: 'copy' } : { kind: 'link' };
  }
  if (isPythonSource(name)) return { kind: 'copy' };
  switch (kind) {
    case 'weights':
      return { kind: 'leave-out', reason: 'looks like trained weights; list it in `inputs:` if the script needs it' };
    case 'log':
      return { kind: 'leave-out', reason: 'looks like a log of an earlier run' };
    case 'maybe-weights':
      if (file.isIgnoredByGit) {
        return {
          kind: 'leave-out',
          reason: 'ignored by git and may be a model; list it in `inputs:` if the script needs it',
        };
      }
      return { kind: 'link', note: `${file.path} may hold a trained model; runs can read it.` };
    case 'other':
      if (file.isIgnoredByGit && soundsLikeOutput(name)) {
        return {
          kind: 'leave-out',
          reason: 'ignored by git and named like a result; list it in `inputs:` if the script needs it',
        };
      }
      return file.sizeBytes <= MAX_COPIED_BYTES && (isText(name) || !liesInDataFolder(file.path))
        ? { kind: 'copy' }
        : { kind: 'link' };
    default:
      return unreachable(kind);
  }
}
