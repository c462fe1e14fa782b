import type { Report } from '../../core/report.js';
import type { Figure } from '../figures/figure.js';
import { figuresOf } from '../figures/index.js';
import { renderSvg } from '../figures/render-svg.js';
import { MOST_TRIALS } from './limits.js';

/** A figure as paper shows it. */
export interface DrawnFigure {
  readonly figure: Figure;
  readonly svg: string;
}

/** The figures of a report, drawn for paper: with no more trials than a document has. */
export async function drawnFigures(report: Report): Promise<readonly DrawnFigure[]> {
  const drawn: DrawnFigure[] = [];
  for (const figure of figuresOf(firstTrials(report))) {
    drawn.push({ figure: told(figure, report.trials.length), svg: await renderSvg(figure, 'light') });
  }
  return drawn;
}

function firstTrials(report: Report): Report {
  if (report.trials.length <= MOST_TRIALS) return report;
  const trials = report.trials.slice(0, MOST_TRIALS);
  const ids = new Set(trials.map(({ id }) => id));
  return {
    ...report,
    trials,
    runs: report.runs.filter(({ trialId }) => ids.has(trialId)),
    curves: report.curves.filter(({ trialId }) => ids.has(trialId)),
  };
}

function told(figure: Figure, trials: number): Figure {
  if (trials <= MOST_TRIALS) return figure;
  return { ...figure, caption: `${figure.caption} Only the first ${MOST_TRIALS} of ${trials} trials.` };
}
