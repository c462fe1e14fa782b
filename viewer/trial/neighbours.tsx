import type { ReactNode } from 'react';
import type { TrialReport } from '../../src/core/report.js';
import type { StudyView } from '../../src/core/study-view.js';
import { printable } from '../../src/reports/formats/printable.js';
import { trialMetricOf } from '../results/shown-metric.js';
import { hrefOf } from '../route.js';

/** The trials before and after this one, in the order of the source. */
export function Neighbours({ view, trialId }: { readonly view: StudyView; readonly trialId: string }): ReactNode {
  const { trials } = view.report;
  const place = trials.findIndex(({ id }) => id === trialId);
  const link = (trial: TrialReport | undefined, rel: 'prev' | 'next'): ReactNode =>
    trial !== undefined && (
      <a
        rel={rel}
        className={`neighbour-${rel}`}
        href={hrefOf({ page: 'trial', study: view.id, trial: trial.id, ...trialMetricOf(view) })}
      >
        {rel === 'prev' ? '← ' : ''}
        {printable(trial.label)}
        {rel === 'next' ? ' →' : ''}
      </a>
    );
  return (
    <nav aria-label="Other trials" className="neighbours">
      {link(trials[place - 1], 'prev')}
      {link(trials[place + 1], 'next')}
    </nav>
  );
}
