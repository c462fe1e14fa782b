import type { Interpreter } from './interpreter.js';

/**
 * What to do about a run that failed for want of a package: `failure` is how it ended, in words. Undefined where it
 * ended otherwise, or where it is a module of the project's own that was not found.
 */
export function adviceOnMissingModule(failure: string, interpreter: Interpreter): string | undefined {
  const name = /ModuleNotFoundError: No module named '([^'.]+)/.exec(failure)?.[1];
  return name !== undefined && interpreter.missingModules.includes(name)
    ? `${interpreter.path} has no ${name}. Activate the environment you train in, or name its Python with --python PATH.`
    : undefined;
}
