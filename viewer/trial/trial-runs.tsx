import type { ReactNode } from 'react';
import type { StudyEntry, StudyView } from '../../src/core/study-view.js';
import { hrefOf } from '../route.js';
import { runRowsOf } from '../runs/run-rows.js';

interface TrialRunsProps {
  readonly view: StudyView;
  readonly entry: StudyEntry | undefined;
  readonly trialId: string;
}

/** The trial's runs, each a link to its numbers and its log. */
export function TrialRuns({ view, entry, trialId }: TrialRunsProps): ReactNode {
  const rows = runRowsOf(view.report, entry?.running ?? [], trialId);
  return (
    <section aria-labelledby="trial-runs-heading">
      <h2 id="trial-runs-heading">Runs and logs</h2>
      <div className="table-box runs-box" role="region" aria-label="Runs of the trial" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">run</th>
              <th scope="col">state</th>
              <th scope="col" className="number">
                {view.report.primaryMetric?.name ?? 'result'}
              </th>
              <th scope="col" className="number">
                time
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">
                  {row.hasStarted ? (
                    <a href={hrefOf({ page: 'run', study: view.id, trial: trialId, seed: row.seedIndex })}>
                      seed index {row.seedIndex}
                    </a>
                  ) : (
                    `seed index ${row.seedIndex}`
                  )}
                </th>
                <td className={`run-state run-state-${row.state}`}>{row.stateInWords}</td>
                <td className="number">{row.value}</td>
                <td className="number">{row.duration}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
