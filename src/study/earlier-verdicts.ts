import type { Verdict } from '../core/verdict.js';
import { readEvents } from '../store/event-log.js';
import { foldVerdicts } from '../store/variant-verdicts.js';
import type { Bench } from './bench.js';
import { firstRunOf } from './smoke-variants.js';

/** The verdicts on the plan's variants that stood there when this start began: a person may have read them. */
export function earlierVerdicts({
  plan,
  folder,
  subject,
}: Pick<Bench, 'plan' | 'folder' | 'subject'>): Map<string, Verdict> {
  const events = readEvents(folder.eventsFile);
  const start = events.findLastIndex(({ type }) => type === 'study-started');
  return foldVerdicts(events.slice(0, Math.max(0, start)), plan.runs, subject.settings.seedIndices);
}

/** Tells them again, as the live view begins anew at every start; but not what is to be accepted now. */
export function tellEarlierVerdicts(bench: Bench): void {
  const { accepted } = bench.subject.settings;
  for (const [trialId, verdict] of earlierVerdicts(bench)) {
    if (accepted.includes(trialId) && verdict.acceptedByPerson !== true) continue;
    const variantKey = firstRunOf(bench, trialId)?.identity ?? '';
    bench.observer.onEvent({ type: 'variant-judged', at: new Date().toISOString(), trialId, variantKey, verdict });
  }
}
