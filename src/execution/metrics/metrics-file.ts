import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { readLiteral } from './literal.js';
import { readLogSegments, type LogSegment } from './log-segments.js';
import { metricsOfMapping } from './mapping-metrics.js';
import { stepProperty, type Reading } from './reading.js';

/** A file that is one JSON value over many lines is read whole up to this size. */
const MAXIMUM_WHOLE_BYTES = 16 * 1024 * 1024;

/**
 * Reads the metrics file of a run: JSON lines, or one JSON mapping (or list of them) over the whole file.
 * A torn line is skipped: the run may have been killed while it wrote. `bytes`: how many from its beginning count.
 */
export async function readMetricsFile(
  path: string,
  onReading: (reading: Reading) => void,
  bytes = Infinity,
): Promise<void> {
  let understoodLines = 0;
  const read = ({ text, line }: LogSegment): void => {
    const readings = readingsOf(text, `${basename(path)}:${line}`);
    if (readings === undefined) return;
    understoodLines++;
    readings.forEach(onReading);
  };
  const rest = await readLogSegments(path, read, bytes);
  if (rest !== undefined) read(rest);
  if (understoodLines > 0 || !(await isSmallFile(path, bytes))) return;
  readingsOf(await readFile(path, 'utf8'), basename(path))?.forEach(onReading);
}

function readingsOf(text: string, trace: string): Reading[] | undefined {
  const literal = readLiteral(text);
  const mappings = literal?.kind === 'list' ? literal.items : [literal];
  if (!mappings.some((mapping) => mapping?.kind === 'mapping')) return undefined;
  return mappings.flatMap((mapping) => {
    if (mapping?.kind !== 'mapping') return [];
    const { step, metrics } = metricsOfMapping(mapping);
    return metrics.map((metric) => ({
      source: 'metrics-file' as const,
      ...metric,
      ...stepProperty(step),
      origin: '',
      trace,
    }));
  });
}

/** And all of it counts. */
async function isSmallFile(path: string, bytes: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && found.isFile() && found.size <= Math.min(MAXIMUM_WHOLE_BYTES, bytes);
}
