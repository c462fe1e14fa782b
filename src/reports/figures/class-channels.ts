import { EFFECT_CLASSES, type EffectClass } from './effect-class.js';
import { NOTE_SIZE, textWidth } from './text-width.js';

/** What was decided is full, what was not is hollow: as rings, so that the key shows them as the plot does. */
const SHAPES: Readonly<Record<EffectClass, string>> = {
  hurts: 'triangle-down',
  helps: 'triangle-up',
  'no effect found': 'M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0ZM-0.6,0A0.6,0.6,0,1,0,0.6,0A0.6,0.6,0,1,0,-0.6,0Z',
  undecided: 'M0,-1.2L1.2,0L0,1.2L-1.2,0ZM0,-0.65L-0.65,0L0,0.65L0.65,0Z',
};

/** The symbol beside a word of the key, and the room between two. */
const SYMBOL_WIDTH = 30;

/** How a figure shows what effects came to: the shape says it without the colour. The key has `room` pixels. */
export function classChannels(present: readonly EffectClass[], room: number) {
  const values = EFFECT_CLASSES.filter((one) => present.includes(one));
  const width = values.reduce((total, word) => total + textWidth(word, NOTE_SIZE) + SYMBOL_WIDTH, 0);
  const legend = {
    title: null,
    orient: 'top' as const,
    direction: 'horizontal' as const,
    columns: width <= room ? values.length : 2,
    values,
  };
  const domain = [...EFFECT_CLASSES];
  const channel = { field: 'effect', type: 'nominal' as const, legend };
  const color = { ...channel, scale: { domain, range: 'category' as const } };
  return {
    // Not in the style of the mark: the symbols of the key would be drawn as thick.
    interval: { color, strokeWidth: { value: 1.5 } },
    estimate: { color, shape: { ...channel, scale: { domain, range: domain.map((one) => SHAPES[one]) } } },
  };
}
