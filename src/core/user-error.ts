import type { Diagnostic } from './diagnostic.js';

/**
 * The study cannot go on and the user can mend it. Thrown anywhere, caught once in `cli/main.ts`,
 * printed without a stack, exit code 2. `message` says what, where and what to do next.
 */
export class UserError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(message: string, diagnostics: readonly Diagnostic[] = []) {
    super(message);
    this.name = 'UserError';
    this.diagnostics = diagnostics;
  }
}
