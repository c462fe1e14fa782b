import type { Evidence } from '../core/verdict.js';
import type { SourceError } from '../execution/compile-sources.js';

/** What the user's own Python has against a variant: the grammar that counts is that of the Python which runs it. */
export function syntaxEvidence({ path, line, message }: SourceError): Evidence {
  return {
    severity: 'rejected',
    aspect: 'execution',
    message: `Python cannot read it: ${message}`,
    place: `${path}:${line}`,
  };
}
