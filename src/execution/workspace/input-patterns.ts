import path from 'node:path';
import ignore from 'ignore';

/** The `inputs:` of a study: paths and globs relative to the project root that runs may see whatever they are. */
export interface InputPatterns {
  readonly isEmpty: boolean;
  matches(relativePath: string): boolean;
}

/** Patterns mean what they mean in `.gitignore`: `checkpoints/` is all in it, `*.pt` all of the kind. */
export function compileInputs(inputs: readonly string[], projectRoot: string): InputPatterns {
  const patterns = inputs
    .map((input) => path.relative(projectRoot, path.resolve(projectRoot, input)).replaceAll(path.sep, '/'))
    // What lies outside the project is found where it is, without being asked for.
    .filter((input) => input !== '' && !input.startsWith('../') && input !== '..')
    .map((input) => (input.includes('/') ? `/${input}` : input));
  const matcher = ignore().add(patterns);
  return { isEmpty: patterns.length === 0, matches: (relativePath) => matcher.ignores(relativePath) };
}
