import path from 'node:path';
import { OUTPUT_FOLDER } from '../config/resolve-settings.js';
import type { StudySettings } from '../config/study-settings.js';
import type { KeptEvent } from '../core/event.js';
import type { Report } from '../core/report.js';
import { SECOND_BASELINE_ID } from '../core/second-baseline.js';
import { BASELINE_ID } from '../core/trial.js';
import { UserError } from '../core/user-error.js';
import { planWorkspace } from '../execution/workspace/plan-workspace.js';
import { probeSandbox } from '../execution/sandbox/probe-sandbox.js';
import type { SandboxLevel } from '../execution/sandbox/sandbox-level.js';
import { namedKeyFiles } from '../study/named-key-files.js';
import { writtenByRuns } from './written-by-runs.js';
import { analyseStudyFolder } from '../report-study.js';
import { readEvents } from '../store/event-log.js';
import { foldFinishedRuns, keptRuns } from '../store/finished-runs.js';
import { studyFolderAt } from '../store/study-folder.js';
import { planStudy, type PlannedTrial, type StudyPlan } from '../study/plan-study.js';
import { readSubject, type Subject } from '../study/read-subject.js';
import { readWritingMemory } from '../study/writing/writing-memory.js';
import type { ExportedStudy } from './exported-study.js';
import { resultsFolder } from './results-folder.js';

/**
 * Reads the sources and plans the study again as it was planned when it ran. Throws a UserError where the sources are no
 * longer those that ran, or nothing has run. `fileName`: that of the script.
 */
export async function readExportedStudy(settings: StudySettings, fileName: string): Promise<ExportedStudy> {
  const { studyDirectory, currentDirectory } = settings;
  const report = await analyseStudyFolder(studyDirectory);
  const subject = await readSubject({ ...settings, secondBaseline: 'none' });
  const events = readEvents(studyFolderAt(studyDirectory).eventsFile);
  const threadsPerRun = threadsOf(events);
  const plan = planStudy(subject, threadsPerRun, readWritingMemory(studyDirectory, subject.project));
  demandSameSources(report, plan);
  demandOwnResults(events, plan);
  demandUtf8(subject);
  const trials = plan.trials.filter(({ trial }) => whyLeftOut(report, trial.id) === undefined);
  const leftOut = report.trials.flatMap(({ id }) => {
    const reason = trials.some(({ trial }) => trial.id === id) ? undefined : whyLeftOut(report, id);
    return reason === undefined ? [] : [`${id}: ${reason}`];
  });
  const { project, command } = subject;
  const workspace = await planWorkspace({
    projectRoot: project.root,
    excluded: [
      studyDirectory,
      ...[OUTPUT_FOLDER, resultsFolder(fileName)].map((name) => path.join(currentDirectory, name)),
    ],
    inputs: settings.inputs,
    sources: [...project.pythonFiles.keys(), ...project.configFiles.keys()],
    words: command,
  });
  return {
    subject,
    studyDirectory,
    report,
    trials: baselineFirst(trials),
    leftOut,
    threadsPerRun,
    workspace,
    written: writtenByRuns(studyDirectory, report),
    sandbox: await sandboxOf(events),
    keyFiles: namedKeyFiles(settings, events),
  };
}

/** Code that a model wrote runs in no wider place than it did in the study. */
async function sandboxOf(events: readonly KeptEvent[]): Promise<SandboxLevel> {
  const started = events.findLast(({ type }) => type === 'study-started');
  if (started?.type !== 'study-started' || started.sandbox !== 'bwrap') {
    return { kind: 'none', reason: 'the study was run outside of one' };
  }
  const level = await probeSandbox(process.env, started.sandboxGrants);
  if (level.kind === 'bwrap') return level;
  throw new UserError(
    `The study was run in a sandbox, and there is none here to compare a script in: ${level.reason}.`,
  );
}

function threadsOf(events: readonly KeptEvent[]): number {
  const started = events.findLast(({ type }) => type === 'study-started');
  return started?.type === 'study-started' ? started.threadsPerRun : 1;
}

/** A script that is made of other sources than those that ran would not give the table's numbers. */
function demandSameSources(report: Report, plan: StudyPlan): void {
  const planned = new Set(plan.runs.map(({ identity }) => identity));
  const ran = report.runs.filter(({ state, trialId }) => state !== 'not-run' && trialId !== SECOND_BASELINE_ID);
  if (ran.length === 0) throw new UserError('Nothing of this study has run yet: there is no script to make of it.');
  const changed = ran.filter(
    ({ identity, trialId }) => !planned.has(identity) && whyLeftOut(report, trialId) === undefined,
  );
  if (changed.length === 0) return;
  const trials = [...new Set(changed.map(({ trialId }) => trialId))];
  throw new UserError(
    `The sources, arguments or packages are no longer those that ran (${trials.slice(0, 3).join(', ')}${trials.length > 3 ? ' ...' : ''}). ` +
      'The command that ran the study says what changed; run it again first.',
  );
}

/** Results that a person kept although their sources changed are none of the sources that are there now. */
function demandOwnResults(events: readonly KeptEvent[], plan: StudyPlan): void {
  const kept = keptRuns(plan.runs, foldFinishedRuns(events));
  if (kept.length === 0) return;
  throw new UserError(
    `${kept.length} results are from before a change of the sources and were kept (--keep-results): a script of today's would not give them. ` +
      'Run the study with --rerun first.',
  );
}

/** The study's own code has characters that other encodings lack. */
function demandUtf8({ project }: Subject): void {
  const other = [...project.pythonFiles.values()].find(({ encoding }) => !/^(?:utf-?8|ascii)$/iu.test(encoding.name));
  if (other === undefined) return;
  throw new UserError(`${other.path} is in ${other.encoding.name}: save it as UTF-8, and run the study again.`);
}

function whyLeftOut({ trials }: Report, trialId: string): string | undefined {
  const { finding } = trials.find(({ id }) => id === trialId) ?? {};
  if (finding?.kind === 'rejected') return finding.inWords;
  return undefined;
}

function baselineFirst(trials: readonly PlannedTrial[]): readonly PlannedTrial[] {
  const isBaseline = ({ trial }: PlannedTrial): boolean => trial.id === BASELINE_ID;
  return [...trials.filter(isBaseline), ...trials.filter((planned) => !isBaseline(planned))];
}
