import type { ReactNode } from 'react';
import { MOST_TRIALS_IN_A_FIGURE, type FigureView, type StudyView } from '../../src/core/study-view.js';
import { useSource } from '../data/source-context.js';
import { useShownTheme } from '../data/theme-context.js';
import { useAsked } from '../data/use-asked.js';
import type { Theme } from '../data/use-theme.js';
import { trialMetricOf } from '../results/shown-metric.js';

/** The figures of the paper, in the colours of the page. They come last, so that nothing below them moves. */
export function Figures({ view }: { readonly view: StudyView }): ReactNode {
  const source = useSource();
  const theme = useShownTheme();
  const { metric } = trialMetricOf(view);
  const figures = useAsked(JSON.stringify([view.id, metric]), view.revision, (signal) =>
    source.figures(view.id, metric, signal),
  );
  return (
    <section aria-labelledby="figures-heading" className="figures">
      <h2 id="figures-heading">Figures</h2>
      {figures.state === 'waiting' && <p className="quiet">Drawing …</p>}
      {figures.state === 'failed' && <p className="banner banner-bad">{figures.message}</p>}
      {figures.state === 'answered' && figures.answer.length === 0 && <p className="quiet">{whyNone(view)}</p>}
      {figures.state === 'answered' && (
        <div className="figure-grid">
          {figures.answer.map((figure) => (
            <Figure key={figure.name} figure={figure} theme={theme} />
          ))}
        </div>
      )}
    </section>
  );
}

function whyNone({ report: { trials } }: StudyView): string {
  return trials.length > MOST_TRIALS_IN_A_FIGURE
    ? `More than ${MOST_TRIALS_IN_A_FIGURE} trials do not fit into a figure.`
    : 'There is nothing to draw yet.';
}

function Figure({ figure, theme }: { readonly figure: FigureView; readonly theme: Theme }): ReactNode {
  const { name, title, caption, width, height } = figure;
  return (
    <figure aria-labelledby={`figure-${name}`}>
      <h3 id={`figure-${name}`}>{title}</h3>
      <div className="figure-box" role="region" aria-label={title} tabIndex={0}>
        <img
          src={addressOf(theme === 'dark' ? figure.dark : figure.light)}
          alt={caption}
          width={width}
          height={height}
        />
      </div>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

function addressOf(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
