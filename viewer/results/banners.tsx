import type { ReactNode } from 'react';
import type { StudyView } from '../../src/core/study-view.js';
import { printable } from '../../src/reports/formats/printable.js';
import { useSource } from '../data/source-context.js';
import { withCode } from '../parts/with-code.js';

/** What has to be known before the table: trials without any effect, a metric that is a guess or another one. */
export function Banners({ view }: { readonly view: StudyView }): ReactNode {
  const { leftOut } = useSource();
  const alarms = (view.report.alarms ?? []).map(printable);
  const onMetric = metricNote(view);
  return (
    <>
      {alarms.map((alarm) => (
        <p key={alarm} className="banner banner-warning">
          {alarm}
        </p>
      ))}
      {onMetric !== undefined && <p className="banner banner-note">{withCode(onMetric)}</p>}
      {leftOut !== undefined && <p className="banner banner-note">{leftOut}</p>}
    </>
  );
}

function metricNote({ report, ownMetric }: StudyView): string | undefined {
  const { primaryMetric } = report;
  if (primaryMetric === undefined) return undefined;
  const name = printable(primaryMetric.name);
  if (ownMetric !== undefined && ownMetric !== primaryMetric.name) {
    return `As \`ablationmage report --metric ${name}\` makes it. The study itself reports ${printable(ownMetric)}.`;
  }
  return primaryMetric.origin === 'guess' ? `${name} is a guess at the metric you mean.` : undefined;
}
