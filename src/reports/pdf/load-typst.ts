import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { TypstCompiler } from '@myriaddreamin/typst-ts-web-compiler';
import { fontPaths } from '../fonts.js';
import { coveredCodePoints } from './covered-code-points.js';

/** The Typst compiler with the fonts that come along. */
export interface Typst {
  readonly compiler: TypstCompiler;
  /** Code points that at least one of the fonts can draw. */
  readonly covered: ReadonlySet<number>;
}

let loading: Promise<Typst> | undefined;

/**
 * Typst as WebAssembly, loaded once in a process. It sees the files it is given and nothing else: no disk, no network,
 * no packages, no fonts of the machine.
 */
export async function loadTypst(): Promise<Typst> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Typst> {
  const typst = await import('@myriaddreamin/typst-ts-web-compiler');
  const wasm = createRequire(import.meta.url).resolve('@myriaddreamin/typst-ts-web-compiler/wasm');
  await typst.default({ module_or_path: await readFile(wasm) });
  const builder = new typst.TypstCompilerBuilder();
  builder.set_dummy_access_model();
  const inspector = new typst.TypstFontResolverBuilder();
  const covered = new Set<number>();
  for (const path of fontPaths()) {
    // A Buffer is silently not taken for a font.
    const font = new Uint8Array(await readFile(path));
    await builder.add_raw_font(font);
    for (const codePoint of coveredCodePoints(inspector.get_font_info(font))) covered.add(codePoint);
  }
  inspector.free();
  return { compiler: await builder.build(), covered };
}
