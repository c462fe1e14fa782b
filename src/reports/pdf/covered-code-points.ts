/** What Typst tells of a font file: how long the runs of code points are that it lacks and has, in turn. */
interface FontInfo {
  readonly info: readonly { readonly coverage: readonly number[] }[];
}

/** The code points that the faces of a font file can draw. */
export function* coveredCodePoints(fontInfo: unknown): Generator<number> {
  for (const { coverage } of (fontInfo as FontInfo).info) {
    let codePoint = 0;
    for (const [index, length] of coverage.entries()) {
      const isRunOfGlyphs = index % 2 === 1;
      for (let offset = 0; isRunOfGlyphs && offset < length; offset++) yield codePoint + offset;
      codePoint += length;
    }
  }
}
