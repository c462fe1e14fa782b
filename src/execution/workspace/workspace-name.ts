import type { PlannedRun } from '../../core/trial.js';

const PREFIX = 'run-';

/** The folder of an attempt's copy: readable for who looks into the work folder, unique by `runId`. */
export function workspaceName(run: PlannedRun, attempt: number, runId: string): string {
  const trial = run.trialId.replaceAll(/[^\w.-]+/g, '-').slice(0, 60);
  return `${PREFIX}${trial}-seed${run.seedIndex}-${attempt}-${runId.slice(0, 8)}`;
}

/** Nothing but such folders is ever removed. */
export function isWorkspaceName(name: string): boolean {
  return name.startsWith(PREFIX);
}
