import path from 'node:path';

/** What an attempt leaves in its folder. Absolute paths. */
export interface RunFiles {
  readonly stdout: string;
  readonly stderr: string;
  /** What the script writes to `$ABLATIONMAGE_METRICS`. */
  readonly metrics: string;
  readonly probeDirectory: string;
  /** Only of a run that was told to end. */
  readonly logsAtStop: string;
}

/** Where the logs and reports of an attempt lie; `runDirectory` is the attempt's folder. */
export function runFiles(runDirectory: string): RunFiles {
  return {
    stdout: path.join(runDirectory, 'stdout.log'),
    stderr: path.join(runDirectory, 'stderr.log'),
    metrics: path.join(runDirectory, 'metrics.jsonl'),
    probeDirectory: path.join(runDirectory, 'probe'),
    logsAtStop: path.join(runDirectory, 'logs-at-stop.json'),
  };
}
