import type { StudySettings } from '../config/study-settings.js';
import type { KeptEvent } from '../core/event.js';

/** Files of keys that were named to this start of a study or to an earlier one, which no run is to see. Absolute. */
export function namedKeyFiles({ model }: StudySettings, events: readonly KeptEvent[]): string[] {
  const earlier = events.flatMap((event) => (event.type === 'study-started' ? (event.keyFiles ?? []) : []));
  return [...new Set([...earlier, ...(model?.envFile === undefined ? [] : [model.envFile])])];
}
