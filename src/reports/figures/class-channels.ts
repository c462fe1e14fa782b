import { EFFECT_CLASSES, type EffectClass } from './effect-class.js';

const SHAPES = ['triangle-down', 'triangle-up', 'circle', 'diamond'];
/** What was decided is filled. */
const FILLS = [1, 1, 0, 0];

/** How a figure shows what effects came to: shape and filling say it without colour. */
export function classChannels(present: readonly EffectClass[]) {
  const legend = present.every((one) => one === 'undecided')
    ? null
    : ({
        title: null,
        orient: 'top',
        direction: 'horizontal',
        columns: 4,
        values: EFFECT_CLASSES.filter((one) => present.includes(one)),
      } as const);
  const channel = { field: 'effect', type: 'nominal', sort: [...EFFECT_CLASSES] } as const;
  const domain = [...EFFECT_CLASSES];
  const colour = { ...channel, scale: { domain, range: 'category' }, legend } as const;
  const shape = { ...channel, scale: { domain, range: SHAPES }, legend } as const;
  return {
    line: { stroke: colour },
    shape: { shape: shape },
    point: {
      stroke: colour,
      fill: colour,
      fillOpacity: { ...channel, scale: { domain, range: FILLS }, legend },
      shape,
    },
  } as const;
}
