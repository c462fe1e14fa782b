/** Where a page is: what stands behind the `#` of its address, so that links work from a disk too. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'study'; readonly study: string; readonly tab: StudyTab; readonly metric?: string }
  | { readonly page: 'trial'; readonly study: string; readonly trial: string; readonly metric?: string }
  | { readonly page: 'run'; readonly study: string; readonly trial: string; readonly seed: number };

export const STUDY_TABS = ['results', 'runs', 'setup'] as const;
export type StudyTab = (typeof STUDY_TABS)[number];

/** What cannot be read leads home. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [first, study, second, trial, third, seed, ...rest] = path.split('/').map(decoded);
  if (first !== 'study' || study === undefined || study === '' || rest.length > 0) return { page: 'home' };
  const metric = new URLSearchParams(query).get('metric');
  const chosen = metric === null ? {} : { metric };
  if (second === 'trial' && trial !== undefined && trial !== '') {
    if (third === undefined) return { page: 'trial', study, trial, ...chosen };
    if (third === 'seed' && /^\d+$/.test(seed ?? '')) return { page: 'run', study, trial, seed: Number(seed) };
    return { page: 'home' };
  }
  const tab = STUDY_TABS.find((name) => name === (second ?? 'results'));
  return tab === undefined || trial !== undefined ? { page: 'home' } : { page: 'study', study, tab, ...chosen };
}

/** The address of a page, with its `#`. */
export function hrefOf(route: Route): string {
  switch (route.page) {
    case 'home':
      return '#/';
    case 'study':
      return `#/study/${encodeURIComponent(route.study)}${route.tab === 'results' ? '' : `/${route.tab}`}${queryOf(route.metric)}`;
    case 'trial':
      return `#/study/${encodeURIComponent(route.study)}/trial/${encodeURIComponent(route.trial)}${queryOf(route.metric)}`;
    case 'run':
      return `#/study/${encodeURIComponent(route.study)}/trial/${encodeURIComponent(route.trial)}/seed/${route.seed}`;
  }
}

function queryOf(metric: string | undefined): string {
  return metric === undefined ? '' : `?metric=${encodeURIComponent(metric)}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
