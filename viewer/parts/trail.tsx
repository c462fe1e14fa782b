import type { ReactNode } from 'react';

interface TrailProps {
  readonly steps: readonly { readonly name: string; readonly href: string }[];
}

/** The way back up. */
export function Trail({ steps }: TrailProps): ReactNode {
  return (
    <nav aria-label="Above this page" className="trail">
      <ol>
        {steps.map(({ name, href }) => (
          <li key={href}>
            <a href={href}>{name}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
