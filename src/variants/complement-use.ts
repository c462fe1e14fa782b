import type { Use } from '../source/name-uses.js';
import { placeOf } from './statement-of.js';

/**
 * Where a number is used together with its complement, `(1 - beta) * average + beta * new`, or kept as a share,
 * `random() < rate`: zero and one do not switch it off there but freeze or empty what it mixes.
 */
export function placeOfMixing(uses: readonly Use[]): string | undefined {
  const mixing = uses.find(({ node }) => {
    const { parent } = node;
    if (parent?.type === 'comparison_operator')
      return /<\s*\S+$/.test(parent.text) && /rand|uniform/i.test(parent.text);
    if (parent?.type !== 'binary_operator' || parent.childForFieldName('operator')?.text !== '-') return false;
    const isComplement = /^1(?:\.0*)?$/.test(parent.childForFieldName('left')?.text ?? '');
    return isComplement && parent.childForFieldName('right')?.id === node.id;
  });
  return mixing === undefined ? undefined : placeOf(mixing.file, mixing.node);
}
