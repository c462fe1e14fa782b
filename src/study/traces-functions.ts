import type { Project } from '../source/project.js';

const SEEN_FROM_INSIDE = new Set([
  'torch',
  'sklearn',
  'keras',
  'tensorflow',
  'jax',
  'flax',
  'optax',
  'xgboost',
  'lightning',
  'transformers',
]);

/** Where no library can be looked into, the functions called are what can be seen; tracing them takes time. */
export function tracesFunctions({ externalImports }: Project): boolean {
  return !externalImports.some((name) => SEEN_FROM_INSIDE.has(name));
}
