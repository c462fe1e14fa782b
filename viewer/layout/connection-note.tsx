import type { ReactNode } from 'react';
import type { StudiesState } from '../data/data-source.js';
import { withCode } from '../parts/with-code.js';

/** Says when what is shown is no longer kept up to date. */
export function ConnectionNote({ connection }: { readonly connection: StudiesState['connection'] }): ReactNode {
  const words = wordsOf(connection);
  return (
    <div role="status" className="connection">
      {words !== undefined && <p className="banner banner-warning">{withCode(words)}</p>}
    </div>
  );
}

function wordsOf(connection: StudiesState['connection']): string | undefined {
  switch (connection) {
    case 'stopped':
      return 'The viewer was stopped: this page stays as it is. Start it again with `ablationmage view`.';
    case 'lost':
      return 'The viewer does not answer; this page shows what it last said, and tries again.';
    case 'opening':
    case 'open':
    case 'none-needed':
      return undefined;
  }
}
