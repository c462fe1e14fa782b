import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as z from 'zod';

import { failure, success, type Result } from '../../core/result.js';

/** What a Python says of itself and of the modules it was asked for. */
export interface Inspection {
  readonly executable: string;
  readonly version: string;
  readonly missing: readonly string[];
  readonly origins: Readonly<Record<string, string>>;
  readonly packages: Readonly<Record<string, string>>;
  /** The modules asked for that come with Python. */
  readonly standard: readonly string[];
}

const TIME_LIMIT_MS = 30_000;

/**
 * Runs under any Python from 2.7 on, so that an old one can say how old it is. Nothing is imported of what
 * is asked for. The current folder must not count: a data folder called `datasets` is not the package.
 */
const INSPECTION_CODE = `
import json, os, sys
sys.path[:] = [entry for entry in sys.path if entry]
result = {"executable": sys.executable, "version": "%d.%d.%d" % sys.version_info[:3],
          "missing": [], "origins": {}, "packages": {}, "standard": []}
if sys.version_info >= (3, 8):
    from importlib.util import find_spec
    names = getattr(sys, "stdlib_module_names", sys.builtin_module_names)
    library = os.path.dirname(os.__file__)
    library_folders = (library, os.path.join(library, "lib-dynload"))
    def comes_with_python(name, spec):
        home = os.path.dirname(spec.origin or "")
        home = os.path.dirname(home) if spec.submodule_search_locations else home
        return name in names or home in library_folders
    for name in sys.argv[1:]:
        try:
            spec = find_spec(name)
        except (ImportError, ValueError, AttributeError):
            spec = None
        if spec is None:
            result["missing"].append(name)
            continue
        if comes_with_python(name, spec):
            result["standard"].append(name)
        if spec.has_location and spec.origin:
            result["origins"][name] = spec.origin
    import importlib.metadata as metadata
    distributions = {"sklearn": "scikit-learn", "skimage": "scikit-image", "PIL": "Pillow", "cv2": "opencv-python",
                     "yaml": "PyYAML", "bs4": "beautifulsoup4", "dateutil": "python-dateutil",
                     "pytorch_lightning": "pytorch-lightning", "hydra": "hydra-core", "umap": "umap-learn"}
    for name in result["origins"]:
        try:
            result["packages"][name] = metadata.version(distributions.get(name, name))
        except Exception:
            pass
print("\\n" + json.dumps(result))
`;

const inspectionSchema = z.object({
  executable: z.string(),
  version: z.string(),
  missing: z.array(z.string()),
  origins: z.record(z.string(), z.string()),
  packages: z.record(z.string(), z.string()),
  standard: z.array(z.string()),
});

/**
 * Asks an interpreter, in one process, who it is and which modules it can find. The failure is the last
 * line that the command said.
 */
export async function inspectInterpreter(
  command: readonly string[],
  modules: readonly string[],
  place: { readonly directory: string; readonly environment: Readonly<Record<string, string | undefined>> },
): Promise<Result<Inspection, string>> {
  const [executable = 'python3', ...leading] = command;
  try {
    const { stdout } = await promisify(execFile)(executable, [...leading, '-c', INSPECTION_CODE, ...modules], {
      cwd: place.directory,
      env: place.environment,
      timeout: TIME_LIMIT_MS,
    });
    return success(inspectionSchema.parse(JSON.parse(lastLine(stdout))));
  } catch (error) {
    return failure(whyItFailed(error));
  }
}

function whyItFailed(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'no such program';
  if ('code' in error && error.code === 'EACCES') return 'not executable';
  if ('killed' in error && error.killed === true) return `no answer within ${TIME_LIMIT_MS / 1000} s`;
  const said = 'stderr' in error && typeof error.stderr === 'string' ? lastLine(error.stderr) : '';
  return said === '' ? lastLine(error.message) : said;
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)?.trim() ?? '';
}
