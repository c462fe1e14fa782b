import type { TopLevelSpec } from 'vega-lite';

export type FigureName = 'effects' | 'metric' | 'curves' | 'size' | 'timeline';

/** One picture of a report, not yet drawn. */
export interface Figure {
  readonly name: FigureName;
  readonly title: string;
  /** What is shown, over how many seeds, which interval, and what the signs mean: for captions and alternative texts. */
  readonly caption: string;
  /** Vega-Lite 6, data inline, without the colours of a theme: those come from its `config`. */
  readonly spec: TopLevelSpec;
}
