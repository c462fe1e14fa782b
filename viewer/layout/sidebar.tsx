import type { ReactNode } from 'react';
import type { StudyEntry } from '../../src/core/study-view.js';
import { useSource, useStudies } from '../data/source-context.js';
import type { Theme } from '../data/use-theme.js';
import { StateMark } from '../parts/state-mark.js';
import { hrefOf, type Route } from '../route.js';
import { progressInWords, shortDate } from './entry-in-words.js';

interface SidebarProps {
  readonly route: Route;
  readonly theme: Theme;
  readonly onToggleTheme: () => void;
}

/** The name of the program, all studies with where they stand, and the switch between light and dark. */
export function Sidebar({ route, theme, onToggleTheme }: SidebarProps): ReactNode {
  const { entries } = useStudies();
  const { kind } = useSource();
  const shown = route.page === 'home' ? entries?.[0]?.id : route.study;
  return (
    <header className="sidebar">
      <div className="sidebar-top">
        <a className="brand" href={hrefOf({ page: 'home' })}>
          <span className="brand-mark" aria-hidden="true" />
          AblationMage
        </a>
        <button
          type="button"
          className="theme-toggle"
          aria-pressed={theme === 'dark'}
          onClick={onToggleTheme}
          title={theme === 'dark' ? 'Dark theme is on' : 'Light theme is on'}
        >
          <span className="visually-hidden">Dark theme</span>
          <span aria-hidden="true">{theme === 'dark' ? '☾' : '☀'}</span>
        </button>
      </div>
      {kind === 'served' && (
        <nav aria-label="Studies" className="studies">
          <ul>
            {(entries ?? []).map((entry) => (
              <li key={entry.id}>
                <StudyLink entry={entry} isShown={entry.id === shown} />
              </li>
            ))}
          </ul>
        </nav>
      )}
    </header>
  );
}

function StudyLink({ entry, isShown }: { readonly entry: StudyEntry; readonly isShown: boolean }): ReactNode {
  return (
    <a
      className="study-link"
      href={hrefOf({ page: 'study', study: entry.id, tab: 'results' })}
      aria-current={isShown ? 'true' : undefined}
    >
      <span className="study-link-name">{entry.id}</span>
      <span className="study-link-state">
        <StateMark state={entry.state} />
        <span className="study-link-date">{shortDate(entry.startedAt)}</span>
      </span>
      {entry.state.kind === 'running' && (
        <>
          <progress max={entry.plannedRuns} value={entry.endedRuns} aria-hidden="true" />
          <span className="study-link-progress">{progressInWords(entry)}</span>
        </>
      )}
    </a>
  );
}
