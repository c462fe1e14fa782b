import { loadTypst } from './load-typst.js';

const MAIN = '/main.typ';
const AS_PDF = 1;
const WITH_DIAGNOSTICS = 3;

interface Artifact {
  readonly result?: Uint8Array;
  readonly diagnostics?: readonly Diagnostic[];
}

interface Diagnostic {
  readonly severity: string;
  readonly path: string;
  readonly range: string;
  readonly message: string;
}

/**
 * Typesets a Typst document as PDF. `files` are what its `image`, `read` and `json` may open, by absolute path
 * (`/figures/effects.svg`). The same source and files give the same bytes, unless the document asks for today's date.
 * Throws an Error with what Typst says of a document it cannot set.
 */
export async function compileTypst(source: string, files: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
  const { compiler } = await loadTypst();
  // From here to the end nothing waits: documents that are set at the same time do not see each other's files.
  compiler.map_shadow(MAIN, new TextEncoder().encode(source));
  for (const [path, content] of files) compiler.map_shadow(path, content);
  const world = compiler.snapshot(undefined, MAIN, undefined);
  try {
    const { result, diagnostics } = world.get_artifact(AS_PDF, WITH_DIAGNOSTICS) as Artifact;
    if (result === undefined)
      throw new Error(`Typst cannot set the document: ${(diagnostics ?? []).map(inWords).join('; ')}`);
    return result;
  } finally {
    world.free();
    compiler.reset_shadow();
    compiler.reset();
  }
}

function inWords({ severity, path, range, message }: Diagnostic): string {
  return `${severity} in ${path} at ${range}: ${message}`;
}
