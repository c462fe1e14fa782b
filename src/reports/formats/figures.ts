import type { Report } from '../../core/report.js';
import type { Figure } from '../figures/figure.js';
import { figuresOf } from '../figures/index.js';
import { renderPng } from '../figures/render-png.js';
import { renderSvg } from '../figures/render-svg.js';
import { themedSpec } from '../figures/theme.js';
import { undrawable } from '../figures/undrawable.js';
import { printable } from './printable.js';
import type { BundleFormat, ReportFile } from './report-format.js';

/** `figures/`: each figure as SVG for light and dark pages, as PNG, and as the Vega-Lite that it is drawn from. */
export const figures: BundleFormat = {
  kind: 'bundle',
  name: 'figures',
  render,
};

async function render(report: Report): Promise<readonly ReportFile[]> {
  const all = figuresOf(report);
  const files: ReportFile[] = [];
  for (const figure of all) files.push(...(await filesOf(figure)));
  return [...files, ...captions(report, all)];
}

async function filesOf(figure: Figure): Promise<ReportFile[]> {
  const light = await renderSvg(figure, 'light');
  const png = `figures/${figure.name}.png`;
  const missing = await undrawable(light, 'every-font');
  return [
    { path: `figures/${figure.name}.svg`, content: light },
    { path: `figures/${figure.name}-dark.svg`, content: await renderSvg(figure, 'dark') },
    {
      path: png,
      content: await renderPng(light),
      ...(missing.length > 0 && {
        warning: `${png}: no font of this machine has ${missing.join(' ')}; a box stands in its place. The SVG has it as text.`,
      }),
    },
    {
      path: `figures/${figure.name}.vl.json`,
      content: `${JSON.stringify(themedSpec(figure, 'light'), undefined, 2)}\n`,
    },
  ];
}

/** What a picture cannot say in a paper: nothing where there is none. */
function captions({ alarms = [] }: Report, all: readonly Figure[]): ReportFile[] {
  if (all.length === 0) return [];
  const paragraphs = [...alarms.map(printable), ...all.map(({ name, caption }) => `${name}: ${caption}`)];
  return [{ path: 'figures/captions.txt', content: `${paragraphs.join('\n\n')}\n` }];
}
