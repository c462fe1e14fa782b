import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { changedFiles, snapshotProject } from '../../../src/execution/project-snapshot.js';
import { planWorkspace } from '../../../src/execution/workspace/plan-workspace.js';
import { projectFolder } from './workspace/project-folder.js';

test('sees files that changed, appeared and went, outputs included, and no others', async () => {
  const root = projectFolder({
    'train.py': 'a',
    'same.py': 'a',
    'gone.txt': 'a',
    'checkpoints/best.pt': 'a',
    'ablationmage_outputs/x': 'a',
    'studies/y': 'a',
  });
  const excluded = [path.join(root, 'studies')];
  const plan = await planWorkspace({ projectRoot: root, excluded, inputs: [], sources: ['train.py'], words: ['..'] });
  const before = await snapshotProject(plan, excluded);
  expect(changedFiles(before, await snapshotProject(plan, excluded))).toEqual([]);

  writeFileSync(path.join(root, 'train.py'), 'longer');
  utimesSync(path.join(root, 'checkpoints/best.pt'), 1, 1);
  writeFileSync(path.join(root, 'new.txt'), 'n');
  rmSync(path.join(root, 'gone.txt'));
  writeFileSync(path.join(root, 'ablationmage_outputs/x'), 'other');
  writeFileSync(path.join(root, 'studies/y'), 'other');
  const changed = changedFiles(before, await snapshotProject(plan, excluded));
  expect(changed).toEqual(['checkpoints/best.pt', 'gone.txt', 'new.txt', 'train.py']);
});
