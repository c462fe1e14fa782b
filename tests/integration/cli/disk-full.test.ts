import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CliProject } from './cli-project.js';

/** A file system of its own; undefined where this user may not mount one. */
function tinyDisk(size = '64k'): (Disposable & { readonly directory: string }) | undefined {
  const directory = mkdtempSync(path.join(tmpdir(), 'tiny-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', directory], { stdio: 'ignore' });
  } catch {
    rmSync(directory, { recursive: true });
    return undefined;
  }
  return {
    directory,
    [Symbol.dispose]() {
      execFileSync('umount', ['-l', directory]);
      rmSync(directory, { recursive: true });
    },
  };
}

const disk = tinyDisk();
disk?.[Symbol.dispose]();

const files = {
  'train.py': 'a, b = 1, 2\nscore = a + b  #ABLATABLE_COMPONENT(name=b, term=b)\nprint(f"METRIC score={score}")\n',
  'notes.txt': 'x'.repeat(200_000),
};

test.skipIf(disk === undefined)('no room for a working copy: said before anything runs, with the way out', async () => {
  using full = tinyDisk();
  using project = new CliProject(files);
  const result = await project.run(['run', 'train.py', '--quiet', '--work-dir', full?.directory ?? '']);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('no space left');
  expect(result.stderr).toContain('--work-dir');
});

test.skipIf(disk === undefined)(
  'a study folder on a full disk loses nothing: with room the same command goes on',
  async () => {
    using full = tinyDisk();
    using project = new CliProject(files);
    const study = path.join(full?.directory ?? '', 'study');
    const refused = await project.run(['run', 'train.py', '--quiet', '--seeds', '40', '--out', study]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/no space|ENOSPC/i);
    execFileSync('mount', ['-o', 'remount,size=64m', full?.directory ?? '']);
    const continued = await project.run(['run', 'train.py', '--quiet', '--seeds', '40', '--out', study]);
    expect(continued.stderr).toBe('');
    expect(continued.code).toBe(0);
    const reported = await project.run(['report', '--json', '--out', study]);
    const { runs } = JSON.parse(reported.stdout) as ReturnType<CliProject['report']>;
    expect(runs.map(({ state }) => state)).toEqual(Array.from({ length: 80 }, () => 'completed'));
  },
);

test.skipIf(disk === undefined)(
  'a disk that is full in the middle of forked runs makes no failures: with room they go on, forked again',
  async () => {
    using full = tinyDisk('1200k');
    using project = new CliProject({
      'train.py': `import numpy as np
SEED = 0
score, b = np.random.default_rng(SEED).normal(), 1
score = score + b  #ABLATABLE_COMPONENT(name=b, term=b)
print("a line of a training\\n" * 1000)
print(f"METRIC score={score}")
`,
    });
    const study = path.join(full?.directory ?? '', 'study');
    const words = ['run', 'train.py', '--python', '/usr/bin/python3', '--quiet', '--seeds', '30', '--out', study];
    const refused = await project.run(words);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/no space|ENOSPC/i);
    const endedBefore = readFileSync(path.join(study, 'events.jsonl'), 'utf8').split('"type":"run-ended"').length - 1;
    expect(endedBefore).toBeGreaterThan(4);
    execFileSync('mount', ['-o', 'remount,size=64m', full?.directory ?? '']);
    const continued = await project.run(words);
    expect(continued.code, continued.stderr).toBe(0);
    const report = JSON.parse(readFileSync(path.join(study, 'report.json'), 'utf8')) as ReturnType<
      CliProject['report']
    >;
    expect(report.runs.map(({ state }) => state)).toEqual(Array.from({ length: 60 }, () => 'completed'));
    expect(report.forking).toMatchObject({ kind: 'forked' });
  },
);
