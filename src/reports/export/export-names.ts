import type { Report } from '../../core/report.js';

/** How metrics are called in an export. A script may give a metric any name: ours give way. */
export interface ExportNames {
  /** The metrics of the tables, the primary one first. */
  readonly reported: readonly string[];
  /** Of the value that entered the table; the metric's own name is that of its series. */
  readonly result: (metric: string) => string;
  readonly duration: string;
}

export function exportNames({ trials, runs, primaryMetric }: Report): ExportNames {
  const taken = new Set(runs.flatMap(({ metrics }) => metrics.map(({ metric }) => metric)));
  const ofTables = trials.flatMap(({ metrics }) => metrics.map(({ metric }) => metric));
  const primary = primaryMetric === undefined ? [] : [primaryMetric.name];
  const prefix = unused('result', (name) => [...taken].some((metric) => metric.startsWith(`${name}/`)));
  return {
    reported: [...new Set([...primary, ...ofTables])],
    result: (metric) => `${prefix}/${metric}`,
    duration: unused('duration_s', (name) => taken.has(name)),
  };
}

function unused(name: string, isTaken: (name: string) => boolean): string {
  return isTaken(name) ? unused(`${name}_`, isTaken) : name;
}
