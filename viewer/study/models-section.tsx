import type { ReactNode } from 'react';
import type { StudyView } from '../../src/core/study-view.js';
import { useSource } from '../data/source-context.js';
import { useAsked } from '../data/use-asked.js';
import { Section } from '../parts/section.js';
import { Exchanges } from '../trial/exchanges.js';

/** Calls of models that belong to no row of the table: readings of hints, and components none could remove. */
export function ModelsSection({ view }: { readonly view: StudyView }): ReactNode {
  const source = useSource();
  const asked = useAsked(view.id, view.revision, (signal) => source.otherExchanges(view.id, signal));
  if (asked.state !== 'answered' || asked.answer.length === 0) return null;
  return (
    <Section id="exchanges" heading="Exchanges with models that belong to no trial">
      <Exchanges exchanges={asked.answer} />
    </Section>
  );
}
