import type { StudySettings } from '../../config/study-settings.js';
import type { StudyFlags } from '../../config/study-flags.js';
import type { Report } from '../../core/report.js';
import { renderTerminalTable } from '../../reports/formats/terminal-table.js';
import { killEveryRun } from '../../execution/process/live-runs.js';
import { readOpenBatchesOfRuns } from '../../execution/slurm/batch-folder.js';
import { reportStudy } from '../../report-study.js';
import { runStudy } from '../../run-study.js';
import { isStudyLocked } from '../../store/study-lock.js';
import type { KeptSources } from '../../study/places/keep-sources.js';
import { askAboutChangedRuns } from '../ask-about-changed-runs.js';
import { askAboutHints } from '../ask-about-hints.js';
import { askAboutJobs } from '../ask-about-jobs.js';
import { askAboutMetric } from '../ask-about-metric.js';
import { EXIT_CODES } from '../exit-codes.js';
import { interruptionSignal } from '../interruption.js';
import { createLiveView } from '../live-view/create-live-view.js';
import { describeSubject } from '../describe-subject.js';
import { leaveWithSlurm, RUNS_GO_ON } from '../leave-with-slurm.js';
import { loadSettings } from '../load-settings.js';
import { metricsLeftOut, metricsOfLastStart } from '../metrics-left-out.js';
import { spareMemory } from '../spare-memory.js';
import { coloursFor } from '../terminal/colours.js';
import { warnOfOutdatedCommentary } from '../warn-of-outdated-commentary.js';

export type RunFlags = StudyFlags & { readonly quiet?: true; readonly json?: true };

/** How a study was started, where it is gone on with. */
interface RunOrigin extends Pick<StudySettings, 'typedWords'> {
  /** What its runs in Slurm were submitted with; absent where there are none. */
  readonly sources?: KeptSources;
}

/**
 * `ablationmage run`: the main job. Progress on stderr, the table on stdout (with --json: events on stdout).
 */
export async function runCommand(
  script: string | undefined,
  flags: RunFlags,
  origin: RunOrigin = { typedWords: process.argv.slice(2) },
): Promise<void> {
  const { typedWords, sources } = origin;
  const settings: StudySettings = {
    ...(await loadSettings(script, flags, sources)),
    ...(typedWords === undefined ? {} : { typedWords }),
  };
  const earlierMetrics = await metricsOfLastStart(settings.studyDirectory);
  const mode = flags.json === true ? 'json' : flags.quiet === true ? 'quiet' : 'progress';
  const view = createLiveView(mode, { progress: process.stderr, events: process.stdout }, settings.strictness);
  using signal = interruptionSignal(() => {
    if (settings.executor.kind === 'local')
      view.say('Ending the runs; what is finished is kept. Ctrl-C again kills them at once.');
  }, killEveryRun);
  let report: Report;
  try {
    report = await runStudy(
      settings,
      {
        onSubject: (subject, machine) => {
          for (const line of describeSubject(subject, machine)) view.say(line);
        },
        onPlan: (plan, finished) => {
          if (finished.size < plan.runs.length) spareMemory();
          view.onPlan(plan, finished);
        },
        onEvent: (event) => {
          view.onEvent(event);
        },
        decideChangedRuns: askAboutChangedRuns,
        approveHintTrials: askAboutHints,
        decideJobs: (question) => {
          // The question would stand below a table that is drawn anew each second.
          view.stop();
          return askAboutJobs(question);
        },
      },
      signal,
    );
  } catch (error) {
    // Below the table that is drawn anew each second.
    view.stop();
    // Those of a study that another process has are that one's.
    if (hasRunsInSlurm(settings) && !(await isStudyLocked(settings.studyDirectory)))
      process.stderr.write(`${RUNS_GO_ON}\n`);
    throw error;
  } finally {
    view.stop();
  }
  const metric = signal.aborted ? undefined : await askAboutMetric(report);
  if (metric !== undefined) {
    report = await reportStudy(settings.studyDirectory, { ...settings.metrics, names: [metric] });
  }
  await warnOfOutdatedCommentary(report, settings.studyDirectory);
  const isLeftRunning = hasRunsInSlurm(settings);
  // Of runs that only begin there is nothing to tell yet.
  if (!isLeftRunning || report.runs.some(({ state }) => state === 'completed')) writeTable(report, settings, flags);
  process.stderr.write(metricsLeftOut(earlierMetrics, settings.metrics));
  if (isLeftRunning) process.stderr.write(await leaveWithSlurm(settings));
  process.exitCode = isLeftRunning && !signal.aborted ? EXIT_CODES.done : exitCode(report, signal.aborted);
}

function hasRunsInSlurm({ studyDirectory }: StudySettings): boolean {
  return readOpenBatchesOfRuns(studyDirectory).length > 0;
}

function writeTable(report: Report, { studyDirectory }: StudySettings, { json }: RunFlags): void {
  const stream = json === true ? process.stderr : process.stdout;
  stream.write(renderTerminalTable(report, coloursFor(stream, process.env), stream.columns));
  stream.write(
    `\nreport.md, report.tex, results.csv, report.json and methods.txt are in\n${studyDirectory}\n` +
      'More: `ablationmage view` (browser), `ablationmage report --help` (PDF, figures).\n',
  );
}

function exitCode(report: Report, interrupted: boolean): number {
  if (interrupted) return EXIT_CODES.interrupted;
  const failed =
    report.trials.some((trial) => trial.failures.length > 0 || trial.finding?.kind === 'rejected') ||
    (report.secondBaseline?.failures.length ?? 0) > 0;
  const impossible = report.skipped.some(({ kind }) => kind === 'impossible' || kind === 'not-written');
  return failed || impossible ? EXIT_CODES.doneWithFailedTrials : EXIT_CODES.done;
}
