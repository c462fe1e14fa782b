import path from 'node:path';
import { parseDuration } from '../../config/quantities.js';
import { unreachable } from '../../core/unreachable.js';
import type { Verdict } from '../../core/verdict.js';
import { killEveryRun } from '../../execution/process/live-runs.js';
import { checkPair } from '../../study/check-pair.js';
import { EXIT_CODES } from '../exit-codes.js';
import { interruptionSignal } from '../interruption.js';
import { coloursFor } from '../terminal/colours.js';
import { renderVerdict } from '../../reports/formats/verdict.js';

export interface CheckFlags {
  readonly component: string;
  readonly script?: string;
  readonly static?: true;
  readonly python?: string;
  readonly timeout?: string;
  readonly json?: true;
  readonly afterDashes: readonly string[];
}

const DEFAULT_TIMEOUT = '10m';

/** `ablationmage check BASE VARIANT --component conv2`: is the one the other without it, and nothing else? */
export async function checkCommand(base: string, variant: string, flags: CheckFlags): Promise<void> {
  using signal = interruptionSignal(() => undefined, killEveryRun);
  const verdict = await checkPair(
    {
      base: path.resolve(base),
      variant: path.resolve(variant),
      component: flags.component,
      script: flags.script,
      depth: flags.static === true ? 'static' : 'static-and-smoke',
      arguments: flags.afterDashes,
      python: flags.python,
      timeoutMs: parseDuration(flags.timeout ?? DEFAULT_TIMEOUT, '--timeout'),
    },
    signal,
  );
  if (signal.aborted) {
    process.stderr.write('Interrupted before there was a verdict.\n');
    process.exitCode = EXIT_CODES.interrupted;
    return;
  }
  const colours = coloursFor(process.stdout, process.env);
  process.stdout.write(
    flags.json === true ? `${JSON.stringify(verdict, undefined, 2)}\n` : renderVerdict(verdict, colours),
  );
  process.exitCode = exitCode(verdict);
}

function exitCode({ kind }: Verdict): number {
  switch (kind) {
    case 'faithful':
      return EXIT_CODES.done;
    case 'rejected':
      return EXIT_CODES.rejected;
    case 'suspicious':
    case 'unchecked':
      return EXIT_CODES.doubtful;
    default:
      return unreachable(kind);
  }
}
