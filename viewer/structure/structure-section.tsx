import { useState, type ReactNode } from 'react';
import type { Structure, StructurePart, StructureRow, StructureTree } from '../../src/core/study-view.js';
import { formatCount } from '../../src/reports/formats/format-confounds.js';
import { printable } from '../../src/reports/formats/printable.js';
import { foldEqualRows, type FoldedRow } from './fold-rows.js';

/** More parts than these are folded at first where they are equal. */
const MOST_UNFOLDED = 30;

/** The models of baseline and variant side by side, as their first steps showed them. */
export function StructureSection({ structure }: { readonly structure: Structure }): ReactNode {
  return (
    <section aria-labelledby="structure-heading">
      <h2 id="structure-heading">What ran</h2>
      {structure.kind === 'not-seen' ? (
        <p className="quiet">Not shown: {structure.reason}.</p>
      ) : (
        structure.models.map((tree, index) => <Tree key={`${tree.title} ${index}`} tree={tree} />)
      )}
    </section>
  );
}

function Tree({ tree }: { readonly tree: StructureTree }): ReactNode {
  const isLong = tree.rows.length > MOST_UNFOLDED;
  const [isFolded, setFolded] = useState(isLong);
  const rows = isFolded ? foldEqualRows(tree.rows) : tree.rows.map((row): FoldedRow => ({ kind: 'row', row }));
  const counts = tree.rows.some(({ before, after }) => (before ?? after)?.parameters !== undefined);
  return (
    <>
      <div className="table-box" role="region" aria-label={`Parts of ${tree.title}`} tabIndex={0}>
        <table className="structure">
          <caption>{printable(tree.title)}</caption>
          <thead>
            <tr>
              <th scope="col">part</th>
              <th scope="col">baseline</th>
              {counts && (
                <th scope="col" className="number">
                  parameters
                </th>
              )}
              <th scope="col">this variant</th>
              {counts && (
                <th scope="col" className="number">
                  parameters
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((folded, index) =>
              folded.kind === 'fold' ? (
                <tr key={index} className="fold">
                  <td colSpan={counts ? 5 : 3} style={{ paddingInlineStart: `${indent(folded.depth)}rem` }}>
                    … {folded.count} equal parts
                  </td>
                </tr>
              ) : (
                <PartRow key={index} row={folded.row} counts={counts} />
              ),
            )}
          </tbody>
        </table>
      </div>
      {isLong && (
        <button
          type="button"
          className="quiet-button"
          onClick={() => {
            setFolded(!isFolded);
          }}
        >
          {isFolded ? `Show all ${tree.rows.length} parts` : 'Fold the equal parts'}
        </button>
      )}
    </>
  );
}

const SIGNS: Readonly<Record<StructureRow['change'], string>> = { same: '', changed: '≠', gone: '−', added: '+' };

function PartRow({ row, counts }: { readonly row: StructureRow; readonly counts: boolean }): ReactNode {
  const { depth, name, change, before, after } = row;
  return (
    <tr className={`part-${change}`}>
      <th scope="row" style={{ paddingInlineStart: `${indent(depth)}rem` }}>
        <span className="part-sign" aria-hidden="true">
          {SIGNS[change]}
        </span>
        {change !== 'same' && <span className="visually-hidden">{change}: </span>}
        {printable(name)}
      </th>
      <Part part={before} counts={counts} />
      <Part part={after} like={change === 'same' ? before : undefined} counts={counts} />
    </tr>
  );
}

interface PartProps {
  readonly part: StructurePart | undefined;
  /** The baseline's, where this one is the same: repeated, it would hide what is not. */
  readonly like?: StructurePart | undefined;
  readonly counts: boolean;
}

function Part({ part, like, counts }: PartProps): ReactNode {
  return (
    <>
      <td>
        {part === undefined ? (
          <span className="quiet">none</span>
        ) : like === undefined ? (
          <code>{printable(part.what)}</code>
        ) : (
          <span className="quiet">the same</span>
        )}
      </td>
      {counts && <td className="number">{part?.parameters === undefined ? '' : formatCount(part.parameters)}</td>}
    </>
  );
}

function indent(depth: number): number {
  return 0.75 + Math.min(depth, 12) * 0.9;
}
