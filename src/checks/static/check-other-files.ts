import type { Evidence } from '../../core/verdict.js';

/** A file that is neither an imported source nor configuration, with what tells it from another. */
export interface OtherFile {
  readonly path: string;
  /** Of its bytes. */
  readonly sha256: string;
}

const FOR_PEOPLE =
  /(^|\/)(?:README|LICENSE|CHANGELOG|CONTRIBUTING|NOTES|TODO|AUTHORS|CITATION)[^/]*$|\.(?:md|rst|png|jpe?g|svg|pdf|ipynb)$|(^|\/)\.[^/]+$|(^|\/)ablation\.ya?ml$/i;
const LOADED_BY_ITSELF = /(^|\/)(?:sitecustomize|usercustomize|conftest)\.py$|\.pth$/;

/** Data and all else that lies in a project: a variant has the baseline's. */
export function checkOtherFiles(base: readonly OtherFile[], variant: readonly OtherFile[]): Evidence[] {
  const [before, after] = [byPath(base), byPath(variant)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path): Evidence[] => {
    const [was, is] = [before.get(path), after.get(path)];
    if (was === is || FOR_PEOPLE.test(path)) return [];
    if (was === undefined) return [addedFile(path)];
    if (is === undefined)
      return [{ severity: 'suspicious', aspect: 'confinement', message: `${path} is missing`, place: path }];
    const what = path.endsWith('.py') ? 'a file that the script does not import' : 'a file that may be data';
    return [
      { severity: 'rejected', aspect: 'protected-settings', message: `${path} was changed, ${what}`, place: path },
    ];
  });
}

function addedFile(path: string): Evidence {
  const message = LOADED_BY_ITSELF.test(path)
    ? `${path} is new, and Python loads it without being asked`
    : `${path} is new, and no ablation needs another file`;
  return { severity: 'rejected', aspect: 'forbidden-novelty', message, place: path };
}

function byPath(files: readonly OtherFile[]): Map<string, string> {
  return new Map(files.map(({ path, sha256 }) => [path, sha256]));
}
