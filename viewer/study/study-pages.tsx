import type { ReactNode } from 'react';
import type { StudyEntry, StudyView } from '../../src/core/study-view.js';
import { useSource, useStudies } from '../data/source-context.js';
import { useAsked, type Asked } from '../data/use-asked.js';
import type { Route } from '../route.js';
import { RunPage } from '../runs/run-page.js';
import { TrialPage } from '../trial/trial-page.js';
import { StudyPage } from './study-page.js';

export type StudyRoute = Exclude<Route, { readonly page: 'home' }>;

/** Everything about one study: it is asked for once, and again when something in it happened. */
export function StudyPages({ route }: { readonly route: StudyRoute }): ReactNode {
  const source = useSource();
  const { connection, entries } = useStudies();
  const entry = entries?.find(({ id }) => id === route.study);
  const metric = 'metric' in route ? route.metric : undefined;
  const isKnown = source.kind === 'file' || entry !== undefined;
  const view = useAsked(JSON.stringify([isKnown, metric]), entry?.revision ?? '', (signal) =>
    isKnown ? source.view(route.study, metric, signal) : new Promise<StudyView>(() => undefined),
  );
  if (entry === undefined && source.kind === 'served') {
    if (connection === 'opening' || entries === undefined) return <p className="quiet page">Looking for the study …</p>;
    return <Missing study={route.study} />;
  }
  if (entry?.state.kind === 'damaged') return <Damaged study={route.study} message={entry.state.message} />;
  return <Answered asked={view} route={route} entry={entry} />;
}

interface AnsweredProps {
  readonly asked: Asked<StudyView>;
  readonly route: StudyRoute;
  readonly entry: StudyEntry | undefined;
}

function Answered({ asked, route, entry }: AnsweredProps): ReactNode {
  switch (asked.state) {
    case 'failed':
      return <Damaged study={route.study} message={asked.message} />;
    case 'waiting':
      return <Reading study={route.study} entry={entry} />;
    case 'answered': {
      const view = asked.answer;
      if (route.page === 'study') return <StudyPage view={view} entry={entry} tab={route.tab} />;
      if (route.page === 'trial') return <TrialPage view={view} entry={entry} trialId={route.trial} />;
      return <RunPage view={view} entry={entry} trialId={route.trial} seed={route.seed} />;
    }
  }
}

/** Thousands of runs take a while: what the list knows already is there at once. */
function Reading({ study, entry }: { readonly study: string; readonly entry: StudyEntry | undefined }): ReactNode {
  return (
    <div className="page" aria-busy="true">
      <h1>{study}</h1>
      <p className="quiet">
        {entry === undefined ? 'Reading …' : `Reading ${entry.endedRuns} ${entry.endedRuns === 1 ? 'run' : 'runs'} …`}
      </p>
    </div>
  );
}

function Missing({ study }: { readonly study: string }): ReactNode {
  return (
    <div className="page">
      <h1>{study}</h1>
      <p>There is no study of this name here. Its folder was moved or removed, or the link is from another place.</p>
    </div>
  );
}

function Damaged({ study, message }: { readonly study: string; readonly message: string }): ReactNode {
  return (
    <div className="page">
      <h1>{study}</h1>
      <p className="banner banner-bad">{message}</p>
    </div>
  );
}
