import type { ReactNode } from 'react';
import type { RunReport } from '../../src/core/report.js';
import type { StudyEntry, StudyView } from '../../src/core/study-view.js';
import { formatDuration } from '../../src/reports/formats/format-duration.js';
import { printable } from '../../src/reports/formats/printable.js';
import { useTitle } from '../data/use-title.js';
import { Trail } from '../parts/trail.js';
import { hrefOf } from '../route.js';
import { LogView } from './log-view.js';
import { RunMetrics } from './run-metrics.js';
import { runRowsOf } from './run-rows.js';

interface RunPageProps {
  readonly view: StudyView;
  readonly entry: StudyEntry | undefined;
  readonly trialId: string;
  readonly seed: number;
}

/** One run: how it ended, every number it gave and where, and what it said, also while it runs. */
export function RunPage({ view, entry, trialId, seed }: RunPageProps): ReactNode {
  const { report, id: study } = view;
  useTitle(`${trialId}, seed ${seed}`, study);
  const run = report.runs.find((candidate) => candidate.trialId === trialId && candidate.seedIndex === seed);
  const row = runRowsOf(report, entry?.running ?? [], trialId).find(({ seedIndex }) => seedIndex === seed);
  if (run === undefined || row === undefined) {
    return (
      <p className="page">
        There is no run of {trialId} at seed index {seed} in this study.
      </p>
    );
  }
  const isRunning = row.state === 'running';
  return (
    <div className="page">
      <Trail
        steps={[{ name: study, href: hrefOf({ page: 'study', study, tab: 'results' }) }, ...trialStep(view, trialId)]}
      />
      <h1>
        {trialId}, seed index {seed}
      </h1>
      <p className="study-facts">
        <span role="status" className={`run-state run-state-${row.state}`}>
          {row.stateInWords}
        </span>
        {!isRunning && run.durationMs !== undefined && <span>{formatDuration(run.durationMs)}</span>}
        {run.attempt !== undefined && run.attempt > 1 && <span>attempt {run.attempt}</span>}
        {run.directory !== undefined && <code className="command">{run.directory}</code>}
      </p>
      {!isRunning && <Numbers run={run} />}
      <section aria-labelledby="log-heading">
        <h2 id="log-heading">What it said</h2>
        {row.hasStarted ? (
          <LogView key={`${trialId} ${seed}`} run={{ study, trial: trialId, seed }} />
        ) : (
          <p className="quiet">It has not run yet.</p>
        )}
      </section>
    </div>
  );
}

/** The second baseline is no trial and has no page of its own. */
function trialStep({ id, report }: StudyView, trialId: string): { readonly name: string; readonly href: string }[] {
  const trial = report.trials.find((candidate) => candidate.id === trialId);
  if (trial === undefined) return [];
  return [{ name: printable(trial.label), href: hrefOf({ page: 'trial', study: id, trial: trialId }) }];
}

function Numbers({ run }: { readonly run: RunReport }): ReactNode {
  if (run.metrics.length === 0) return null;
  return (
    <section aria-labelledby="numbers-heading">
      <h2 id="numbers-heading">Its numbers</h2>
      <RunMetrics metrics={run.metrics} />
    </section>
  );
}
