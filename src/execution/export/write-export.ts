import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { makeNamedFolder } from '../../core/make-folder.js';
import { quoteCommandLine } from '../../core/quote-command-line.js';
import { UserError } from '../../core/user-error.js';
import { unreachable } from '../../core/unreachable.js';
import { spawnRun, type ProcessEnd } from '../process/spawn-run.js';
import { readLogTail } from '../read-log-tail.js';
import { exportEnvironment } from './export-environment.js';
import type { Tracker } from './tracker.js';
import { demandReplaceable, replaceFolder } from './replace-folder.js';

const TIME_LIMIT_MS = 15 * 60_000;
const SHOWN_LINES = 15;

export interface ExportRequest {
  readonly tracker: Tracker;
  /** Has the tracker's library. Absolute. */
  readonly python: string;
  /** What `python/ablationmage_export/document.py` describes, as JSON. */
  readonly document: string;
  /** Absolute; an earlier export in it is replaced when the new one is whole. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

export type WrittenExport =
  | {
      readonly kind: 'written';
      readonly libraryVersion: string;
      /** What the tracker's format did not allow to be written as it is. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'interrupted' };

const resultSchema = z.object({ version: z.string(), notes: z.array(z.string()) });

/**
 * Has the user's Python write an export beside its folder, then puts it there. Throws a UserError with what Python
 * said where it cannot; then, and when interrupted, an earlier export is left as it was.
 */
export async function writeExport(request: ExportRequest, signal: AbortSignal): Promise<WrittenExport> {
  const { tracker, python, folder } = request;
  await demandReplaceable(folder);
  await makeNamedFolder(path.dirname(folder), 'Name another one with --output DIR.');
  const staging = await mkdtemp(path.join(path.dirname(folder), `.${tracker.folder}-`));
  const inStaging = (name: string): string => path.join(staging, name);
  const made = inStaging(tracker.folder);
  try {
    await writeFile(inStaging('document.json'), request.document);
    const command = [python, '-m', 'ablationmage_export', tracker.name, 'document.json', made, folder, 'result.json'];
    const { end } = await spawnRun(
      {
        command,
        runId: path.basename(staging),
        runDirectory: staging,
        workspaceDirectory: staging,
        workingDirectory: staging,
        environment: exportEnvironment(request.environment),
        stdoutPath: inStaging('stdout.log'),
        stderrPath: inStaging('stderr.log'),
        timeoutMs: TIME_LIMIT_MS,
      },
      signal,
    );
    if (end.kind === 'stopped' && end.reason === 'cancelled') return { kind: 'interrupted' };
    if (end.kind !== 'exited' || end.exitCode !== 0) {
      throw new UserError(failureInWords(tracker, command, end, readLogTail(inStaging('stderr.log'), SHOWN_LINES)));
    }
    const { version, notes } = resultSchema.parse(JSON.parse(await readFile(inStaging('result.json'), 'utf8')));
    await replaceFolder(folder, made, inStaging('replaced'));
    return { kind: 'written', libraryVersion: version, notes };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

function failureInWords(
  { library }: Tracker,
  command: readonly string[],
  end: ProcessEnd,
  lastWords: readonly string[],
): string {
  return [
    `${library} could not write the export: ${quoteCommandLine(command.slice(0, 4))} ${endInWords(end)}. It said:`,
    ...(lastWords.length === 0 ? ['  nothing'] : lastWords.map((line) => `  ${line}`)),
    'An earlier export is as it was. Another version of the library may do it: --python PATH.',
  ].join('\n');
}

function endInWords(end: ProcessEnd): string {
  switch (end.kind) {
    case 'could-not-start':
      return `could not start (${end.message})`;
    case 'exited':
      return `ended with exit code ${end.exitCode}`;
    case 'server-lost':
      return 'was lost';
    case 'signalled':
      return `was killed by ${end.signal}`;
    case 'stopped':
      return `took longer than ${TIME_LIMIT_MS / 60_000} minutes`;
    default:
      return unreachable(end);
  }
}
