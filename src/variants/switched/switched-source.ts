import { parsePython } from '../../source/python-parser.js';
import { mergeBlocks } from './merge-blocks.js';
import { replaced } from './replacement.js';
import type { SwitchName } from './switch-test.js';

/**
 * One Python text that is each of several versions of a file, by the value of a variable: as it was where the
 * variable names none of them. Each switch stands around the smallest statement, or in a container around an element.
 * `versions` are whole texts by trial. The parser has to be loaded.
 */
export function switchedSource(text: string, versions: ReadonlyMap<string, string>, name: SwitchName): string {
  const original = parsePython(text);
  const trees = [...versions].map(
    ([trial, version]) => [trial, { tree: parsePython(version), text: version }] as const,
  );
  const nodes = new Map(trees.map(([trial, version]) => [trial, { node: version.tree.rootNode, text: version.text }]));
  const replacements = mergeBlocks({ node: original.rootNode, text }, nodes, name);
  const merged = replaced(text, 0, text.length, replacements);
  original.delete();
  for (const [, { tree }] of trees) tree.delete();
  return merged;
}
