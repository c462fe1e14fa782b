import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { WorkspacePlan } from '../../execution/workspace/workspace-plan.js';

/** Counted, folders too: logs, metrics, what the probe reported, outcome, series, and what tells tasks apart. */
const FILES_PER_RUN = 18;
/** In blocks of 4 kB. */
const BYTES_PER_RUN = 60_000;

/** What runs on a cluster leave and need, in a sentence: quotas count files as well as bytes. */
export async function filesInWords(
  plan: WorkspacePlan,
  runs: number,
  workDirectory: string | undefined,
): Promise<string> {
  const sizes = await Promise.all(plan.copies.map((file) => sizeOf(path.join(plan.projectRoot, file))));
  const copyBytes = sizes.reduce((sum, bytes) => sum + bytes, 0);
  const copyFiles = plan.copies.length + plan.links.length;
  const place = workDirectory ?? 'the node’s temporary folder';
  const leave = runs === 1 ? '1 run leaves' : `${runs} runs leave`;
  return (
    `${leave} about ${(runs * FILES_PER_RUN).toLocaleString('en-US')} files (${inWords(runs * BYTES_PER_RUN)} and their logs) in ` +
    `the study’s folder; each has a working copy of ${copyFiles === 1 ? '1 file' : `${copyFiles} files`} (${inWords(copyBytes)}) in ${place} while it runs.`
  );
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

function inWords(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1000)} kB`;
  return `${bytes < 10e6 ? (bytes / 1e6).toFixed(1) : Math.round(bytes / 1e6)} MB`;
}
