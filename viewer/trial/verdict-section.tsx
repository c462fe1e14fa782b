import type { ReactNode } from 'react';
import type { Evidence, Verdict } from '../../src/core/verdict.js';
import { verdictInWords } from '../../src/core/verdict-in-words.js';
import { printable } from '../../src/reports/formats/printable.js';

/** How far the variant is trusted to be the baseline without its component, and all that this rests on. */
export function VerdictSection({ verdict }: { readonly verdict: Verdict }): ReactNode {
  return (
    <section aria-labelledby="verdict-heading">
      <h2 id="verdict-heading">
        Verdict <span className={`verdict verdict-${verdict.kind}`}>{verdictInWords(verdict)}</span>
      </h2>
      {verdict.reasons.length + verdict.notes.length === 0 ? (
        <p className="quiet">Nothing was found against it, and nothing else is worth a note.</p>
      ) : (
        <ul className="evidence">
          {verdict.reasons.map((reason) => (
            <EvidenceItem key={reason.aspect + reason.message} evidence={reason} />
          ))}
          {verdict.notes.map((note) => (
            <EvidenceItem key={note.aspect + note.message} evidence={note} />
          ))}
        </ul>
      )}
    </section>
  );
}

function EvidenceItem({ evidence }: { readonly evidence: Evidence }): ReactNode {
  const { severity, aspect, message, place } = evidence;
  return (
    <li className={`evidence-${severity}`}>
      <span className="evidence-aspect">
        {severity === 'note' ? 'note, ' : ''}
        {aspect.replaceAll('-', ' ')}
      </span>
      <span>
        {printable(message)}
        {place !== undefined && (
          <>
            {' '}
            <code>{printable(place)}</code>
          </>
        )}
      </span>
    </li>
  );
}
