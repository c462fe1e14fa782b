import type { Evidence } from '../../core/verdict.js';
import { placeOf, type Syntax } from '../syntax/plain-syntax.js';

/** The component is not gone, and here one sees it. */
export function incomplete(node: Syntax, message: string): Evidence {
  return { severity: 'rejected', aspect: 'completeness', message, place: placeOf(node) };
}

/** Worth knowing about how it went. */
export function note(node: Syntax, message: string): Evidence {
  return { severity: 'note', aspect: 'completeness', message, place: placeOf(node) };
}
