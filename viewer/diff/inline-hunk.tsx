import type { ReactNode } from 'react';
import type { DiffHunk, DiffLine } from './parse-diff.js';
import { CodeOf, Sign } from './diff-cells.js';
import { markedLines } from './marked-lines.js';

/** One column of code: what was removed, then what came in its place. */
export function InlineHunk({ hunk }: { readonly hunk: DiffHunk }): ReactNode {
  const marks = markedLines(hunk);
  return (
    <tbody>
      <tr className="hunk-heading">
        <th colSpan={4} scope="rowgroup">
          {hunk.heading}
        </th>
      </tr>
      {hunk.lines.map((line, index) => (
        <tr key={index} className={`line-${line.kind}`}>
          <td className="line-number">{'before' in line ? line.before : ''}</td>
          <td className="line-number">{'after' in line ? line.after : ''}</td>
          <Sign kind={line.kind} />
          <td className="code">
            <CodeOf text={line.text} marks={marks.get(line satisfies DiffLine)} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}
