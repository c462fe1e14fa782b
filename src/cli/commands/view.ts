import { stat } from 'node:fs/promises';
import path from 'node:path';
import { OUTPUT_FOLDER } from '../../config/resolve-settings.js';
import { UserError } from '../../core/user-error.js';
import { serveViewer } from '../../viewer/serve-viewer.js';
import { demandStudy } from '../find-study.js';
import { interruptionSignal } from '../interruption.js';
import { leaveAtOnce } from '../leave-at-once.js';
import { openBrowser, whyNoBrowser } from '../open-browser.js';
import type { StudyFolderFlags } from '../study-folder-flags.js';
import { coloursFor } from '../terminal/colours.js';
import { terminalText } from '../terminal/terminal-text.js';
import { printError } from '../terminal/print-error.js';

/** So long what is under way may take after Ctrl-C. */
const PATIENCE_MS = 700;

/** The flags of `view`. */
export interface ViewFlags extends StudyFolderFlags {
  readonly port?: string;
  /** `--no-open`. */
  readonly open: boolean;
}

/**
 * `ablationmage view`: the studies of a folder as pages on this machine, until Ctrl-C, which is how it ends and no
 * error.
 */
export async function viewCommand(folder: string | undefined, flags: ViewFlags): Promise<void> {
  const port = portOf(flags.port);
  const shown = await shownFolder(folder, flags);
  const colours = coloursFor(process.stderr, process.env);
  using signal = interruptionSignal(() => {
    process.stderr.write('\nThe viewer was stopped.\n');
    setTimeout(leaveAtOnce, PATIENCE_MS).unref();
  }, leaveAtOnce);
  const onError = (error: unknown): void => {
    printError(error, process.stderr);
  };
  await serveViewer({ folder: shown, port, onError }, signal, (address) => {
    const url = flags.name === undefined ? address : `${address}#/study/${encodeURIComponent(flags.name)}`;
    process.stdout.write(`${url}\n`);
    const hints = [
      `Studies in ${terminalText(path.relative('.', shown)) || '.'}. The address works on this machine only; Ctrl-C ends it.`,
      ...whyNoBrowser(flags.open ? 'wanted' : 'unwanted', process.env, address),
    ];
    process.stderr.write(hints.map((hint) => `${colours.dim(hint)}\n`).join(''));
    if (flags.open && whyNoBrowser('wanted', process.env, address).length === 0) openBrowser(url);
  });
}

/** `--out` is one study's folder; `--name` one in the usual folder, shown first among the others. */
async function shownFolder(folder: string | undefined, { out, name }: StudyFolderFlags): Promise<string> {
  if (folder !== undefined && out !== undefined) {
    throw new UserError('Name the folder once: as `view FOLDER`, or one study’s as --out DIR.');
  }
  const named = out ?? folder;
  const shown = path.resolve(named ?? OUTPUT_FOLDER);
  if (named !== undefined) await demandFolder(shown, named);
  if (name !== undefined) await demandStudy(shown, name);
  return shown;
}

async function demandFolder(directory: string, as: string): Promise<void> {
  const found = await stat(directory).catch(() => undefined);
  if (found?.isDirectory() === true) return;
  throw new UserError(`${as}: there is no folder ${directory}. Name an ${OUTPUT_FOLDER}, or the folder of a study.`);
}

function portOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new UserError(`--port ${text}: say a number from 1 to 65535, or leave it out for a free one.`);
}
