import type { ProbeException } from '../probe-report.js';
import type { ProbeRecord } from './probe-record.js';

type ProcessRecord = Extract<ProbeRecord, { kind: 'process' }>;
type ExceptionRecord = Extract<ProbeRecord, { kind: 'exception' }>;

/**
 * Which of the exceptions of a run's processes ended it. One that passed through the user's files goes
 * before one that did not (a launcher reports its child's failure in its own words); then the process
 * nearest to the root of the process tree; then the earliest.
 */
export function decisiveException(
  processes: readonly ProcessRecord[],
  exceptions: readonly ExceptionRecord[],
): ProbeException | undefined {
  const parents = new Map(processes.map((process) => [process.pid, process.parent]));
  const [first] = exceptions
    .map((record) => ({ record, isForeign: record.place === null ? 1 : 0, depth: depthOf(record.pid, parents) }))
    .sort((a, b) => a.isForeign - b.isForeign || a.depth - b.depth || a.record.at - b.record.at);
  if (first === undefined) return undefined;
  const { type, message, place } = first.record;
  return { type, message, ...(place !== null && { place }) };
}

/** How many reporting processes lie above this one. */
function depthOf(pid: number, parents: ReadonlyMap<number, number>): number {
  const above = new Set<number>();
  for (let next = parents.get(pid); next !== undefined && !above.has(next); next = parents.get(next)) above.add(next);
  return above.size;
}
