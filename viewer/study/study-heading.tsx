import type { ReactNode } from 'react';
import type { Report } from '../../src/core/report.js';
import type { StudyEntry, StudyView } from '../../src/core/study-view.js';
import { formatDuration } from '../../src/reports/formats/format-duration.js';
import { progressInWords } from '../layout/entry-in-words.js';
import { StateMark } from '../parts/state-mark.js';
import { hrefOf, STUDY_TABS, type StudyTab } from '../route.js';
import { RunningNow } from './running-now.js';

interface StudyHeadingProps {
  readonly view: StudyView;
  readonly entry: StudyEntry | undefined;
  readonly tab: StudyTab;
}

/** Which study, what it runs, where it stands. */
export function StudyHeading({ view, entry, tab }: StudyHeadingProps): ReactNode {
  const { report } = view;
  return (
    <header className="study-heading">
      <h1>{view.id === '' ? report.study.name : view.id}</h1>
      <p className="study-facts">
        {entry !== undefined && <StateMark state={entry.state} />}
        <span>{extent(report)}</span>
        <span role="status">{entry === undefined ? endedInWords(report) : progressInWords(entry)}</span>
        <span>{formatDuration(report.study.wallTimeMs)}</span>
        <code className="command">{report.study.command}</code>
      </p>
      {entry?.state.kind === 'running' && <RunningNow study={view.id} running={entry.running} />}
      <nav aria-label="Study" className="tabs">
        {STUDY_TABS.map((name) => (
          <a
            key={name}
            href={hrefOf({ page: 'study', study: view.id, tab: name })}
            aria-current={name === tab ? 'page' : undefined}
          >
            {HEADINGS[name]}
          </a>
        ))}
      </nav>
    </header>
  );
}

const HEADINGS: Readonly<Record<StudyTab, string>> = { results: 'Results', runs: 'Runs', setup: 'Setup' };

/** `9 trials × 3 seeds`, as above the terminal's table. */
function extent({ trials, seeds }: Report): string {
  const [rows, columns] = [trials.length, seeds.indices.length];
  return `${rows} ${rows === 1 ? 'trial' : 'trials'} × ${columns} ${columns === 1 ? 'seed' : 'seeds'}`;
}

function endedInWords({ runs }: Report): string {
  return `${runs.filter(({ state }) => state !== 'not-run').length} of ${runs.length} runs`;
}
