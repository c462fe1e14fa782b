import type { ResvgRenderOptions } from '@resvg/resvg-js';
import { fontPaths, SANS } from '../fonts.js';

/** The fonts that come along draw the same picture on every machine; those of this machine know more characters. */
export type FontSource = 'own-fonts' | 'every-font';

export function fontOptions(source: FontSource): NonNullable<ResvgRenderOptions['font']> {
  return { loadSystemFonts: source === 'every-font', fontFiles: fontPaths(), defaultFontFamily: SANS };
}
