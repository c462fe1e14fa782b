import { metricTokens } from './metric-tokens.js';

const VARIES_ANYWAY = new Set(
  (
    'time times seconds secs sec ms elapsed eta duration runtime timestamp throughput speed memory mem gpu seed seeds ' +
    'pid port it fps rss mb gb s date'
  ).split(' '),
);

/** Whether a metric tells two runs apart whatever they compute: a clock, memory, the seed itself. */
export function variesAnyway(name: string): boolean {
  return metricTokens(name).some((token) => VARIES_ANYWAY.has(token));
}
