import type { ProbeMetric } from '../probe-report.js';
import { stepProperty, type Reading } from './reading.js';

/** What logging and sklearn.metrics calls said; the same name at another place of the script is another metric. */
export function probeReadings(metrics: readonly ProbeMetric[]): Reading[] {
  return metrics.map(({ name, value, step, source, caller }) => ({
    source,
    name,
    value,
    ...stepProperty(step),
    origin: caller,
    trace: `${caller} ${name}`,
  }));
}
