import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { planWorkspace } from '../../../src/execution/workspace/plan-workspace.js';
import { placesInKept } from '../../../src/study/places/keep-sources.js';

test.each([
  ['ablation.yaml', 'kept'],
  ['..configs/ablation.yaml', 'kept'],
  ['many/ablation.yaml', 'where it is'],
  ['outputs/ablation.yaml', 'where it is'],
  ['../ablation.yaml', 'where it is'],
])('%s is read as it was kept only where it was copied', async (name, expected) => {
  const root = path.join(realpathSync(mkdtempSync(path.join(tmpdir(), 'keep-sources-'))), 'project');
  for (const folder of ['..configs', 'many', 'outputs']) mkdirSync(path.join(root, folder), { recursive: true });
  for (const file of ['train.py', 'ablation.yaml', '..configs/ablation.yaml', 'many/ablation.yaml', 'outputs/x.json'])
    writeFileSync(path.join(root, file), '');
  // So many that the folder is linked whole.
  for (let index = 0; index < 201; index++) writeFileSync(path.join(root, 'many', `${index}.csv`), '');
  const plan = await planWorkspace({ projectRoot: root, excluded: [], inputs: [], sources: ['train.py'], words: [] });
  expect(plan.links).toEqual(['many']);
  expect(plan.leftOut.map((entry) => entry.path)).toEqual(['outputs']);

  const place = placesInKept({ pristineDirectory: '/kept', plan })(path.resolve(root, name));
  expect(place).toBe(expected === 'kept' ? `/kept/${name}` : path.resolve(root, name));
});
