import type { ReactNode } from 'react';
import type { Report, TrialReport } from '../../src/core/report.js';
import { decimalsWithoutSpread, formatDifference, formatNumber } from '../../src/reports/formats/format-number.js';
import { confoundCell, confoundColumns, confoundHeading } from '../../src/reports/formats/format-confounds.js';
import { meaningNotes } from '../../src/reports/formats/row-note.js';
import { testHeadings } from '../../src/reports/formats/test-headings.js';
import { metricHeading } from '../../src/reports/formats/trial-row.js';
import { tableContent } from '../results/table-content.js';

interface TrialEffectProps {
  readonly report: Report;
  readonly trial: TrialReport;
}

/** The trial's row of the table in full, and the pairs of runs that are behind it. */
export function TrialEffect({ report, trial }: TrialEffectProps): ReactNode {
  const metric = report.primaryMetric?.name;
  if (metric === undefined) return <p className="finding">{trial.finding?.inWords}</p>;
  const row = tableContent(report, metric).rows.find(({ trial: { id } }) => id === trial.id);
  if (row === undefined) return null;
  const { value, effect, finding, missing } = row;
  const [intervalHeading, pHeading] = testHeadings(report, metric);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [
      metricHeading(report, metric),
      value && `${value.mean}${value.standardDeviation === undefined ? '' : ` ± ${value.standardDeviation}`}`,
    ],
    ['Δ', effect?.difference],
    [intervalHeading, effect?.interval && `[${effect.interval.low}, ${effect.interval.high}]`],
    [pHeading, effect?.pValue],
    ...confoundColumns(report).map((column) => [confoundHeading(column), confoundCell(trial, column)] as const),
  ];
  return (
    <>
      {(finding ?? missing) !== undefined && <p className="finding">{finding ?? missing}</p>}
      {finding !== undefined && missing !== undefined && <p className="missing">{missing}</p>}
      <dl className="figures-in-words">
        {facts.flatMap(([name, text]) =>
          text === undefined || text === ''
            ? []
            : [
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{text}</dd>
                </div>,
              ],
        )}
      </dl>
      {meaningNotes({ ...report, trials: [trial] }, metric, 'label').map(({ sign, text }) => (
        <p key={text} className="missing">
          {sign} {text}
        </p>
      ))}
      {trial.change !== 'none' && <Pairs report={report} trial={trial} metric={metric} />}
    </>
  );
}

/** Seed by seed: the baseline's value, the trial's, and their difference. */
function Pairs({ report, trial, metric }: TrialEffectProps & { readonly metric: string }): ReactNode {
  const [baseline, own] = [report.trials.find(({ change }) => change === 'none'), trial].map((each) =>
    each?.metrics.find((candidate) => candidate.metric === metric),
  );
  const effect = own?.effect;
  if (effect === undefined) return null;
  const decimals = decimalsOf([...(baseline?.summary?.values ?? []), ...(own?.summary?.values ?? [])]);
  const at = (values: typeof own, seed: number): string => {
    const found = values?.summary?.values.find(({ seedIndex }) => seedIndex === seed);
    return found === undefined ? '' : formatNumber(found.value, decimals);
  };
  return (
    <div className="table-box pairs" role="region" aria-label="Pairs of runs" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">seed index</th>
            {effect.differences.map(({ seedIndex }) => (
              <th key={seedIndex} scope="col" className="number">
                {seedIndex}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">baseline</th>
            {effect.differences.map(({ seedIndex }) => (
              <td key={seedIndex} className="number">
                {at(baseline, seedIndex)}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">this trial</th>
            {effect.differences.map(({ seedIndex }) => (
              <td key={seedIndex} className="number">
                {at(own, seedIndex)}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">Δ</th>
            {effect.differences.map(({ seedIndex, difference }) => (
              <td key={seedIndex} className="number">
                {formatDifference(difference, decimals)}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

/** As many as the values have, so that a row of them can be compared. */
function decimalsOf(values: readonly { readonly value: number }[]): number {
  return Math.min(6, Math.max(0, ...values.map(({ value }) => decimalsWithoutSpread(value))));
}
