import { fileURLToPath } from 'node:url';
import type { Launcher } from '../../execution/slurm/submit-batch.js';

/** How a node starts this program: the same files, which it has to see under the same paths. */
export function thisProgram(): Launcher {
  return { node: process.execPath, program: fileURLToPath(new URL('../../cli/main.js', import.meta.url)) };
}
