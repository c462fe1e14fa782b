import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, expect, test } from 'vitest';

import { readFingerprint } from '../../../src/execution/probe/read-fingerprint.js';
import { findPythonWith } from '../probe/find-pythons.js';
import { localStudy } from './local-study.js';

const folders: string[] = [];
function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'step-time-'));
  folders.push(made);
  return made;
}
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

const python = findPythonWith('torch')?.path ?? '';

test.skipIf(python === '')('the outcome has the time between two steps, also where the run failed later', async () => {
  const root = folder();
  writeFileSync(
    path.join(root, 'train.py'),
    `import time, torch
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for step in range(6):
    time.sleep(0.02)
    model(torch.rand(3, 2)).mean().backward()
    optimizer.step()
print("accuracy: 0.5")
raise ValueError("late")
`,
  );
  const study = await localStudy(root);
  const outcome = await study.run({ command: [python, 'train.py'] });
  expect(outcome).toMatchObject({ kind: 'failed', reason: { kind: 'crashed' } });
  expect(outcome.stepMs).toBeGreaterThan(20);
});

test('what is no fingerprint is none', async () => {
  const directory = folder();
  expect(await readFingerprint(directory)).toBeUndefined();
  for (const text of ['', '{"steps": 2', '{"steps": "2"}', 'null']) {
    writeFileSync(path.join(directory, 'fingerprint.json'), text);
    expect(await readFingerprint(directory)).toBeUndefined();
  }
});
