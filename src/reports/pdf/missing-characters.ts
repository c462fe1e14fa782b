import { loadTypst } from './load-typst.js';

/** The characters of a text that no font at hand can draw, in the order of their code points. */
export async function missingCharacters(text: string): Promise<readonly string[]> {
  const { covered } = await loadTypst();
  const missing = new Set<string>();
  for (const character of text) {
    if (!covered.has(character.codePointAt(0) ?? 0) && !INVISIBLE.test(character)) missing.add(character);
  }
  return [...missing].sort();
}

/** Needs no glyph of its own. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}\s]/u;
