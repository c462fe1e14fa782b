import { homedir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FirstWritersHere, WrittenPaths } from '../../../src/execution/shared-output.js';

const run = (trialId: string) => ({ trialId, seedIndex: 0, identity: `identity of ${trialId}` });

test('the second run that writes a path is told of the first', () => {
  const written = new WrittenPaths({}, new FirstWritersHere());
  expect(written.add(run('a'), ['/data/log', '/data/a'])).toBeUndefined();
  expect(written.add(run('b'), ['/data/b', '/data/log'])).toEqual({ path: '/data/log', firstWriter: run('a') });
  expect(written.add(run('c'), ['/data/c'])).toBeUndefined();
});

test('another attempt of the same run may write where the first one did', () => {
  const written = new WrittenPaths({}, new FirstWritersHere());
  written.add(run('a'), ['/data/a']);
  expect(written.add(run('a'), ['/data/a'])).toBeUndefined();
});

test('caches of libraries are shared by their nature', () => {
  const written = new WrittenPaths({ HF_HOME: '/big/hf' }, new FirstWritersHere());
  const caches = [path.join(homedir(), '.cache/torch/x'), '/big/hf/hub/y', '/dev/shm/z', '/x/__pycache__/m.pyc'];
  written.add(run('a'), caches);
  expect(written.add(run('b'), caches)).toBeUndefined();
  expect(written.add(run('b'), ['/big/hf-results'])).toBeUndefined();
  expect(written.add(run('a'), ['/big/hf-results'])).toMatchObject({ path: '/big/hf-results' });
});
