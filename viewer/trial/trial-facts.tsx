import type { ReactNode } from 'react';
import type { TrialReport } from '../../src/core/report.js';
import { modelCostInWords } from '../../src/reports/formats/model-cost-in-words.js';
import { printable } from '../../src/reports/formats/printable.js';
import { withCode } from '../parts/with-code.js';

/** Where a variant comes from and what it does. */
export function TrialFacts({ trial }: { readonly trial: TrialReport }): ReactNode {
  const { origin, model, componentIds, arguments: added, notes } = trial;
  return (
    <dl className="facts">
      <Fact name="origin">{printable(origin)}</Fact>
      {model?.cost !== undefined && <Fact name="model">{modelCostInWords(model.cost)}</Fact>}
      <Fact name={componentIds.length === 1 ? 'component' : 'components'}>
        <span className="list-of-code">
          {componentIds.map((id) => (
            <code key={id}>{id}</code>
          ))}
        </span>
      </Fact>
      {added.length > 0 && (
        <Fact name="added arguments">
          <code>{added.join(' ')}</code>
        </Fact>
      )}
      {notes.map((note) => (
        <Fact key={note} name="note">
          {withCode(printable(note))}
        </Fact>
      ))}
    </dl>
  );
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
