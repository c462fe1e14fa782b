import type { ReactNode } from 'react';
import type { CutLine } from './changed-part.js';
import { CodeOf, Sign } from './diff-cells.js';
import { markedLines } from './marked-lines.js';
import { pairLines } from './pair-lines.js';
import type { DiffHunk, DiffLine } from './parse-diff.js';

/** Two columns of code: the baseline's, and beside each line what the variant has instead. */
export function SideBySideHunk({ hunk }: { readonly hunk: DiffHunk }): ReactNode {
  const marks = markedLines(hunk);
  return (
    <tbody>
      <tr className="hunk-heading">
        <th colSpan={6} scope="rowgroup">
          {hunk.heading}
        </th>
      </tr>
      {pairLines(hunk.lines).map(({ before, after }, index) => (
        <tr key={index}>
          <Side line={before} side="before" marks={before && marks.get(before)} />
          <Side line={after} side="after" marks={after && marks.get(after)} />
        </tr>
      ))}
    </tbody>
  );
}

interface SideProps {
  readonly line: DiffLine | undefined;
  readonly side: 'before' | 'after';
  readonly marks: CutLine | undefined;
}

function Side({ line, side, marks }: SideProps): ReactNode {
  const kind = line === undefined ? 'line-none' : `line-${line.kind}`;
  return (
    <>
      <td className={`line-number ${kind}`}>{line === undefined ? '' : numberOf(line, side)}</td>
      <Sign kind={line?.kind ?? 'same'} className={kind} />
      <td className={`code ${kind}`}>{line !== undefined && <CodeOf text={line.text} marks={marks} />}</td>
    </>
  );
}

function numberOf(line: DiffLine, side: 'before' | 'after'): number | string {
  if (side === 'before') return 'before' in line ? line.before : '';
  return 'after' in line ? line.after : '';
}
