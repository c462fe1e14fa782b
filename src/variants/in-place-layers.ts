import type { Node } from '../source/python-parser.js';

const IN_PLACE = /inplace\s*=\s*True|(^|[\s.])ReLU6?\(True\)/;
// Measured on torch 1.13: the backward pass of these reads their output, and refuses where it was overwritten since.
const SAVES_OUTPUT = /(^|[\s.])(ReLU|Sigmoid|Tanh|Softmax|LogSoftmax)\(/;

/**
 * What a layer that works in place would overwrite if the layers in `deleted` (ids) left their container: the
 * container's input, which others may hold, or the output that an earlier layer keeps for its gradient.
 */
export function overwrittenWithout(layers: readonly Node[], deleted: ReadonlySet<number>): string | undefined {
  const kept = layers.filter((layer) => !deleted.has(layer.id));
  for (const [index, layer] of kept.entries()) {
    if (!IN_PLACE.test(layer.text)) continue;
    const before = kept[index - 1];
    const position = layers.findIndex(({ id }) => id === layer.id);
    if (layers[position - 1]?.id === before?.id) continue;
    if (before === undefined) {
      return `without it, \`${layer.text}\` would overwrite the input in place, which may still be needed elsewhere`;
    }
    if (SAVES_OUTPUT.test(before.text) || IN_PLACE.test(before.text)) {
      return `without it, \`${layer.text}\` would overwrite in place what the gradient of \`${before.text}\` needs`;
    }
  }
  return undefined;
}
