import { unreachable } from '../../core/unreachable.js';
import type { Evidence } from '../../core/verdict.js';

/** A file that is neither an imported source nor configuration, and that two projects do not share. */
export interface FileDifference {
  readonly path: string;
  readonly kind: 'added' | 'missing' | 'changed';
  /** It lies in a folder that training writes, as earlier runs left it. */
  readonly isOutput: boolean;
}

/** Texts that no script reads; pictures may be data. */
const FOR_PEOPLE =
  /^(?:README|LICENSE|CHANGELOG|CONTRIBUTING|NOTES|TODO|AUTHORS|CITATION)[^/]*$|\.(?:md|rst|ipynb|log)$|^\.[^/]+$|^ablation\.ya?ml$/i;
const LOADED_BY_ITSELF = /(^|\/)(?:sitecustomize|usercustomize|conftest)\.py$|\.pth$/;

/** Data and all else that lies in a project: a variant has the baseline's. */
export function checkOtherFiles(differences: readonly FileDifference[]): Evidence[] {
  const relevant = differences.filter(({ path }) => !FOR_PEOPLE.test(path));
  const [output] = relevant.filter(({ isOutput }) => isOutput);
  const left = output === undefined ? [] : [about('note', output, 'the folders differ in what earlier runs left')];
  return [...relevant.filter(({ isOutput }) => !isOutput).map(judge), ...left];
}

function judge(difference: FileDifference): Evidence {
  switch (difference.kind) {
    case 'added':
      return LOADED_BY_ITSELF.test(difference.path)
        ? about('rejected', difference, 'a new file that Python loads without being asked')
        : about('rejected', difference, 'a new file, which no ablation needs');
    case 'missing':
      return about('suspicious', difference, 'a file is missing');
    case 'changed':
      return difference.path.endsWith('.py')
        ? about('rejected', difference, 'a file that the script does not import was changed')
        : about('rejected', difference, 'a file that may be data was changed');
    default:
      return unreachable(difference.kind);
  }
}

function about(severity: Evidence['severity'], { kind, path }: FileDifference, message: string): Evidence {
  const aspect = kind === 'added' ? 'forbidden-novelty' : kind === 'missing' ? 'confinement' : 'protected-settings';
  return { severity, aspect, message, place: path };
}
