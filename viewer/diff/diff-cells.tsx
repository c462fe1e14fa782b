import type { ReactNode } from 'react';
import type { CutLine } from './changed-part.js';
import type { DiffLine } from './parse-diff.js';

/** `+` or `−`, and the word for who hears it. */
export function Sign({
  kind,
  className = '',
}: {
  readonly kind: DiffLine['kind'];
  readonly className?: string;
}): ReactNode {
  return (
    <td className={`line-sign ${className}`}>
      {kind === 'removed' && <Signed sign="−" word="removed" />}
      {kind === 'added' && <Signed sign="+" word="added" />}
    </td>
  );
}

function Signed({ sign, word }: { readonly sign: string; readonly word: string }): ReactNode {
  return (
    <>
      <span aria-hidden="true">{sign}</span>
      <span className="visually-hidden">{word}</span>
    </>
  );
}

/** A line of code; where it is like the one that took its place, what differs is marked. */
export function CodeOf({ text, marks }: { readonly text: string; readonly marks: CutLine | undefined }): ReactNode {
  if (marks === undefined) return <code>{text}</code>;
  return (
    <code>
      {marks.start}
      <span className="changed">{marks.changed}</span>
      {marks.end}
    </code>
  );
}
