import type { Model } from './model.js';

/** A model that is called otherwise and is the same for people. */
export function wrappedModel({ label, address }: Model, complete: Model['complete']): Model {
  return { label, ...(address === undefined ? {} : { address }), complete };
}
