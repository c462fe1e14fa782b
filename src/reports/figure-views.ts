import type { Report } from '../core/report.js';
import { MOST_TRIALS_IN_A_FIGURE, type FigureView } from '../core/study-view.js';
import { figuresOf } from './figures/index.js';
import { renderSvg } from './figures/render-svg.js';

/** The figures of a report, drawn in both themes, so that a page needs no plotting library; of too many trials none. */
export async function figureViews(report: Report): Promise<FigureView[]> {
  if (report.trials.length > MOST_TRIALS_IN_A_FIGURE) return [];
  const views: FigureView[] = [];
  for (const figure of figuresOf(report)) {
    const { name, title, caption } = figure;
    const [light, dark] = [await renderSvg(figure, 'light'), await renderSvg(figure, 'dark')];
    views.push({ name, title, caption, ...sizeOf(light), light, dark });
  }
  return views;
}

/** As the drawing says itself, so that a page keeps its room before it is shown. */
function sizeOf(svg: string): { readonly width: number; readonly height: number } {
  const [, width] = /<svg[^>]* width="([\d.]+)"/.exec(svg) ?? [];
  const [, height] = /<svg[^>]* height="([\d.]+)"/.exec(svg) ?? [];
  return { width: Math.ceil(Number(width ?? 0)), height: Math.ceil(Number(height ?? 0)) };
}
