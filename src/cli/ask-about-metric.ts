import type { Report } from '../core/report.js';

/** How many of the best candidates are offered; `report --metric` takes any. */
const OFFERED = 12;

/**
 * Asks a person which metric the table is about, where it was only guessed; undefined where nobody can be
 * asked or nobody answers. Asked at the end, so that an undecided metric never holds up a run.
 */
export async function askAboutMetric(report: Report): Promise<string | undefined> {
  const guess = report.primaryMetric;
  if (guess?.origin !== 'guess' || !process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const others = report.candidateMetrics.map(({ name }) => name).filter((name) => name !== guess.name);
  const { isCancel, select } = await import('@clack/prompts');
  const answer = await select({
    message: `Which metric is the table about? ${guess.name} is a guess.`,
    options: [guess.name, ...others].slice(0, OFFERED).map((name) => ({ value: name, label: name })),
    output: process.stderr,
  });
  return isCancel(answer) ? undefined : answer;
}
