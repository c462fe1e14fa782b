import type { HintComponent } from '../../core/component.js';
import { UserError } from '../../core/user-error.js';
import { foldHintReadings, hintKey } from '../../planning/expand-hints.js';
import { readEvents } from '../../store/event-log.js';
import { HINT_SYSTEM_PROMPT, hintRequest } from '../../variants/prompts/hint-request.js';
import { parseHintReply } from '../../variants/reply/parse-hint-reply.js';
import { adoptPlan } from '../adopt-plan.js';
import type { Bench } from '../bench.js';
import type { HintProposal } from '../observer.js';
import { planStudy } from '../plan-study.js';
import { readSubject } from '../read-subject.js';
import type { ModelSession } from './model-session.js';
import { readWritingMemory } from './writing-memory.js';

const MOST_OUTPUT_TOKENS = 4000;
const MOST_TRIES = 2;

/**
 * A model says which trials each hint asks for, and a person approves them: once, so that the table's family of
 * comparisons does not change with each reply. Gives the bench with those trials in its plan.
 * Throws a UserError where nobody is there to approve, or the person stops.
 */
export async function readHints(bench: Bench, session: ModelSession | undefined): Promise<Bench> {
  const unread = bench.subject.components.filter(
    (component): component is HintComponent => component.kind === 'hint' && component.trial === undefined,
  );
  if (session === undefined || unread.length === 0) return bench;
  const readings = foldHintReadings(readEvents(bench.folder.eventsFile));
  const proposals: HintProposal[] = [];
  for (const hint of unread) {
    const known = readings.get(hintKey(hint));
    const trials = known?.trials ?? (await readHint(bench, session, hint));
    if (trials !== undefined && trials.length > 0) proposals.push({ hint, trials });
  }
  if (proposals.length === 0 || bench.signal.aborted) return bench;
  for (const proposal of proposals) keep(bench, proposal, false);
  const { hintApproval } = bench.subject.settings;
  const answer = hintApproval === 'given' ? 'approve' : await bench.observer.approveHintTrials(proposals);
  switch (answer) {
    case 'stop':
      throw new UserError(
        `Hints ask for these trials; nothing has run yet:\n${proposals.map(inWords).join('\n')}\n` +
          'Run the same command with --yes to take them (nothing is asked of the model again), or leave the hints out with --skip.',
      );
    case 'skip':
      return bench;
    case 'approve': {
      for (const proposal of proposals) keep(bench, proposal, true);
      const subject = await readSubject(bench.subject.settings);
      const memory = readWritingMemory(bench.folder.directory, subject.project);
      return adoptPlan(bench, subject, planStudy(subject, bench.machine.threadsPerRun, memory));
    }
  }
}

async function readHint(
  bench: Bench,
  session: ModelSession,
  hint: HintComponent,
): Promise<HintProposal['trials'] | undefined> {
  const { project } = bench.subject;
  const request = hintRequest(project, hint);
  let turns: { role: 'user' | 'assistant'; text: string }[] = [{ role: 'user', text: request }];
  for (let tries = 1; ; tries += 1) {
    const answer = await session.ask({
      purpose: `read ${hint.id}`,
      system: HINT_SYSTEM_PROMPT,
      shared: '',
      turns,
      maxOutputTokens: MOST_OUTPUT_TOKENS,
    });
    if (!answer.ok) {
      note(bench, hint, answer.failure.reason);
      return undefined;
    }
    const parsed = parseHintReply(answer.value.text);
    if (parsed.kind === 'trials') return parsed.trials;
    if (parsed.kind === 'refused' || tries === MOST_TRIES) {
      note(bench, hint, parsed.kind === 'refused' ? parsed.reason : parsed.problem);
      return undefined;
    }
    turns = [
      { role: 'user', text: request },
      { role: 'assistant', text: answer.value.text },
      { role: 'user', text: `${parsed.problem}\n\nSend the JSON object again, whole.` },
    ];
  }
}

function note({ observer }: Bench, hint: HintComponent, reason: string): void {
  observer.onEvent({
    type: 'note-made',
    at: new Date().toISOString(),
    severity: 'warning',
    message: `The hint of ${hint.file}:${hint.line} was not read: ${reason}`,
  });
}

function keep({ log }: Bench, { hint, trials }: HintProposal, isApproved: boolean): void {
  log.append({ type: 'hint-read', at: new Date().toISOString(), hintKey: hintKey(hint), trials, isApproved });
}

/** A hint's trials as a person is asked about them. */
function inWords({ hint, trials }: HintProposal): string {
  const lines = trials.map(({ id, title, instruction }) => `    ${id}: ${title}. ${instruction}`);
  return [`  ${hint.file}:${hint.line}`, ...lines].join('\n');
}
