import type { ReactNode } from 'react';
import { hrefOf } from '../route.js';
import type { RunRow } from './run-rows.js';

interface RunTableRowProps {
  readonly index: number;
  readonly measure: (row: Element | null) => void;
  readonly study: string;
  readonly row: RunRow;
}

/** One run; who wants to know more follows its name to what it said. */
export function RunTableRow({ index, measure, study, row }: RunTableRowProps): ReactNode {
  const { trialId, seedIndex, state } = row;
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2}>
      <th scope="row">
        {row.hasStarted ? (
          <a href={hrefOf({ page: 'run', study, trial: trialId, seed: seedIndex })}>{trialId}</a>
        ) : (
          trialId
        )}
      </th>
      <td className="number">{seedIndex}</td>
      <td className={`run-state run-state-${state}`}>{row.stateInWords}</td>
      <td className="number">{row.value}</td>
      <td className="number">{row.duration}</td>
    </tr>
  );
}
