import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { StudyFlags } from '../../config/study-flags.js';
import type { KeptEvent } from '../../core/event.js';
import { hintTrialInWords } from '../../core/hint-trial-in-words.js';
import { BASELINE_ID } from '../../core/trial.js';
import { mayRun } from '../../core/verdict.js';
import { foldHintReadings, hintKey } from '../../planning/expand-hints.js';
import { isFinal } from '../../planning/pending-runs.js';
import { estimateStudy } from '../../planning/estimate.js';
import { placeOf } from '../../planning/select-components.js';
import { formatDuration } from '../../reports/formats/format-duration.js';
import { printable } from '../../reports/formats/printable.js';
import { renderDiff } from '../../reports/formats/diff.js';
import { readEvents } from '../../store/event-log.js';
import { foldFinishedRuns } from '../../store/finished-runs.js';
import { studyFolderAt } from '../../store/study-folder.js';
import { foldVerdicts, withVerdicts } from '../../store/variant-verdicts.js';
import { planStudy, type StudyPlan } from '../../study/plan-study.js';
import { prepareMachine } from '../../study/prepare-machine.js';
import { readWritingMemory } from '../../study/writing/writing-memory.js';
import { readSubject, type Subject } from '../../study/read-subject.js';
import { sketchStudy } from '../../study/sketch-study.js';
import { describeSubject } from '../describe-subject.js';
import { loadSettings } from '../load-settings.js';
import { coloursFor } from '../terminal/colours.js';

/** `ablationmage plan`: what would run. Runs nothing and writes nothing. */
export async function planCommand(
  script: string | undefined,
  flags: StudyFlags & { readonly json?: true },
): Promise<void> {
  const subject = await readSubject(await loadSettings(script, flags));
  const machine = await prepareMachine(subject);
  const plan = planStudy(
    subject,
    machine.threadsPerRun,
    readWritingMemory(subject.settings.studyDirectory, subject.project),
  );
  const sketch = sketchStudy(subject, plan, machine, []);
  const events = readEvents(studyFolderAt(subject.settings.studyDirectory).eventsFile);
  const finished = foldFinishedRuns(events);
  const { settings } = subject;
  const verdicts = foldVerdicts(events, plan.runs, settings.seedIndices);
  const trials = withVerdicts(sketch.trials, verdicts);
  const pending = plan.runs.filter((run) => {
    const verdict = verdicts.get(run.trialId);
    if (verdict !== undefined && !mayRun(verdict, subject.settings.strictness)) return false;
    const work = finished.get(run.identity);
    return work === undefined || !isFinal(work.outcome, settings);
  });
  const baseline = plan.runs.find((run) => run.trialId === BASELINE_ID && finished.has(run.identity));
  const estimate = estimateStudy(
    pending.length,
    machine.jobs ?? pending.length,
    await copyBytes(subject),
    baseline === undefined ? undefined : finished.get(baseline.identity)?.outcome,
  );
  if (flags.json === true) {
    const { skipped, seeds, study } = sketch;
    const counts = {
      runs: plan.runs.length,
      pendingRuns: pending.length,
      toAsk: plan.open.map(({ trial }) => trial.id),
    };
    process.stdout.write(`${JSON.stringify({ study, seeds, trials, skipped, ...counts, estimate }, undefined, 2)}\n`);
    return;
  }

  const colours = coloursFor(process.stdout, process.env);
  const variants = trials.filter(({ trial }) => trial.change !== 'none');
  const time =
    estimate.wallTimeMs === undefined
      ? 'time not known before the baseline has run once'
      : `about ${formatDuration(estimate.wallTimeMs)}`;
  const lines = [
    ...describeSubject(subject, machine),
    `Trials   ${variants.length} and the baseline${settings.secondBaseline === 'run' ? ', which also runs at other seeds (A/A)' : ''}`,
    `To do    ${pending.length} of ${plan.runs.length} runs, ${time}, ${Math.ceil(estimate.diskBytes / 1e6)} MB of disk`,
    '',
    ...variants.map((recorded) => renderDiff({ ...recorded, id: recorded.trial.id }, colours)),
    ...openLines(plan, events).map((line) => `${colours.yellow('to ask')}  ${line}`),
    ...sketch.skipped.flatMap(({ id, place, reason }) =>
      isOpen(plan, id) ? [] : [`${colours.yellow('skipped')} ${id} (${place}): ${reason}`],
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function isOpen({ open }: StudyPlan, id: string): boolean {
  return open.some(({ members }) => members.some((member) => member.id === id));
}

/** What a model is still to read or write, and which trials of hints wait for a person. */
function openLines({ open }: StudyPlan, events: readonly KeptEvent[]): string[] {
  const readings = foldHintReadings(events);
  return open.flatMap(({ trial, members, reasons }) => {
    const unread = members.filter((member) => member.kind === 'hint' && member.trial === undefined);
    if (unread.length === 0) return [`a variant of ${trial.id}: ${reasons.join('; ')}`];
    return unread.flatMap((hint) => {
      const trials = hint.kind === 'hint' ? readings.get(hintKey(hint))?.trials : undefined;
      const known = trials?.flatMap((each) => hintTrialInWords(each, printable)).map((line) => `  ${line}`);
      return known === undefined
        ? [`which trials the hint ${hint.id} (${placeOf(hint) ?? ''}) asks for`]
        : [`you, whether these are the trials of the hint ${hint.id} (--yes takes them):\n${known.join('\n')}`];
    });
  });
}

async function copyBytes({ project }: Subject): Promise<number> {
  const files = [...project.pythonFiles.keys(), ...project.configFiles.keys()];
  const sizes = await Promise.all(files.map(async (file) => (await stat(path.join(project.root, file))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
