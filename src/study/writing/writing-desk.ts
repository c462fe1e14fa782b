import type { SmokeResult } from '../../core/smoke-result.js';
import type { WrittenEdits } from '../../core/written-edits.js';
import { commandRedactorFor } from '../../models/redact-command.js';
import { writeWrittenVariant } from '../../store/written-variants.js';
import { studyContext } from '../../variants/prompts/study-context.js';
import { wholeFilesOf } from '../../variants/prompts/whole-files.js';
import { taskKey } from '../../variants/task-key.js';
import { quoteCommandLine } from '../../core/quote-command-line.js';
import { textOf } from '../../source/project.js';
import type { Bench } from '../bench.js';
import { planRecipes, type OpenTrial, type PlannedTrial, type StudyPlan } from '../plan-study.js';
import type { Subject } from '../read-subject.js';
import type { ModelSession } from './model-session.js';
import { smokeCandidate, type CandidateSmoke } from './smoke-candidate.js';

/** What writing a variant needs: who is asked, what all are told, and where a candidate can be tried. */
export interface WritingDesk {
  readonly session: ModelSession;
  readonly bench: Bench;
  /** The part of the request that all trials share. */
  readonly shared: string;
  tellAsked(trialId: string, attempt: number): void;
  /** Keeps the last edits of a trial: another start asks nobody. */
  keep(open: OpenTrial, edits: WrittenEdits, reply: string): void;
  smoke(planned: PlannedTrial): Promise<CandidateSmoke>;
}

/** `baseline`: what a smoke run of a candidate is compared with. */
export function openWritingDesk(bench: Bench, session: ModelSession, baseline: SmokeResult): WritingDesk {
  const { subject, folder, observer } = bench;
  return {
    session,
    bench,
    shared: sharedContext(subject, baseline),
    tellAsked(trialId, attempt) {
      observer.onEvent({ type: 'variant-asked', at: new Date().toISOString(), trialId, attempt });
    },
    keep({ trial, members }, edits, reply) {
      const files = [...new Set(edits.edits.map(({ file }) => file))];
      const pristine = Object.fromEntries(files.map((name) => [name, textOf(subject.project, name) ?? '']));
      writeWrittenVariant(folder.directory, taskKey(subject.project, members), {
        ...edits,
        trialId: trial.id,
        reply,
        pristine,
      });
    },
    smoke(planned) {
      const plan = candidatePlan(bench, planned);
      return bench.slots.use((slot) => smokeCandidate({ ...bench, plan }, planned, baseline, slot));
    },
  };
}

/** What every request says of the study; `baseline` adds the measured module tree. */
export function sharedContext(subject: Subject, baseline: SmokeResult | undefined): string {
  const { project, interpreter, components, portableCommand } = subject;
  return studyContext({
    project,
    wholeFiles: wholeFilesOf(project, components),
    command: quoteCommandLine(commandRedactorFor(process.env)(portableCommand)),
    pythonVersion: interpreter.version,
    packages: interpreter.packages,
    ...(baseline?.kind === 'observed' ? { baseline: baseline.fingerprint } : {}),
  });
}

/** A plan of the baseline and one candidate, whose runs have the identities they will have in the study. */
export function candidatePlan({ plan, subject, machine }: Bench, planned: PlannedTrial): StudyPlan {
  const trials = [...plan.trials.filter(({ trial }) => trial.change === 'none'), planned];
  return { ...plan, trials, ...planRecipes(subject, machine.threadsPerRun, trials) };
}
