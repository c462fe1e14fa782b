import type { HintComponent } from '../../core/component.js';
import type { GivenUp } from '../../core/given-up.js';
import { hintTrialInWords } from '../../core/hint-trial-in-words.js';
import { unreachable } from '../../core/unreachable.js';
import { UserError } from '../../core/user-error.js';
import { foldHintReadings, hintKey } from '../../planning/expand-hints.js';
import { readEvents } from '../../store/event-log.js';
import type { FinishedRun } from '../../store/finished-runs.js';
import { adoptPlan } from '../adopt-plan.js';
import type { Bench } from '../bench.js';
import type { HintProposal } from '../observer.js';
import { planStudy } from '../plan-study.js';
import { selectMarked } from '../select-marked.js';
import { giveUp } from './give-up.js';
import type { ModelSession } from './model-session.js';
import type { SessionOpener } from './open-session.js';
import { announceCalls, expectedCall } from './announce-calls.js';
import { readHint, readingRequest } from './read-hint.js';
import { readWritingMemory } from './writing-memory.js';

/**
 * A model says which trials each hint asks for, and a person approves them: once, so that the table's family of
 * comparisons does not change with each reply. Gives the bench with those trials in its plan; a hint that was not
 * read, or not approved, stays out with its reason.
 * Throws a UserError where nobody is there to approve, or the person stops.
 */
export async function readHints(
  bench: Bench,
  openSession: SessionOpener | undefined,
  finished: Map<string, FinishedRun>,
): Promise<Bench> {
  const waiting = new Set(bench.plan.open.flatMap(({ members }) => members));
  const unread = [...waiting].filter(
    (component): component is HintComponent => component.kind === 'hint' && component.trial === undefined,
  );
  const session = unread.length === 0 ? undefined : await openSession?.();
  if (session === undefined) return bench;
  const proposals = await proposalsOf(bench, session, unread);
  if (bench.signal.aborted) return bench;
  await settle(bench, proposals);
  const { marked, settings } = bench.subject;
  // From what is in memory: the working copies were made of that, whatever the user's files say by now.
  const subject = { ...bench.subject, ...selectMarked(marked, settings, readEvents(bench.folder.eventsFile)) };
  const memory = readWritingMemory(bench.folder.directory, subject.project);
  return adoptPlan(bench, subject, planStudy(subject, bench.machine.threadsPerRun, memory), finished);
}

/** What was read before is not read again, approved or not. */
async function proposalsOf(
  bench: Bench,
  session: ModelSession,
  hints: readonly HintComponent[],
): Promise<HintProposal[]> {
  const known = foldHintReadings(readEvents(bench.folder.eventsFile));
  const unread = hints.filter((hint) => !known.has(hintKey(hint)));
  if (unread.length > 0) {
    const what = unread.length === 1 ? 'which trials a hint asks for' : `which trials ${unread.length} hints ask for`;
    const calls = unread.map((hint) => expectedCall(readingRequest(bench.subject.project, hint), undefined));
    announceCalls(bench, session, what, calls);
  }
  const proposals: HintProposal[] = [];
  for (const hint of hints) {
    const former = known.get(hintKey(hint))?.trials;
    const read = former === undefined ? await readHint(bench.subject.project, session, hint) : undefined;
    if (read?.ok === false)
      giveUpHint(bench, hint, { ...read.failure, reason: `the hint was not read: ${read.failure.reason}` });
    const trials = former ?? (read?.ok === true ? read.value : []);
    if (trials.length === 0) continue;
    if (former === undefined) keep(bench, { hint, trials }, 'read');
    proposals.push({ hint, trials });
  }
  return proposals;
}

async function settle(bench: Bench, proposals: readonly HintProposal[]): Promise<void> {
  if (proposals.length === 0) return;
  const isGiven = bench.subject.settings.hintApproval === 'given';
  const answer = isGiven ? 'approve' : await bench.observer.approveHintTrials(proposals);
  switch (answer) {
    case 'stop':
      throw new UserError(
        `Hints ask for these trials; nothing has run yet:\n${proposals.map(inWords).join('\n')}\n` +
          'Run the same command with --yes to take them (the model is not asked again), or leave the hints out with --skip.',
      );
    case 'skip':
      for (const { hint } of proposals)
        giveUpHint(bench, hint, { reason: 'its trials were not approved', isPassing: true });
      return;
    case 'approve':
      for (const proposal of proposals) keep(bench, proposal, 'approved');
      return;
    default:
      unreachable(answer);
  }
}

function giveUpHint(bench: Bench, hint: HintComponent, why: GivenUp): void {
  const trialId = hint.group ?? hint.id;
  const members = bench.subject.components.filter(({ id, group }) => (group ?? id) === trialId);
  giveUp(bench, trialId, members, why);
}

function keep({ log }: Bench, { hint, trials }: HintProposal, state: 'read' | 'approved'): void {
  const isApproved = state === 'approved';
  log.append({ type: 'hint-read', at: new Date().toISOString(), hintKey: hintKey(hint), trials, isApproved });
}

/** A hint's trials as a person is asked about them. */
function inWords({ hint, trials }: HintProposal): string {
  const lines = trials.flatMap((trial) => hintTrialInWords(trial, (text) => text));
  return [`  ${hint.file}:${hint.line}`, ...lines.map((line) => `    ${line}`)].join('\n');
}
