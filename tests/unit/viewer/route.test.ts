import { expect, test } from 'vitest';
import { hrefOf, parseRoute, type Route } from '../../../viewer/route.js';

const routes: readonly Route[] = [
  { page: 'home' },
  { page: 'study', study: 'train', tab: 'results' },
  { page: 'study', study: 'a b/c?d#é', tab: 'runs', metric: 'val loss & more' },
  { page: 'trial', study: 'train', trial: 'conv2/1', metric: 'loss' },
  { page: 'run', study: 'train', trial: 'attention + bias', seed: 1002 },
];

test.each(routes)('the address of a page leads back to it: %j', (route) => {
  expect(parseRoute(hrefOf(route))).toEqual(route);
});

test.each(['', '#', '#/nowhere', '#/study/', '#/study/x/y', '#/study/x/trial/t/seed/one', '#/study/%ff', '#content'])(
  'what is no address leads home: %s',
  (hash) => {
    expect(parseRoute(hash)).toEqual({ page: 'home' });
  },
);
