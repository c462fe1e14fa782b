import type { Edit } from './edit.js';

/** What a model gave for a trial, as edits of the pristine files. */
export interface WrittenEdits {
  /** As the provider names the model that answered. */
  readonly modelId: string;
  /** How often it was sent back before it was what it is. */
  readonly repairs: number;
  /** The model's own sentence on what it changed; empty where it gave none. */
  readonly summary: string;
  readonly edits: readonly Edit[];
}
