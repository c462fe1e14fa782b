import { distance } from 'fastest-levenshtein';

const MOST = 3;

/** The known names that a mistyped one may mean, nearest first: a third of its letters may be wrong, or two. Case does not count. */
export function nearNames(given: string, known: readonly string[]): string[] {
  const wanted = given.toLowerCase();
  return known
    .map((name) => ({ name, far: distance(name.toLowerCase(), wanted) }))
    .filter(({ far }) => far <= Math.max(2, wanted.length / 3))
    .sort((a, b) => a.far - b.far)
    .slice(0, MOST)
    .map(({ name }) => name);
}

/** `Did you mean lr or lr2?`; where no known name is near, all of them after `heading`, and nothing where there is none. */
export function didYouMean(given: string, known: readonly string[], heading: string): string {
  const near = nearNames(given, known);
  if (near.length > 0) return `Did you mean ${near.join(' or ')}?`;
  return known.length === 0 ? '' : `${heading} ${known.join(', ')}.`;
}
