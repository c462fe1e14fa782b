import type { ReactNode } from 'react';
import type { Report } from '../../src/core/report.js';
import { commentaryLabel } from '../../src/reports/commentary/commentary-label.js';
import { printable } from '../../src/reports/formats/printable.js';
import { summaryParagraphs } from '../../src/reports/summary/summary-paragraphs.js';

/** The findings in sentences, and what a model wrote on them where one was asked, with its label first. */
export function InWords({ report }: { readonly report: Report }): ReactNode {
  const { commentary } = report;
  return (
    <section aria-labelledby="summary-heading" className="prose">
      <h2 id="summary-heading">Summary</h2>
      <Paragraphs texts={summaryParagraphs(report)} />
      {commentary !== undefined && (
        <>
          <h2>Commentary</h2>
          <p>
            <em>{printable(commentaryLabel(commentary))}</em>
          </p>
          <Paragraphs texts={commentary.paragraphs} />
        </>
      )}
    </section>
  );
}

function Paragraphs({ texts }: { readonly texts: readonly string[] }): ReactNode {
  return texts.map((text) => <p key={text}>{printable(text)}</p>);
}
