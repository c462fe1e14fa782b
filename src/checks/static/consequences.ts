import type { NameKey } from '../syntax/name-key.js';

/** What went with the component so far. */
export interface Consequences {
  /** Names that only the marked code gives a value. */
  readonly own: ReadonlySet<NameKey>;
  /** Names that mean nothing any more. */
  readonly lost: ReadonlySet<NameKey>;
  /** Of these, names of the component and of what was made of it. */
  readonly owned: ReadonlySet<NameKey>;
  /** Names that the code which went had read: what may take its place. */
  readonly inputs: ReadonlySet<NameKey>;
  /** What it called. */
  readonly callees: ReadonlySet<string>;
}
