import { useMemo, useState, type ReactNode } from 'react';
import type { Report } from '../../src/core/report.js';
import type { StudyView } from '../../src/core/study-view.js';
import { whyWithoutMetric } from '../../src/reports/formats/failure-summary.js';
import { printable } from '../../src/reports/formats/printable.js';
import { Figures } from '../figures/figures.js';
import { Banners } from './banners.js';
import { filterRows } from './filter-rows.js';
import { InWords } from './in-words.js';
import { MetricChooser } from './metric-chooser.js';
import { Notes } from './notes.js';
import { ResultsTable } from './results-table.js';
import { tableContent } from './table-content.js';
import { nextSorting, sortRows, type Sorting } from './sort-rows.js';

/** The table, what is to be known with it, and the figures. */
export function ResultsTab({ view }: { readonly view: StudyView }): ReactNode {
  const { report } = view;
  const [chosen, setChosen] = useState<string>();
  const metric = chosen ?? report.primaryMetric?.name;
  return (
    <>
      <Banners view={view} />
      {metric === undefined ? (
        <WithoutMetric report={report} />
      ) : (
        <MetricTable view={view} metric={metric} onChoose={setChosen} />
      )}
      <InWords report={report} />
      <Figures view={view} />
    </>
  );
}

interface MetricTableProps {
  readonly view: StudyView;
  readonly metric: string;
  /** Among the metrics that the report is about. */
  readonly onChoose: (metric: string) => void;
}

function MetricTable({ view, metric, onChoose }: MetricTableProps): ReactNode {
  const { report } = view;
  const [sorting, setSorting] = useState<Sorting>();
  const [filter, setFilter] = useState('');
  const content = tableContent(report, metric);
  const { rows } = content;
  const shown = useMemo(() => sortRows(filterRows(rows, filter), metric, sorting), [rows, filter, metric, sorting]);
  return (
    <section aria-labelledby="results-heading">
      <h2 id="results-heading" className="visually-hidden">
        Results
      </h2>
      <div className="toolbar">
        <label className="field">
          <span>Filter</span>
          <input
            type="search"
            value={filter}
            onChange={(event) => {
              setFilter(event.target.value);
            }}
          />
        </label>
        <MetricChooser view={view} metric={metric} onChoose={onChoose} />
        <p role="status" className="quiet toolbar-count">
          {shown.length === rows.length ? '' : foundInWords(shown.length, rows.length)}
        </p>
      </div>
      <ResultsTable
        view={view}
        metric={metric}
        content={content}
        rows={shown}
        sorting={sorting}
        onSort={(key) => {
          setSorting(nextSorting(sorting, key));
        }}
      />
      <Notes report={report} metric={metric} />
    </section>
  );
}

/** The baseline is always shown, to be compared with. */
function foundInWords(shown: number, all: number): string {
  return shown <= 1 ? 'nothing found beside the baseline' : `${shown} of ${all} rows`;
}

/** No run gave a number: each trial by what became of it. */
function WithoutMetric({ report }: { readonly report: Report }): ReactNode {
  return (
    <section aria-labelledby="results-heading">
      <h2 id="results-heading">No number yet</h2>
      <dl className="facts">
        {report.trials.map((trial) => (
          <div key={trial.id}>
            <dt>{printable(trial.label)}</dt>
            <dd>{printable(whyWithoutMetric(report, trial))}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
