import type { StudySettings } from './config/study-settings.js';
import type { Report } from './core/report.js';
import { reportStudy } from './report-study.js';
import { openBench } from './study/open-bench.js';
import type { StudyObserver } from './study/observer.js';
import { planStudy } from './study/plan-study.js';
import { prepareMachine } from './study/prepare-machine.js';
import { readSubject } from './study/read-subject.js';
import { runBaseline } from './study/run-baseline.js';
import { runVariants } from './study/run-variants.js';
import { takeUpPriorWork } from './study/take-up-prior-work.js';
import { openSession } from './study/writing/open-session.js';
import { openTasks } from './study/writing/open-tasks.js';
import { readHints } from './study/writing/read-hints.js';
import { writeVariants } from './study/writing/write-variants.js';
import { readWritingMemory } from './study/writing/writing-memory.js';

/**
 * The main job: from a marked script to the table. Started again, it continues where it was.
 * On abort it ends every run, keeps what is finished and still reports it.
 * Throws a UserError for everything the user has to mend.
 */
export async function runStudy(settings: StudySettings, observer: StudyObserver, signal: AbortSignal): Promise<Report> {
  // 1. Read: the script, its marks, its interpreter, its seeds.
  const subject = await readSubject(settings);

  // 2. Plan: trials × seeds, each with its edits; nothing has run yet. What a hint asks for, a model reads and a person approves.
  const machine = await prepareMachine(subject);
  observer.onSubject(subject, machine);
  const plan = planStudy(subject, machine.threadsPerRun, readWritingMemory(settings.studyDirectory, subject.project));
  await using bench = await openBench(subject, plan, machine, observer, signal);
  const finished = await takeUpPriorWork(bench);
  const askModel = await openSession(bench);
  const hinted = await readHints(bench, askModel, finished);
  observer.onPlan(hinted.plan, new Set(finished.keys()));

  // 3. Run the baseline, unless an earlier start has; whether its numbers repeat shows while the rest goes on.
  await using repeating = await runBaseline(hinted, finished);

  // 4. Write: what no rule could remove, a model does.
  const written = await writeVariants(hinted, askModel, finished, openTasks(hinted));

  // 5. Prove each variant: it is the baseline without its component, and nothing else. Run: every trial's first seed,
  //    then every second ...
  await runVariants(written, askModel, finished);
  await repeating.end;
  await bench.checkProject();

  // 6. Analyse and report: effects, findings, every format.
  const report = await reportStudy(bench.folder.directory);
  bench.end(report);
  return report;
}
