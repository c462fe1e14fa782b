import type { FitPrint, OtherModelPrint } from '../core/fingerprint.js';
import type { StructurePart, StructureRow, StructureTree } from '../core/study-view.js';

/** Cross-validation fits the same thing over and over: more than these say nothing new. */
const MOST_FITS = 10;

/** Estimators of scikit-learn, fit by fit: their steps, transformers and members by path. */
export function fitTrees(baseline: readonly FitPrint[], variant: readonly FitPrint[]): StructureTree[] {
  const length = Math.min(Math.max(baseline.length, variant.length), MOST_FITS);
  return Array.from({ length }, (_, index) => {
    const [before, after] = [baseline[index], variant[index]];
    const either = before ?? after;
    return {
      title: `${either?.type ?? ''} fitted at ${either?.place ?? ''}`,
      rows: [
        rootRow(either?.type ?? '', before && fitPart(before), after && fitPart(after)),
        ...namedRows(before?.estimators ?? {}, after?.estimators ?? {}),
      ],
    };
  });
}

/** Models of Keras and parameter trees of JAX: their layers by name. */
export function otherTrees(baseline: readonly OtherModelPrint[], variant: readonly OtherModelPrint[]): StructureTree[] {
  return Array.from({ length: Math.max(baseline.length, variant.length) }, (_, index) => {
    const [before, after] = [baseline[index], variant[index]];
    const type = (before ?? after)?.type ?? '';
    return {
      title: type,
      rows: [
        rootRow(type, before && otherPart(before), after && otherPart(after)),
        ...namedRows(before?.layers ?? {}, after?.layers ?? {}),
      ],
    };
  });
}

function rootRow(name: string, before: StructurePart | undefined, after: StructurePart | undefined): StructureRow {
  return rowOf(0, name, before, after);
}

function namedRows(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): StructureRow[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.map((name) => rowOf(1, name, part(before[name]), part(after[name])));
}

function rowOf(
  depth: number,
  name: string,
  before: StructurePart | undefined,
  after: StructurePart | undefined,
): StructureRow {
  const both = { ...(before && { before }), ...(after && { after }) };
  if (after === undefined) return { depth, name, change: 'gone', ...both };
  if (before === undefined) return { depth, name, change: 'added', ...both };
  return { depth, name, change: before.what === after.what ? 'same' : 'changed', ...both };
}

function part(what: string | undefined): StructurePart | undefined {
  return what === undefined ? undefined : { what };
}

function fitPart({ type, shape }: FitPrint): StructurePart {
  return { what: `${type} on ${shape.join(' × ')}` };
}

function otherPart({ type, parameters }: OtherModelPrint): StructurePart {
  return { what: type, parameters };
}
