import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Reproducibility } from '../../core/event.js';
import type { ForkingUse } from '../../core/forking.js';
import type { CompletedOutcome } from '../../core/outcome.js';
import { TOOL_VERSION } from '../../core/tool-version.js';
import type { PlannedRun } from '../../core/trial.js';
import { UserError } from '../../core/user-error.js';
import { readProbeReport } from '../../execution/probe/read-probe-report.js';
import { runFiles } from '../../execution/run-files.js';
import { readEvents } from '../../store/event-log.js';
import { attemptDirectoryName } from '../../store/study-folder.js';
import type { Bench } from '../bench.js';
import { compareForked, ENDED_MEANWHILE } from './compare-forked.js';

/** For fewer runs than these the imports are not worth another run of the baseline. */
const FEWEST_RUNS = 3;

const NOT_COMPARABLE: ForkingUse = {
  kind: 'off',
  reason: 'the same seed gives different numbers in any case, so nothing could be compared',
};
const ENDED_UNUSED: ForkingUse = { kind: 'off', reason: 'it ended before its first run' };

/**
 * Decides whether the study's further runs are forked: an answer of an earlier start stands while nothing changed that
 * it depends on; else the baseline is run once more, forked, and compared with `first`, its run as a process of its
 * own. `runsToMake`: how many the study still has before it; `reproducibility`: whether a seed repeats, when that is known.
 */
export async function checkForking(
  bench: Bench,
  run: PlannedRun,
  first: CompletedOutcome,
  runsToMake: number,
  reproducibility: Promise<Reproducibility | undefined>,
): Promise<void> {
  const { forking, log, folder, signal } = bench;
  const firstDirectory = path.join(folder.directory, attemptDirectoryName(run, first.attempt));
  forking.learn((await readProbeReport(runFiles(firstDirectory).probeDirectory)).importedModules);
  const key = keyOf(bench, run);
  const earlier = readEvents(folder.eventsFile).findLast((event) => event.type === 'forking-decided');
  const note = (use: ForkingUse): void => {
    log.append({ type: 'forking-decided', at: new Date().toISOString(), key, use });
  };
  if (earlier?.key === key) {
    forking.settle(earlier.use);
    if (earlier.use.kind !== 'forked') return;
    noteLoss(bench, earlier.use, undefined, note);
    if (runsToMake > 0) void forking.open();
    return;
  }
  if (runsToMake < FEWEST_RUNS) return;
  const found = await compareForked(bench, run, first, firstDirectory);
  const use = found.kind === 'off' ? found : await confirmed(found, bench, reproducibility);
  if (signal.aborted) return;
  forking.settle(use);
  note(use);
  if (use.kind === 'forked') noteLoss(bench, use, ENDED_UNUSED, note);
}

/** What was found, where it still stands when it is known whether a seed repeats. */
async function confirmed(
  found: ForkingUse,
  { forking }: Bench,
  reproducibility: Promise<Reproducibility | undefined>,
): Promise<ForkingUse> {
  // Also where it was the same: by chance, and further forks would share what differs between processes, such as where
  // objects lie.
  if ((await reproducibility)?.kind === 'differs') return NOT_COMPARABLE;
  return found.kind === 'forked' && forking.server?.isGone === true ? ENDED_MEANWHILE : found;
}

/**
 * Has the log say where the server ends in the middle of the study. `unused`: what holds where it had not forked any run by then;
 * absent where an earlier start's runs were forked.
 */
function noteLoss(
  { forking, signal, stop }: Bench,
  use: Extract<ForkingUse, { kind: 'forked' }>,
  unused: ForkingUse | undefined,
  note: (use: ForkingUse) => void,
): void {
  const { server } = forking;
  if (server === undefined) return;
  const forksBefore = server.forks;
  const tell = (): void => {
    if (signal.aborted) return;
    const became = server.forks > forksBefore ? { ...use, endedEarly: true as const } : unused;
    if (became !== undefined) note(became);
  };
  server.lost.then(tell).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    stop.fail(error);
  });
}

/** All that an answer depends on; `run` stands for the script, its arguments and what it reads. */
function keyOf({ forking, machine, sandbox, subject }: Bench, run: PlannedRun): string {
  const { path: python, version, packages } = subject.interpreter;
  const { forkServer } = subject.settings;
  const parts = [TOOL_VERSION, python, version, packages, machine.threadsPerRun, sandbox.kind, forkServer];
  const all = [...parts, forking.obstacle ?? '', forking.modules, run.identity, subject.command];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 16);
}
