import type { BaselineGate } from '../core/event.js';
import { unreachable } from '../core/unreachable.js';

/** Whether the study's baseline is what the user's own command gives, as one sentence. */
export function gateInWords(gate: BaselineGate): string {
  switch (gate.kind) {
    case 'equal':
      return gate.extent === 'in-full'
        ? 'Run without the tool at the same seed, the script gave the same numbers as the baseline.'
        : 'Run without the tool at the same seed, the script gave the same first numbers as the baseline; it was then stopped.';
    case 'differs':
      return `Run without the tool at the same seed, the script gave other numbers than the baseline, by up to ${gate.by.toPrecision(2)}${gate.cause === undefined ? '' : ', since it sets no seed'}.`;
    case 'not-checked':
      return `Whether the script gives the same numbers without the tool was not checked: ${gate.reason}.`;
    default:
      return unreachable(gate);
  }
}
