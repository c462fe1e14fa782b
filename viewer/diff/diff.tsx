import { useMemo, useState, type ReactNode } from 'react';
import { InlineHunk } from './inline-hunk.js';
import { parseDiff, type DiffFile } from './parse-diff.js';
import { SideBySideHunk } from './side-by-side-hunk.js';

const LAYOUTS = ['side by side', 'inline'] as const;
type DiffLayout = (typeof LAYOUTS)[number];

/** Narrower than this, two columns of code are two columns of scraps. */
const WIDE = '(min-width: 1100px)';

/** What a variant changes in the user's files. */
export function Diff({ diff }: { readonly diff: string }): ReactNode {
  const files = useMemo(() => parseDiff(diff), [diff]);
  const [layout, setLayout] = useState<DiffLayout>(() => (matchMedia(WIDE).matches ? 'side by side' : 'inline'));
  return (
    <div className="diff">
      <fieldset className="choice">
        <legend className="visually-hidden">Layout of the diff</legend>
        {LAYOUTS.map((name) => (
          <label key={name}>
            <input
              type="radio"
              name="diff-layout"
              checked={name === layout}
              onChange={() => {
                setLayout(name);
              }}
            />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      {files.map((file) => (
        <FileDiff key={file.name} file={file} layout={layout} />
      ))}
    </div>
  );
}

function FileDiff({ file, layout }: { readonly file: DiffFile; readonly layout: DiffLayout }): ReactNode {
  const Hunk = layout === 'inline' ? InlineHunk : SideBySideHunk;
  return (
    <div className="table-box diff-file" role="region" aria-label={`Changes of ${file.name}`} tabIndex={0}>
      <table className={layout === 'inline' ? 'diff-inline' : 'diff-side-by-side'}>
        <caption>{file.name}</caption>
        {layout === 'inline' ? <InlineColumns /> : <SideBySideColumns />}
        {file.hunks.map((hunk) => (
          <Hunk key={hunk.heading} hunk={hunk} />
        ))}
      </table>
    </div>
  );
}

function InlineColumns(): ReactNode {
  return (
    <colgroup>
      <col className="column-number" />
      <col className="column-number" />
      <col className="column-sign" />
      <col />
    </colgroup>
  );
}

function SideBySideColumns(): ReactNode {
  return (
    <colgroup>
      <col className="column-number" />
      <col className="column-sign" />
      <col />
      <col className="column-number" />
      <col className="column-sign" />
      <col />
    </colgroup>
  );
}
