import type { ReactNode } from 'react';
import type { RunMetric } from '../../src/core/report.js';
import { printable } from '../../src/reports/formats/printable.js';

/** Last values, unrounded, with where each was read. */
export function RunMetrics({ metrics }: { readonly metrics: readonly RunMetric[] }): ReactNode {
  const isSelected = metrics.some(({ selectedValue }) => selectedValue !== undefined);
  return (
    <div className="table-box runs-box" role="region" aria-label="Numbers of the run" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">metric</th>
            <th scope="col" className="number">
              last value
            </th>
            {isSelected && (
              <th scope="col" className="number">
                in the table
              </th>
            )}
            <th scope="col">read from</th>
          </tr>
        </thead>
        <tbody>
          {metrics.map(({ metric, value, selectedValue, source, trace }) => (
            <tr key={metric}>
              <th scope="row">{printable(metric)}</th>
              <td className="number">{String(value)}</td>
              {isSelected && <td className="number">{selectedValue === undefined ? '' : String(selectedValue)}</td>}
              <td>
                <code>{printable(trace)}</code> <span className="quiet">({source})</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
