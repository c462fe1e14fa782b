import type { ReactNode } from 'react';
import type { StudyEntry, StudyView } from '../../src/core/study-view.js';
import { useTitle } from '../data/use-title.js';
import { ResultsTab } from '../results/results-tab.js';
import type { StudyTab } from '../route.js';
import { RunsTab } from '../runs/runs-tab.js';
import { SetupTab } from './setup-tab.js';
import { StudyHeading } from './study-heading.js';

interface StudyPageProps {
  readonly view: StudyView;
  readonly entry: StudyEntry | undefined;
  readonly tab: StudyTab;
}

/** A study: its table, its runs, or how it was made. */
export function StudyPage({ view, entry, tab }: StudyPageProps): ReactNode {
  useTitle(view.id);
  return (
    <div className="page">
      <StudyHeading view={view} entry={entry} tab={tab} />
      <Tab view={view} entry={entry} tab={tab} />
    </div>
  );
}

function Tab({ view, entry, tab }: StudyPageProps): ReactNode {
  switch (tab) {
    case 'results':
      return <ResultsTab view={view} />;
    case 'runs':
      return <RunsTab view={view} entry={entry} />;
    case 'setup':
      return <SetupTab view={view} />;
  }
}
