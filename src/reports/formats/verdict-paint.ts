import type { Colors } from 'picocolors/types.js';
import type { VerdictKind } from '../../core/verdict.js';
import { unreachable } from '../../core/unreachable.js';
import type { Paint } from './text-cell.js';

/** The colour of a verdict wherever a terminal shows one. */
export function verdictPaint(kind: VerdictKind, colours: Colors): Paint {
  switch (kind) {
    case 'faithful':
      return colours.green;
    case 'suspicious':
      return colours.yellow;
    case 'rejected':
      return colours.red;
    case 'unchecked':
      return colours.dim;
    default:
      return unreachable(kind);
  }
}
