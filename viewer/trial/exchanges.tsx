import type { ReactNode } from 'react';
import type { Exchange } from '../../src/core/study-view.js';
import { formatCount } from '../../src/reports/formats/format-confounds.js';
import { formatDollars } from '../../src/reports/formats/format-dollars.js';

/** Calls of a model, each with the whole prompt and the whole reply. */
export function Exchanges({ exchanges }: { readonly exchanges: readonly Exchange[] }): ReactNode {
  return (
    <div className="exchanges">
      {exchanges.map((exchange) => (
        <details key={exchange.name}>
          <summary>
            <span className="exchange-purpose">{exchange.purpose}</span>{' '}
            <span className="quiet">{factsOf(exchange)}</span>
          </summary>
          <h3>Prompt</h3>
          <pre className="code-block" tabIndex={0} aria-label={`Prompt, ${exchange.purpose}`}>
            {exchange.prompt}
          </pre>
          <h3>Reply</h3>
          {exchange.reply === undefined ? (
            <p className="quiet">None came.</p>
          ) : (
            <pre className="code-block" tabIndex={0} aria-label={`Reply, ${exchange.purpose}`}>
              {exchange.reply}
            </pre>
          )}
        </details>
      ))}
    </div>
  );
}

function factsOf({ model, usage, costUsd, name }: Exchange): string {
  const tokens =
    usage === undefined
      ? undefined
      : `${formatCount(usage.inputTokens)} tokens in, ${formatCount(usage.outputTokens)} out`;
  const cost = costUsd === undefined ? undefined : formatDollars(costUsd);
  return [model, tokens, cost, name].filter((fact) => fact !== undefined).join(' · ');
}
