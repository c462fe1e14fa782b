import type { ReactNode } from 'react';
import { useStudies } from '../data/source-context.js';

/** Shown while there is nothing to show. */
export function HomePage(): ReactNode {
  const { entries } = useStudies();
  if (entries === undefined) return <p className="quiet page">Looking for studies …</p>;
  return (
    <div className="page">
      <h1>No study here yet</h1>
      <p>It appears as soon as one starts:</p>
      <pre className="code-block">ablationmage run train.py</pre>
    </div>
  );
}
