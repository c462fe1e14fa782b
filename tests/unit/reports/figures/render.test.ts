import { Resvg } from '@resvg/resvg-js';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../../src/core/report.js';
import { figuresOf } from '../../../../src/reports/figures/index.js';
import { renderPng } from '../../../../src/reports/figures/render-png.js';
import { renderSvg } from '../../../../src/reports/figures/render-svg.js';
import { undrawable } from '../../../../src/reports/figures/undrawable.js';
import { sampleReport } from '../sample-report.js';
import { FOREIGN_NAMES, withTrials } from './hard-reports.js';

const foreign = withTrials(FOREIGN_NAMES.length, (index) => FOREIGN_NAMES[index] ?? '');

describe('SVG', () => {
  test.each([
    ['the sample', sampleReport],
    ['foreign names', foreign],
  ])('%s: every name and reason is in it, as text', async (_, report) => {
    for (const figure of figuresOf(report)) {
      const text = textOf(await renderSvg(figure, 'light'));
      expect(text).not.toMatch(/NaN|undefined|null/u);
      if (figure.name === 'curves' || figure.name === 'size') continue;
      for (const { label } of report.trials.slice(1)) {
        expect(text, figure.name).toContain(label.replace(/\s/gu, '').replace('\uFFFF', '\uFFFD'));
      }
    }
  });

  test('says what it shows, and is the same each time', async () => {
    const figure = firstOf(sampleReport);
    const svg = await renderSvg(figure, 'light');
    expect(svg).toMatch(/^<svg role="img" [^>]*><title>Effects<\/title><desc>Trial minus baseline in accuracy/u);
    expect(svg).toContain('fill="#ffffff"');
    expect(await renderSvg(figure, 'light')).toBe(svg);
    expect(await renderSvg(figure, 'dark')).toContain('fill="#14171a"');
  });
});

describe('PNG', () => {
  test.each([
    ['the sample', figuresOf(sampleReport)],
    ['foreign names', figuresOf(foreign).slice(0, 1)],
  ])('%s: text is drawn, and nothing is cut off at the edge', async (_, drawn) => {
    for (const figure of drawn) {
      const svg = await renderSvg(figure, 'light');
      const whole = pixelsOf(await renderPng(svg));
      const withoutText = pixelsOf(await renderPng(svg.replaceAll(/<text.*?<\/text>/gsu, '')));
      const words = svg.match(/<text/gu)?.length ?? 0;
      // At 33 pixels to the em, a word that is drawn changes far more than a hundred of them.
      expect(differing(whole, withoutText), figure.name).toBeGreaterThan(100 * words);
      expect(inkAtEdge(whole, 6), figure.name).toBe(0);
    }
  });

  test('the same bytes each time', async () => {
    const svg = await renderSvg(firstOf(sampleReport), 'dark');
    expect(Buffer.from(await renderPng(svg)).equals(await renderPng(svg))).toBe(true);
  });

  test('what no font has is known before anybody looks', async () => {
    const svg = (text: string) => `<svg xmlns="http://www.w3.org/2000/svg"><text>${text}</text></svg>`;
    expect(await undrawable(svg('− conv2 †‡°¶§ Δ→ Ωμέγα Обучение שלום طبقة é ë̈'), 'own-fonts')).toEqual([]);
    expect(await undrawable(svg('注意 of \u0378 and 注'), 'own-fonts')).toEqual(['注', '意', '\u0378']);
    // A character that does not exist: no machine has a font for it.
    expect(await undrawable(svg('\u0378'), 'every-font')).toEqual(['\u0378']);
    expect(await undrawable('<svg xmlns="http://www.w3.org/2000/svg"><desc>\u0378</desc></svg>', 'own-fonts')).toEqual(
      [],
    );
  });
});

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
}

/** What reads a PNG here is what draws one: as a picture in an SVG. */
function pixelsOf(png: Uint8Array): Pixels {
  const header = Buffer.from(png);
  const [width, height] = [header.readUInt32BE(16), header.readUInt32BE(20)];
  const image = `<image width="${width}" height="${height}" href="data:image/png;base64,${header.toString('base64')}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${image}</svg>`;
  return { width, height, bytes: new Resvg(svg, { font: { loadSystemFonts: false } }).render().pixels };
}

function differing(a: Pixels, b: Pixels): number {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  let count = 0;
  for (let at = 0; at < a.bytes.length; at += 4) if (a.bytes[at] !== b.bytes[at]) count++;
  return count;
}

function inkAtEdge({ width, height, bytes }: Pixels, edge: number): number {
  let count = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isEdge = x < edge || y < edge || x >= width - edge || y >= height - edge;
      if (isEdge && bytes[4 * (y * width + x)] !== 255) count++;
    }
  }
  return count;
}

function textOf(svg: string): string {
  return svg
    .replaceAll(/<(title|desc)>.*?<\/\1>/gsu, '')
    .replaceAll(/<[^>]*>/gu, '')
    .replaceAll(/\s/gu, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function firstOf(report: Report) {
  const [figure] = figuresOf(report);
  if (figure === undefined) throw new Error('no figure');
  return figure;
}
