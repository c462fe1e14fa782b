import type { ReactNode } from 'react';
import type { StudyView } from '../../src/core/study-view.js';
import { useSource } from '../data/source-context.js';
import { useAsked } from '../data/use-asked.js';
import { StructureSection } from '../structure/structure-section.js';
import { Exchanges } from './exchanges.js';

/** What only the study's folder has: the models before and after, and what was said to and by a language model. */
export function TrialEvidenceSections({
  view,
  trialId,
}: {
  readonly view: StudyView;
  readonly trialId: string;
}): ReactNode {
  const source = useSource();
  const asked = useAsked(`${view.id}/${trialId}`, view.revision, (signal) => source.trial(view.id, trialId, signal));
  if (asked.state === 'waiting') return <p className="quiet evidence-waiting">Reading what its first steps showed …</p>;
  if (asked.state === 'failed') return <p className="banner banner-bad">{asked.message}</p>;
  const evidence = asked.answer;
  if (evidence === undefined) return null;
  return (
    <>
      <StructureSection structure={evidence.structure} />
      {evidence.exchanges.length > 0 && (
        <section aria-labelledby="exchanges-heading">
          <h2 id="exchanges-heading">Exchange with the model</h2>
          <Exchanges exchanges={evidence.exchanges} />
        </section>
      )}
    </>
  );
}
