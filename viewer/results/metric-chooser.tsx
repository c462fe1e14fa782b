import type { ChangeEvent, ReactNode } from 'react';
import type { StudyView } from '../../src/core/study-view.js';
import { printable } from '../../src/reports/formats/printable.js';
import { exploratoryMetrics } from '../../src/reports/formats/trial-row.js';
import { useSource } from '../data/source-context.js';
import { hrefOf } from '../route.js';

interface MetricChooserProps {
  readonly view: StudyView;
  readonly metric: string;
  readonly onChoose: (metric: string) => void;
}

/**
 * Another metric: served, the study is analysed anew for it, and the page's address says so; in a file those that the report
 * is about can be chosen.
 */
export function MetricChooser({ view, metric, onChoose }: MetricChooserProps): ReactNode {
  const { analysesAnew } = useSource();
  const { report, ownMetric } = view;
  const reported = [report.primaryMetric?.name, ...exploratoryMetrics(report)].filter((name) => name !== undefined);
  const names = analysesAnew ? report.candidateMetrics.map(({ name }) => name) : reported;
  if (names.length < 2) return null;
  const choose = ({ target }: ChangeEvent<HTMLSelectElement>): void => {
    if (!analysesAnew) onChoose(target.value);
    else {
      const isOwn = target.value === ownMetric;
      location.hash = hrefOf({
        page: 'study',
        study: view.id,
        tab: 'results',
        ...(isOwn ? {} : { metric: target.value }),
      });
    }
  };
  return (
    <label className="field">
      <span>Metric</span>
      <select value={metric} onChange={choose}>
        {names.map((name) => (
          <option key={name} value={name}>
            {printable(name)}
            {name === ownMetric ? ' (the study’s)' : ''}
          </option>
        ))}
      </select>
    </label>
  );
}
