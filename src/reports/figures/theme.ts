import type { Config, TopLevelSpec } from 'vega-lite';
import type { Figure } from './figure.js';
import { DARK, LIGHT, type Palette } from './palette.js';
import { BODY_SIZE, NOTE_SIZE } from './text-width.js';

export type Theme = 'light' | 'dark';

/**
 * Names in quotes: a family whose last word is a number is no CSS without them. The later ones are for browsers that
 * lack the first, where a file cannot bring its fonts along.
 */
export const FONT_FAMILY =
  "'Source Sans 3', 'Source Sans Pro', 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

/** The colours, fonts and strokes of all figures. */
export function themeConfig(theme: Theme): Config {
  const palette = paletteOf(theme);
  return {
    background: palette.background,
    font: FONT_FAMILY,
    padding: 8,
    aria: false,
    view: { stroke: null },
    axis: {
      domainColor: palette.line,
      tickColor: palette.line,
      tickSize: 4,
      grid: false,
      labelColor: palette.quietText,
      labelFontSize: NOTE_SIZE,
      labelLimit: 0,
      titleColor: palette.text,
      titleFontSize: BODY_SIZE,
      titleFontWeight: 'normal',
      titleLimit: 0,
      titlePadding: 6,
    },
    axisYBand: { labelColor: palette.text, labelFontSize: BODY_SIZE, labelLineHeight: BODY_SIZE + 2 },
    legend: {
      labelColor: palette.text,
      labelFontSize: NOTE_SIZE,
      labelLimit: 0,
      symbolStrokeWidth: 0,
      symbolSize: 60,
      columnPadding: 14,
      offset: 6,
    },
    title: {
      color: palette.text,
      fontSize: NOTE_SIZE,
      fontWeight: 'normal',
      lineHeight: NOTE_SIZE + 2,
      limit: 0,
      anchor: 'start',
      offset: 8,
      subtitleColor: palette.quietText,
      subtitleFontSize: NOTE_SIZE,
      subtitlePadding: 2,
    },
    range: { category: [palette.worse, palette.better, palette.neutral, palette.neutral] },
    style: styles(palette),
  };
}

/** A figure's spec with the theme in it: what a file holds that anyone can open. */
export function themedSpec({ spec }: Figure, theme: Theme): TopLevelSpec {
  return { ...spec, config: themeConfig(theme) };
}

export function paletteOf(theme: Theme): Palette {
  return theme === 'light' ? LIGHT : DARK;
}

/** What the marks of the figures are, by the name that a spec gives them. */
function styles(palette: Palette): NonNullable<Config['style']> {
  return {
    'noise-band': { color: palette.band },
    'noise-edge': { color: palette.line, strokeWidth: 0.75, strokeDash: [2, 2] },
    zero: { color: palette.line, strokeWidth: 1 },
    seed: { color: palette.line, size: 12, opacity: 1 },
    interval: { opacity: 1 },
    cover: { color: palette.background, size: 50, opacity: 1 },
    estimate: { size: 60, opacity: 1 },
    spread: { color: palette.better, strokeWidth: 1.5 },
    mean: { color: palette.better, opacity: 1 },
    label: { color: palette.text, fontSize: NOTE_SIZE, limit: 0 },
    reason: { color: palette.quietText, fontSize: NOTE_SIZE, lineHeight: NOTE_SIZE + 2, limit: 0 },
    leader: { color: palette.line, strokeWidth: 0.75 },
    'baseline-band': { color: palette.line, opacity: 0.25 },
    'baseline-line': { color: palette.line, strokeWidth: 1.5, strokeDash: [4, 2] },
    'trial-band': { color: palette.better, opacity: 0.25 },
    'trial-line': { color: palette.better, strokeWidth: 1.5 },
    'run-completed': { color: palette.better },
    'run-failed': { color: palette.worse, strokeWidth: 1 },
    pause: { color: palette.line, strokeWidth: 0.75, strokeDash: [4, 3] },
    'run-cross': { color: palette.worse, fontSize: NOTE_SIZE, fontWeight: 'bold' },
  };
}
