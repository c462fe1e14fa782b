import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { StudyEntry, StudyView } from '../../src/core/study-view.js';
import { useShownWindow } from '../parts/shown-window.js';
import { runRows, type RunRow } from './run-rows.js';
import { RunTableRow } from './run-table-row.js';

interface RunsTabProps {
  readonly view: StudyView;
  readonly entry: StudyEntry | undefined;
}

const ROW_HEIGHT = 34;
const FILTERS = ['all', 'completed', 'failed', 'running', 'not-run'] as const;
type RunFilter = (typeof FILTERS)[number];
const FILTER_WORDS: Readonly<Record<RunFilter, string>> = {
  all: 'all',
  completed: 'completed',
  failed: 'failed',
  running: 'running',
  'not-run': 'not run',
};

/** Every run of the study: what became of it, its number, its time, and the way to what it said. */
export function RunsTab({ view, entry }: RunsTabProps): ReactNode {
  const [text, setText] = useState('');
  const [state, setState] = useState<RunFilter>('all');
  const rows = useMemo(() => runRows(view.report, entry?.running ?? []), [view.report, entry?.running]);
  const words = text.toLowerCase().trim();
  const shown = useMemo(
    () => rows.filter((row) => (state === 'all' || row.state === state) && row.searchText.includes(words)),
    [rows, state, words],
  );
  return (
    <section aria-labelledby="runs-heading">
      <h2 id="runs-heading" className="visually-hidden">
        Runs
      </h2>
      <div className="toolbar">
        <label className="field">
          <span>Filter</span>
          <input
            type="search"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
            }}
          />
        </label>
        <label className="field">
          <span>State</span>
          <select
            value={state}
            onChange={({ target }) => {
              setState(FILTERS.find((name) => name === target.value) ?? 'all');
            }}
          >
            {FILTERS.map((name) => (
              <option key={name} value={name}>
                {FILTER_WORDS[name]}
              </option>
            ))}
          </select>
        </label>
        <p role="status" className="quiet toolbar-count">
          {shown.length === rows.length ? `${rows.length} runs` : `${shown.length} of ${rows.length} runs`}
        </p>
      </div>
      <RunTable view={view} rows={shown} />
    </section>
  );
}

function RunTable({ view, rows }: { readonly view: StudyView; readonly rows: readonly RunRow[] }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const shown = useShownWindow(rows.length, box, ROW_HEIGHT);
  return (
    <div
      ref={box}
      className={`table-box runs-box ${shown.isPart ? 'table-box-tall' : ''}`}
      role="region"
      aria-label="Table of runs"
      tabIndex={0}
    >
      <table className="runs" aria-rowcount={rows.length + 1}>
        <caption className="visually-hidden">Runs of the study</caption>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">trial</th>
            <th scope="col" className="number">
              seed index
            </th>
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
          {shown.before > 0 && <Room height={shown.before} />}
          {shown.indices.map((index) => {
            const row = rows[index];
            return row === undefined ? null : (
              <RunTableRow key={row.key} index={index} measure={shown.measure} study={view.id} row={row} />
            );
          })}
          {shown.after > 0 && <Room height={shown.after} />}
        </tbody>
      </table>
    </div>
  );
}

function Room({ height }: { readonly height: number }): ReactNode {
  return (
    <tr aria-hidden="true" className="room">
      <td colSpan={5} style={{ height }} />
    </tr>
  );
}
