import path from 'node:path';
import { readOneOfMany } from '../core/read-regular-file.js';
import type { Report, RunMetric, RunReport } from '../core/report.js';
import { UserError } from '../core/user-error.js';
import { readSeries } from '../store/run-outcome.js';
import { findMetricPattern, type PrintedRun } from './metric-pattern.js';

/** How an exported script reads the metric of its own trainings. */
export interface ExportedMetric {
  readonly name: string;
  readonly better: 'higher' | 'lower';
  readonly pattern: string;
  readonly stream: PrintedStream;
  /** The value of the table is the one where this is best; absent: the last. */
  readonly bestBy?: { readonly pattern: string; readonly stream: PrintedStream; readonly better: 'higher' | 'lower' };
  /** A function of scikit-learn whose result is printed for the pattern to find; absent: the script prints it. */
  readonly printedFunction?: string;
}

export type PrintedStream = 'stdout' | 'stderr';

/**
 * Finds a pattern that reads the metric out of what the study's runs printed, and gives just the values the study has.
 * Throws a UserError where there is none.
 */
export function exportedMetric(studyDirectory: string, report: Report): ExportedMetric {
  const choice = report.primaryMetric;
  if (choice === undefined) throw new UserError('No run gave a number: there is no metric that a script could report.');
  const better = choice.direction === 'higher-is-better' ? 'higher' : 'lower';
  const { name, select } = choice;
  const recorded = completedMetrics(report, name);
  const source = recorded[0]?.metric.source;
  if (source === 'sklearn' && select.kind === 'last') {
    const pattern = `^METRIC ${name.replaceAll(/[^\w]/gu, String.raw`\$&`)}=(\\S+)$`;
    return { name, better, pattern, stream: 'stdout', printedFunction: functionOf(report, name) };
  }
  const found = patternOf(studyDirectory, report, name);
  if (select.kind === 'last') return { name, better, ...found };
  const direction = report.candidateMetrics.find((candidate) => candidate.name === select.by)?.direction;
  return {
    name,
    better,
    ...found,
    bestBy: {
      ...patternOf(studyDirectory, report, select.by),
      better: direction === 'lower-is-better' ? 'lower' : 'higher',
    },
  };
}

/**
 * The function of scikit-learn that gives the metric. A script can let it print what it returns, but not tell its calls apart:
 * throws a UserError where others of its calls are other metrics, or where it is no function of `sklearn.metrics`.
 */
function functionOf(report: Report, name: string): string {
  const called = (metric: RunMetric): string | undefined => /^\S+ (?<name>\w+)$/u.exec(metric.trace)?.groups?.name;
  const functions = new Set(completedMetrics(report, name).map(({ metric }) => called(metric)));
  const [found, ...others] = functions;
  const shared = report.runs
    .flatMap(({ metrics }) => metrics)
    .some((metric) => metric.source === 'sklearn' && metric.metric !== name && called(metric) === found);
  if (found !== undefined && found !== 'score' && others.length === 0 && !shared) return found;
  throw new UserError(
    `${name} comes from scikit-learn, and an exported script could not tell this call from others. ` +
      `A line print("METRIC ${name.replaceAll(/\W+/gu, '_')}=...") in the script leaves no doubt.`,
  );
}

function patternOf(studyDirectory: string, report: Report, name: string): Pick<ExportedMetric, 'pattern' | 'stream'> {
  const runs = completedMetrics(report, name).map(({ run, metric }) => printedRun(studyDirectory, run, metric));
  const printed = runs.filter((run) => run !== undefined);
  const [stream, ...others] = new Set(printed.map((run) => run.stream));
  const pattern = printed.length === runs.length && others.length === 0 ? findMetricPattern(printed) : undefined;
  if (pattern !== undefined && stream !== undefined) return { pattern, stream };
  throw new UserError(
    `No pattern reads ${name} out of what the runs printed. A line print("METRIC ${name}=...") in the script leaves no doubt; ` +
      'or choose a printed metric with --metric.',
  );
}

interface CompletedMetric {
  readonly run: RunReport;
  readonly metric: RunMetric;
}

function completedMetrics({ runs }: Report, name: string): CompletedMetric[] {
  return runs.flatMap((run) => {
    const metric = run.metrics.find((candidate) => candidate.metric === name);
    return run.state !== 'completed' || metric === undefined ? [] : [{ run, metric }];
  });
}

/** Undefined where the number did not come out of a log. */
function printedRun(
  studyDirectory: string,
  { directory }: RunReport,
  { metric, trace, source, value }: RunMetric,
): (PrintedRun & { readonly stream: PrintedStream }) | undefined {
  const [, log, line] = /^(stdout\.log|stderr\.log):(\d+)/u.exec(trace) ?? [];
  if (directory === undefined || log === undefined || line === undefined) return undefined;
  const attempt = path.join(studyDirectory, directory);
  const text = readOneOfMany(path.join(attempt, log)) ?? '';
  const [read] = readSeries(attempt, [{ name: metric, source, value, series: [], trace }]);
  return {
    stream: log === 'stderr.log' ? 'stderr' : 'stdout',
    log: text,
    line: Number(line),
    values: (read?.series ?? []).map((point) => point.value),
  };
}
