import type { ReactNode } from 'react';
import type { StudyView } from '../../src/core/study-view.js';
import { confoundCell } from '../../src/reports/formats/format-confounds.js';
import type { TrialRow } from '../../src/reports/formats/trial-row.js';
import { hrefOf } from '../route.js';
import type { ColumnKey, ResultColumn } from './columns.js';
import type { NumberTexts } from './number-texts.js';
import { trialMetricOf } from './shown-metric.js';

interface ResultRowProps {
  readonly index: number;
  readonly measure: (row: Element | null) => void;
  readonly view: StudyView;
  readonly row: TrialRow;
  readonly texts: NumberTexts;
  readonly columns: readonly ResultColumn[];
}

/** As in the terminal, where a longer label is wrapped. */
const LONGEST_UNBROKEN = 24;

/** One trial. Without a number, the reason takes the place of all numbers. */
export function ResultRow({ index, measure, view, row, texts, columns }: ResultRowProps): ReactNode {
  const { trial } = row;
  const kind = trial.change === 'none' ? 'baseline' : (trial.finding?.kind ?? 'not-run');
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2} className={`row-${kind} ${significance(row)}`}>
      <th scope="row" className="column-component">
        <span className={row.label.length <= LONGEST_UNBROKEN ? 'short-label' : undefined}>
          <a href={hrefOf({ page: 'trial', study: view.id, trial: trial.id, ...trialMetricOf(view) })}>
            {row.label.replace(/^− /u, '−\u00A0')}
          </a>
          {row.sign !== undefined && <span className="sign">{`\u00A0${row.sign}`}</span>}
        </span>
      </th>
      {row.value === undefined ? (
        <td colSpan={columns.length - 1} className={trialFailed(row) ? 'missing' : 'to-come'}>
          {row.missing ?? row.finding ?? 'no number'}
        </td>
      ) : (
        columns.slice(1).map(({ key, heading }) => (
          <td key={key} className={`column-${key}`} data-heading={key === 'finding' ? undefined : heading}>
            {cell(row, texts, key)}
          </td>
        ))
      )}
    </tr>
  );
}

/** Runs that are only still to come are no cause for alarm. */
function trialFailed({ trial }: TrialRow): boolean {
  return trial.failures.length > 0 || trial.finding?.kind === 'rejected';
}

function significance({ effect, finding }: TrialRow): string {
  return finding !== undefined && effect?.significance === 'significant' ? 'is-significant' : '';
}

function cell(row: TrialRow, texts: NumberTexts, key: ColumnKey): ReactNode {
  switch (key) {
    case 'component':
      return row.label;
    case 'value':
      return texts.value;
    case 'effect':
      return texts.difference;
    case 'interval':
      return texts.interval;
    case 'p':
      return row.effect?.pValue;
    case 'parameters':
    case 'step-time':
      return confoundCell(row.trial, key);
    case 'finding':
      return (
        <>
          {row.finding}
          {row.missing !== undefined && <span className={trialFailed(row) ? 'missing' : 'to-come'}>{row.missing}</span>}
        </>
      );
  }
}
