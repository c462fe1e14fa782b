import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { hasCode } from '../../core/error-code.js';
import type { LoadedSource, OpenedFile, ProbeMetric, ProbeReport, ProbeSteps } from '../probe-report.js';
import { decisiveException } from './decisive-exception.js';
import { parseProbeRecord, type ProbeRecord } from './probe-record.js';

type RecordOf<Kind extends ProbeRecord['kind']> = Extract<ProbeRecord, { kind: Kind }>;

/**
 * Reads what all Python processes of a run reported into `directory`, until a moment where one is given (milliseconds since 1970); an
 * absent folder reads as silence.
 */
export async function readProbeReport(directory: string, untilMs = Infinity): Promise<ProbeReport> {
  const records = (await readRecords(directory)).filter(({ at }) => 1000 * at <= untilMs);
  const processes = ofKind(records, 'process');
  const main = processes[0];
  const exception = decisiveException(processes, ofKind(records, 'exception'));
  const steps = mostSteps(ofKind(records, 'steps'));
  return {
    reported: main !== undefined,
    ...(main !== undefined && { pythonVersion: main.python, executable: main.executable }),
    loadedSources: loadedSources(records),
    readFiles: readFiles(records),
    writtenFiles: unique(ofKind(records, 'written').flatMap((record) => (record.inside ? [] : [record.path]))),
    refusedWrites: unique(ofKind(records, 'refused').map((record) => record.path)),
    metrics: ofKind(records, 'metric').map(asMetric),
    ...(exception !== undefined && { exception }),
    ...(steps !== undefined && { steps }),
    importedModules: ofKind(records, 'imported').flatMap(({ names }) => names.split(' ')),
    notes: unique(ofKind(records, 'note').map((record) => record.text)),
  };
}

/** All lines of all processes, in the order of time; lines of one process keep their order. */
async function readRecords(directory: string): Promise<readonly ProbeRecord[]> {
  const names = await readdir(directory).catch((error: unknown) => {
    if (isAbsence(error)) return [];
    throw error;
  });
  const texts = await Promise.all(
    names.filter((name) => name.endsWith('.jsonl')).map((name) => readFile(join(directory, name), 'utf8')),
  );
  return texts
    .flatMap((text) => text.split('\n').flatMap((line) => parseProbeRecord(line) ?? []))
    .sort((first, second) => first.at - second.at);
}

function ofKind<Kind extends ProbeRecord['kind']>(records: readonly ProbeRecord[], kind: Kind): RecordOf<Kind>[] {
  return records.filter((record): record is RecordOf<Kind> => record.kind === kind);
}

function loadedSources(records: readonly ProbeRecord[]): LoadedSource[] {
  const distinct = new Map<string, LoadedSource>();
  for (const { path, sha256 } of ofKind(records, 'source')) distinct.set(`${sha256} ${path}`, { path, sha256 });
  return [...distinct.values()];
}

/** A file that some process of the run had written before is its own work, not an input. */
function readFiles(records: readonly ProbeRecord[]): OpenedFile[] {
  const written = new Set<string>();
  const read = new Map<string, OpenedFile>();
  for (const record of records) {
    if (record.kind === 'written') written.add(record.path);
    if (record.kind !== 'read' || written.has(record.path) || read.has(record.path)) continue;
    const { path, size, modifiedMs, checkpoint } = record;
    read.set(path, { path, sizeBytes: size, modifiedMs, isCheckpoint: checkpoint });
  }
  return [...read.values()];
}

function asMetric({ name, value, step, source, caller }: RecordOf<'metric'>): ProbeMetric {
  return { name, value, ...(step !== null && { step }), source, caller };
}

function mostSteps(records: readonly RecordOf<'steps'>[]): ProbeSteps | undefined {
  const [most] = [...records].sort((first, second) => second.count - first.count);
  if (most === undefined) return undefined;
  return { count: most.count, ...(most.medianMs !== undefined && { medianMs: most.medianMs }) };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function isAbsence(error: unknown): boolean {
  return hasCode(error, 'ENOENT');
}
