/** The colours of a theme, as `#rrggbb`. Those of effects are from Okabe and Ito: told apart by all kinds of eyes. */
export interface Palette {
  readonly background: string;
  readonly text: string;
  /** Of words beside the numbers: reasons, axis labels. */
  readonly quietText: string;
  /** Axes, the baseline, seeds. */
  readonly line: string;
  /** Of a band under other marks; its edges are drawn in `line`. */
  readonly band: string;
  /** What hurts or failed; what helps or went well; what is neither. */
  readonly worse: string;
  readonly better: string;
  readonly neutral: string;
}

export const LIGHT: Palette = {
  background: '#ffffff',
  text: '#1a1a1a',
  quietText: '#4d4d4d',
  line: '#7a7a7a',
  band: '#e6e6e6',
  worse: '#d55e00',
  better: '#0072b2',
  neutral: '#5c5c5c',
};

export const DARK: Palette = {
  background: '#14171a',
  text: '#ececec',
  quietText: '#bdbdbd',
  line: '#8f8f8f',
  band: '#2f3439',
  worse: '#e69f00',
  better: '#56b4e9',
  neutral: '#b3b3b3',
};
