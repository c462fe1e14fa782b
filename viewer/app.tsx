import type { ReactNode } from 'react';
import type { DataSource } from './data/data-source.js';
import { SourceContext, StudiesContext, useListening, useStudies } from './data/source-context.js';
import { ThemeContext } from './data/theme-context.js';
import { useArrival } from './data/use-arrival.js';
import { useRoute } from './data/use-route.js';
import { useTheme } from './data/use-theme.js';
import { ConnectionNote } from './layout/connection-note.js';
import { HomePage } from './layout/home-page.js';
import { Sidebar } from './layout/sidebar.js';
import { StudyPages } from './study/study-pages.js';
import { hrefOf, type Route } from './route.js';

/** The whole viewer: studies at the left, one page at the right. */
export function App({ source }: { readonly source: DataSource }): ReactNode {
  const studies = useListening(source);
  const [theme, toggleTheme] = useTheme();
  const route = useRoute();
  useArrival(hrefOf(route).replace(/\?.*$/, ''));
  return (
    <SourceContext value={source}>
      <StudiesContext value={studies}>
        <ThemeContext value={theme}>
          <a className="skip-link" href="#content" onClick={skipToContent}>
            Skip to the content
          </a>
          <div className={source.kind === 'served' ? 'frame' : 'frame frame-alone'}>
            <Sidebar route={route} theme={theme} onToggleTheme={toggleTheme} />
            <main id="content" tabIndex={-1}>
              <ConnectionNote connection={studies.connection} />
              <Page route={route} />
            </main>
          </div>
        </ThemeContext>
      </StudiesContext>
    </SourceContext>
  );
}

function Page({ route }: { readonly route: Route }): ReactNode {
  const { connection, entries } = useStudies();
  if (route.page !== 'home') return <StudyPages key={route.study} route={route} />;
  const [first] = entries ?? [];
  if (connection === 'none-needed') return <StudyPages route={{ page: 'study', study: '', tab: 'results' }} />;
  if (first === undefined) return <HomePage />;
  return <StudyPages key={first.id} route={{ page: 'study', study: first.id, tab: 'results' }} />;
}

/** The hash is the page's address: to follow the link to `#content` would lead away. */
function skipToContent(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
