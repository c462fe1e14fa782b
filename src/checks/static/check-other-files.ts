import type { Evidence } from '../../core/verdict.js';

/** A file that is neither an imported source nor configuration, with what tells it from another. */
export interface OtherFile {
  readonly path: string;
  /** Of its bytes. */
  readonly sha256: string;
  /** It lies in a folder that training writes, as earlier runs left it. */
  readonly isOutput: boolean;
}

/** Texts that no script reads; pictures may be data. */
const FOR_PEOPLE =
  /^(?:README|LICENSE|CHANGELOG|CONTRIBUTING|NOTES|TODO|AUTHORS|CITATION)[^/]*$|\.(?:md|rst|ipynb|log)$|^\.[^/]+$|^ablation\.ya?ml$/i;
const LOADED_BY_ITSELF = /(^|\/)(?:sitecustomize|usercustomize|conftest)\.py$|\.pth$/;

/** Data and all else that lies in a project: a variant has the baseline's. */
export function checkOtherFiles(base: readonly OtherFile[], variant: readonly OtherFile[]): Evidence[] {
  const isInput = ({ isOutput }: OtherFile): boolean => !isOutput;
  return [
    ...differencesOf(base.filter(isInput), variant.filter(isInput)),
    ...differencesOf(base, variant)
      .filter(({ place }) => [...base, ...variant].some(({ path, isOutput }) => isOutput && path === place))
      .slice(0, 1)
      .map((evidence): Evidence => ({
        ...evidence,
        severity: 'note',
        message: `${evidence.message}; it was taken for what an earlier run left`,
      })),
  ];
}

function differencesOf(base: readonly OtherFile[], variant: readonly OtherFile[]): Evidence[] {
  const [before, after] = [byPath(base), byPath(variant)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path): Evidence[] => {
    const [was, is] = [before.get(path), after.get(path)];
    if (was === is || FOR_PEOPLE.test(path)) return [];
    if (was === undefined) return [addedFile(path)];
    if (is === undefined)
      return [{ severity: 'suspicious', aspect: 'confinement', message: 'a file is missing', place: path }];
    const what = path.endsWith('.py') ? 'a file that the script does not import' : 'a file that may be data';
    return [{ severity: 'rejected', aspect: 'protected-settings', message: `${what} was changed`, place: path }];
  });
}

function addedFile(path: string): Evidence {
  const message = LOADED_BY_ITSELF.test(path)
    ? 'a new file that Python loads without being asked'
    : 'a new file, which no ablation needs';
  return { severity: 'rejected', aspect: 'forbidden-novelty', message, place: path };
}

function byPath(files: readonly OtherFile[]): Map<string, string> {
  return new Map(files.map(({ path, sha256 }) => [path, sha256]));
}
