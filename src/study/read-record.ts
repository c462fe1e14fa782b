import path from 'node:path';
import type { KeptEvent } from '../core/event.js';
import type { MetricPattern, MetricRequest } from '../core/metric.js';
import type { KeptResults, RecordedRun, StudyRecord } from '../core/study-record.js';
import { TOOL_VERSION } from '../core/tool-version.js';
import { BASELINE_ID, type PlannedRun } from '../core/trial.js';
import { attemptDirectories } from '../store/attempt-directories.js';
import { readEventLog } from '../store/event-log.js';
import { foldModelCost, withModelCosts } from '../store/model-costs.js';
import { foldRuns, keptRuns, type FinishedRun } from '../store/finished-runs.js';
import { readOutcomes, readSeries } from '../store/run-outcome.js';
import { attemptDirectoryName, runDirectoryName, studyFolderAt } from '../store/study-folder.js';
import { readSketch } from '../store/study-sketch.js';
import { studyTimes } from '../store/study-times.js';
import { readNodes } from '../store/study-nodes.js';
import { foldVerdicts, withVerdicts } from '../store/variant-verdicts.js';
import { findConflicts } from './record-conflicts.js';
import { differentMachines, environmentOf } from './machines-of-record.js';
import { recollectMetrics } from './recollect-metrics.js';

/**
 * Everything a study's folder knows. `asked` are metrics named now; where nothing is asked, the study's
 * own request holds. Reads only.
 */
export async function readRecord(studyDirectory: string, asked: MetricRequest | undefined): Promise<StudyRecord> {
  return readRecordOf(studyDirectory, asked, () => true);
}

/** The same of the baseline's runs alone, without what other files of the study contradict. */
export async function readBaselineRecord(studyDirectory: string, asked: MetricRequest): Promise<StudyRecord> {
  return readRecordOf(studyDirectory, asked, ({ trialId }) => trialId === BASELINE_ID);
}

async function readRecordOf(
  studyDirectory: string,
  asked: MetricRequest | undefined,
  isRead: (run: PlannedRun) => boolean,
): Promise<StudyRecord> {
  const whole = await readSketch(studyDirectory);
  const sketch = { ...whole, runs: whole.runs.filter(isRead) };
  const folder = studyFolderAt(studyDirectory);
  const log = readEventLog(folder.eventsFile);
  const { events } = log;
  const folded = foldRuns(events);
  const { finished } = folded;
  const metrics = asked ?? sketch.metrics;
  // Another version of the tool may take other words of a log for a metric.
  const isSameTool = events.every((event) => event.type !== 'study-started' || event.toolVersion === TOOL_VERSION);
  const runs: RecordedRun[] = [];
  const changedLogs: string[] = [];
  // One after the other: the logs of thousands are more than a process may have open.
  for (const run of sketch.runs) {
    const { recorded, contradiction } = await recordRun(
      studyDirectory,
      run,
      finished.get(run.identity),
      metrics.patterns,
    );
    runs.push(recorded);
    if (contradiction === undefined || !isSameTool) continue;
    changedLogs.push(`${run.trialId} at seed ${run.seedIndex} ${contradiction}`);
  }
  // A kept result lies where the run was that it is of.
  const attempts = new Set(sketch.runs.map((run) => `${runDirectoryName(finished.get(run.identity)?.run ?? run)}/`));
  const directories = attemptDirectories(studyDirectory).filter((name) => attempts.has(name.replace(/[^/]+$/, '')));
  const stored = readOutcomes(directories.map((directory) => path.join(studyDirectory, directory)));
  const conflicts = findConflicts(runs, folded, stored, log, changedLogs);
  const { runs: _runs, metrics: _metrics, startedIn: _startedIn, ...rest } = sketch;
  const kept = keptResults(sketch.runs, finished, events);
  const modelCost = foldModelCost(events);
  const gate = lastOf(events, 'reproducibility-checked')?.gate;
  const nodes = readNodes(studyDirectory);
  const forking = lastOf(events, 'forking-decided')?.use;
  const choice = metrics.names.length === 0 ? lastOf(events, 'metric-chosen')?.choice : undefined;
  return {
    ...rest,
    study: { ...sketch.study, ...studyTimes(events), environment: environmentOf(sketch.study.environment, nodes) },
    trials: withModelCosts(
      withVerdicts(sketch.trials, foldVerdicts(events, sketch.runs, sketch.seeds.indices)),
      events,
    ),
    ...(modelCost === undefined ? {} : { modelCost }),
    warnings: [
      ...sketch.warnings,
      ...differentMachines(nodes),
      ...(kept === undefined ? [] : [keptInWords(kept, runs.length)]),
      ...conflicts.warnings,
    ],
    ...(kept === undefined ? {} : { keptResults: kept }),
    ...(conflicts.alarms.length === 0 ? {} : { alarms: conflicts.alarms }),
    runs,
    requestedMetrics: { names: metrics.names, select: metrics.select, directions: metrics.directions },
    ...(choice === undefined ? {} : { recordedChoice: choice }),
    ...(gate === undefined ? {} : { baselineGate: gate }),
    ...(forking === undefined ? {} : { forking }),
    reproducibility: lastOf(events, 'reproducibility-checked')?.result ?? {
      kind: 'not-checked',
      reason: 'the study stopped before',
    },
  };
}

async function recordRun(
  studyDirectory: string,
  run: PlannedRun,
  work: FinishedRun | undefined,
  patterns: readonly MetricPattern[],
): Promise<{ readonly recorded: RecordedRun; readonly contradiction?: string }> {
  if (work === undefined) return { recorded: { run } };
  const directory = attemptDirectoryName(work.run, work.outcome.attempt);
  const attemptDirectory = path.join(studyDirectory, directory);
  const metrics = readSeries(attemptDirectory, work.outcome.metrics);
  const { outcome, ...log } = await recollectMetrics(attemptDirectory, { ...work.outcome, metrics }, patterns);
  return { recorded: { run, directory, outcome }, ...log };
}

/** Every reader is to know of them. */
function keptResults(
  runs: readonly PlannedRun[],
  finished: ReadonlyMap<string, FinishedRun>,
  events: readonly KeptEvent[],
): KeptResults | undefined {
  const kept = keptRuns(runs, finished);
  if (kept.length === 0) return undefined;
  const identities = new Set(kept.map(({ identity }) => identity));
  const changes = events.flatMap((event) =>
    event.type === 'run-kept' && identities.has(event.run.identity) ? (event.changes ?? []) : [],
  );
  return { count: kept.length, changes: [...new Set(changes)].sort() };
}

function keptInWords({ count, changes }: KeptResults, runs: number): string {
  const what = changes.length === 0 ? 'the sources' : changes.join(', ');
  return `${count} of ${runs} results are from before a change of ${what} and count by decision of a person (--keep-results).`;
}

function lastOf<Type extends KeptEvent['type']>(
  events: readonly KeptEvent[],
  type: Type,
): Extract<KeptEvent, { type: Type }> | undefined {
  return events.findLast((event): event is Extract<KeptEvent, { type: Type }> => event.type === type);
}
