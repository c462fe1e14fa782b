import type { ModuleAlignment } from './align-modules.js';
import { isContainer, keepsShapeByClass } from './module-classes.js';
import type { ModuleNode } from './module-tree.js';
import { shapeText } from './tensor-shapes.js';

/**
 * Whether a module gives the shape that it is given, in both runs, and that shape changed: a norm, an
 * attention, a block around a residual. Its own sizes and those inside it then follow from its input,
 * outputs included. A layer with a size of its own for what it gives (a convolution, a linear layer) or a
 * chain of such carries nothing on, nor does a root: its output is the model's.
 */
export function carriesWidthOn(node: ModuleNode, { counterpart }: ModuleAlignment): boolean {
  const now = counterpart.get(node);
  if (now === undefined || node.parent === undefined) return keepsShapeByClass(node);
  const isBlock = node.children.length > 0 && !isContainer(node);
  if (!isBlock && !keepsShapeByClass(node)) return false;
  const [given, givenNow] = [shapeText(node.print.input), shapeText(now.print.input)];
  if (given === undefined || givenNow === undefined) return false;
  const keeps = given === shapeText(node.print.output) && givenNow === shapeText(now.print.output);
  return keeps && given !== givenNow;
}
