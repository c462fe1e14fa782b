import { createHash } from 'node:crypto';
import type { Component, HintComponent } from '../core/component.js';
import type { KeptEvent } from '../core/event.js';
import type { HintTrial } from '../core/hint-trial.js';

/** By what a hint is known again: the code it stands at and what it says. Its file may change otherwise. */
export function hintKey({ file, hint, anchor }: HintComponent): string {
  return createHash('sha256')
    .update(JSON.stringify([file, hint, anchor]))
    .digest('hex')
    .slice(0, 16);
}

/** What was last read of each hint, by key. */
export function foldHintReadings(events: readonly KeptEvent[]): Map<string, Extract<KeptEvent, { type: 'hint-read' }>> {
  return new Map(events.flatMap((event) => (event.type === 'hint-read' ? [[event.hintKey, event] as const] : [])));
}

/** Each hint with approved trials becomes a component per trial; the others stay as they are. */
export function expandHints(components: readonly Component[], events: readonly KeptEvent[]): Component[] {
  const readings = foldHintReadings(events);
  const taken = new Set(components.flatMap(({ id, group }) => (group === undefined ? [id] : [id, group])));
  return components.flatMap((component): Component[] => {
    if (component.kind !== 'hint') return [component];
    const reading = readings.get(hintKey(component));
    if (reading?.isApproved !== true || reading.trials.length === 0) return [component];
    return reading.trials.map((trial) => oneTrial(component, trial, reading.trials.length, taken));
  });
}

function oneTrial(hint: HintComponent, trial: HintTrial, count: number, taken: Set<string>): HintComponent {
  if (count === 1) return { ...hint, trial };
  // Alternatives of one hint are never removed together, so they leave its group.
  const { group: _group, ...rest } = hint;
  const wanted = `${hint.id}.${trial.id}`;
  let id = wanted;
  for (let number = 2; taken.has(id); number += 1) id = `${wanted}-${number}`;
  taken.add(id);
  return { ...rest, id, trial };
}
