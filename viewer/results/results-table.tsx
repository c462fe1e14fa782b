import { useRef, type ReactNode } from 'react';
import type { StudyView } from '../../src/core/study-view.js';
import { metricHeading, type TrialRow } from '../../src/reports/formats/trial-row.js';
import { useShownWindow } from '../parts/shown-window.js';
import type { ColumnKey, ResultColumn } from './columns.js';
import { ResultRow } from './result-row.js';
import type { Sorting } from './sort-rows.js';
import type { TableContent } from './table-content.js';

interface ResultsTableProps {
  readonly view: StudyView;
  readonly metric: string;
  readonly content: TableContent;
  /** Those that are shown, in their order. */
  readonly rows: readonly TrialRow[];
  readonly sorting: Sorting | undefined;
  readonly onSort: (key: ColumnKey) => void;
}

const ROW_HEIGHT = 34;

/** The table that the terminal prints, sorted by any of its columns; each row leads to its trial. */
export function ResultsTable({ view, metric, content, rows, sorting, onSort }: ResultsTableProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const shown = useShownWindow(rows.length, box, ROW_HEIGHT);
  const { columns, texts } = content;
  return (
    <div
      ref={box}
      className={shown.isPart ? 'table-box results-box table-box-tall' : 'table-box results-box'}
      role="region"
      aria-label="Table of results"
      tabIndex={0}
    >
      <table className="results" aria-rowcount={rows.length + 1}>
        <caption className="visually-hidden">
          {metricHeading(view.report, metric)} of the baseline and of each trial
        </caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <Heading key={column.key} column={column} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.before > 0 && <Room height={shown.before} columns={columns.length} />}
          {shown.indices.map((index) => {
            const row = rows[index];
            const text = row && texts.get(row);
            return row === undefined || text === undefined ? null : (
              <ResultRow
                key={row.trial.id}
                index={index}
                measure={shown.measure}
                view={view}
                row={row}
                texts={text}
                columns={columns}
              />
            );
          })}
          {shown.after > 0 && <Room height={shown.after} columns={columns.length} />}
        </tbody>
      </table>
    </div>
  );
}

function Room({ height, columns }: { readonly height: number; readonly columns: number }): ReactNode {
  return (
    <tr aria-hidden="true" className="room">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

interface HeadingProps {
  readonly column: ResultColumn;
  readonly sorting: Sorting | undefined;
  readonly onSort: (key: ColumnKey) => void;
}

function Heading({ column, sorting, onSort }: HeadingProps): ReactNode {
  const direction = sorting?.key === column.key ? sorting.direction : undefined;
  return (
    <th scope="col" className={`column-${column.key}`} aria-sort={direction ?? 'none'}>
      <button
        type="button"
        title={column.explanation}
        onClick={() => {
          onSort(column.key);
        }}
      >
        {column.heading}
        <span className="sort-arrow" aria-hidden="true">
          {direction === undefined ? '' : direction === 'ascending' ? '▲' : '▼'}
        </span>
      </button>
    </th>
  );
}
