import type { MetricRequest } from '../core/metric.js';
import { quoteCommandLine } from '../core/quote-command-line.js';
import { readSketch } from '../store/study-sketch.js';
import { terminalText } from './terminal/terminal-text.js';

/** The metrics that the last start of a study asked for; none where it has not started yet. */
export async function metricsOfLastStart(studyDirectory: string): Promise<readonly string[]> {
  const sketch = await readSketch(studyDirectory).catch(() => undefined);
  return sketch?.metrics.names ?? [];
}

/** What is said where a start asks for no metric and an earlier one did: the tables it gave are gone from the report, the numbers are not. */
export function metricsLeftOut(earlier: readonly string[], now: MetricRequest): string {
  if (earlier.length === 0 || now.names.length > 0) return '';
  const command = quoteCommandLine(['ablationmage', 'report', ...earlier.flatMap((name) => ['--metric', name])]);
  const names = earlier.join(', ');
  return `\n${terminalText(`The last start asked for ${names} and this one for no metric: \`${command}\` shows those.`)}\n`;
}
