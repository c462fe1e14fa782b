import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { AssembledSource } from './with-lines-before.js';
import { CHECKED_SEED_INDEX, type SwitchedFile, type SwitchVariables } from './switched-files.js';

const FOLD = fileURLToPath(new URL('../../python/ablationmage_script/fold.py', import.meta.url));

const answerSchema = z.object({
  differences: z.array(
    z.object({ file: z.int(), trial: z.string().nullable(), line: z.int().nullable(), message: z.string() }),
  ),
});

/**
 * Folds the switches of exported sources away, for each trial and for none, and compares the syntax trees, as the study's
 * Python sees them, with what the study runs at a further seed and with the user's files. Gives a sentence for each that
 * differs. It knows nothing of how the switches were made, nor of how the seeds came into them.
 */
export async function checkByFolding(
  python: string,
  switched: readonly SwitchedFile[],
  sources: ReadonlyMap<string, AssembledSource>,
  variables: SwitchVariables,
): Promise<readonly string[]> {
  const files = switched.map(({ path, text: alone, original, versions }) => ({
    exported: sources.get(path)?.text ?? alone,
    added: sources.get(path)?.added ?? [],
    versions: [{ trial: null, expected: original }, ...[...versions].map(([trial, expected]) => ({ trial, expected }))],
  }));
  const answer = await ask(python, {
    variable: variables.trial,
    seed: variables.seed,
    seed_index: CHECKED_SEED_INDEX,
    files,
  });
  return answer.differences.map(({ file, trial, line, message }) => {
    const place = `${switched[file]?.path ?? ''}${line === null ? '' : `:${line}`}`;
    return `${trial ?? 'without a trial'}, ${place}: ${message}`;
  });
}

async function ask(python: string, question: object): Promise<z.output<typeof answerSchema>> {
  const child = spawn(python, ['-I', FOLD], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(JSON.stringify(question));
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  try {
    return answerSchema.parse(JSON.parse(output));
  } catch {
    throw new Error(
      `Internal error: the exported script could not be folded: ${errors.trim().split('\n').at(-1) ?? ''}`,
    );
  }
}
