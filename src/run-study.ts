import type { StudySettings } from './config/study-settings.js';
import type { Report } from './core/report.js';
import { reportStudy } from './report-study.js';
import { openBench } from './study/open-bench.js';
import type { StudyObserver } from './study/observer.js';
import { planStudy } from './study/plan-study.js';
import { prepareMachine } from './study/prepare-machine.js';
import { proveVariants } from './study/prove-variants.js';
import { readSubject } from './study/read-subject.js';
import { runBaseline } from './study/run-baseline.js';
import { runPending } from './study/run-pending.js';
import { takeUpPriorWork } from './study/take-up-prior-work.js';

/**
 * The main job: from a marked script to the table. Started again, it continues where it was.
 * On abort it ends every run, keeps what is finished and still reports it.
 * Throws a UserError for everything the user has to mend.
 */
export async function runStudy(settings: StudySettings, observer: StudyObserver, signal: AbortSignal): Promise<Report> {
  // 1. Read: the script, its marks, its interpreter, its seeds.
  const subject = await readSubject(settings);

  // 2. Plan: trials × seeds, each with its edits; nothing has run yet.
  const machine = await prepareMachine(subject);
  observer.onSubject(subject, machine);
  const plan = planStudy(subject, machine.threadsPerRun);

  // 3. Run the baseline, unless an earlier start has.
  await using bench = await openBench(subject, plan, machine, observer, signal);
  const finished = await takeUpPriorWork(bench);
  observer.onPlan(plan, new Set(finished.keys()));
  await runBaseline(bench, finished);

  // 4. Prove: each variant is the baseline without its component, and nothing else.
  const variants = await proveVariants(bench, finished);

  // 5. Run the rest: every trial's first seed, then every second ...
  await runPending(bench, finished, variants);
  await bench.checkProject();

  // 6. Analyse and report: effects, findings, every format.
  const report = await reportStudy(bench.folder.directory);
  bench.end(report);
  return report;
}
