import type { ReactNode } from 'react';
import type { TrialReport } from '../../src/core/report.js';
import type { StudyEntry, StudyView } from '../../src/core/study-view.js';
import { printable } from '../../src/reports/formats/printable.js';
import { useTitle } from '../data/use-title.js';
import { Diff } from '../diff/diff.js';
import { Trail } from '../parts/trail.js';
import { trialMetricOf } from '../results/shown-metric.js';
import { hrefOf } from '../route.js';
import { Neighbours } from './neighbours.js';
import { TrialEffect } from './trial-effect.js';
import { TrialEvidenceSections } from './trial-evidence.js';
import { TrialFacts } from './trial-facts.js';
import { TrialRuns } from './trial-runs.js';
import { VerdictSection } from './verdict-section.js';

interface TrialPageProps {
  readonly view: StudyView;
  readonly entry: StudyEntry | undefined;
  readonly trialId: string;
}

/** One trial: what it means, whether its variant is what it should be, what was changed, what ran. */
export function TrialPage({ view, entry, trialId }: TrialPageProps): ReactNode {
  const trial = view.report.trials.find(({ id }) => id === trialId);
  useTitle(trialId, view.id);
  if (trial === undefined) return <p className="page">There is no trial called {trialId} in this study.</p>;
  const up = hrefOf({ page: 'study', study: view.id, tab: 'results', ...trialMetricOf(view) });
  return (
    <div className="page">
      <Trail steps={[{ name: view.id, href: up }]} />
      <h1>{printable(trial.label)}</h1>
      <TrialEffect report={view.report} trial={trial} />
      {trial.verdict !== undefined && <VerdictSection verdict={trial.verdict} />}
      {trial.change !== 'none' && <Change trial={trial} />}
      <TrialRuns view={view} entry={entry} trialId={trialId} />
      {trial.change !== 'none' && <TrialEvidenceSections view={view} trialId={trialId} />}
      <Neighbours view={view} trialId={trialId} />
    </div>
  );
}

function Change({ trial }: { readonly trial: TrialReport }): ReactNode {
  return (
    <section aria-labelledby="change-heading">
      <h2 id="change-heading">What was changed</h2>
      <TrialFacts trial={trial} />
      {trial.diff === '' ? <p className="quiet">No file was changed.</p> : <Diff diff={trial.diff} />}
    </section>
  );
}
