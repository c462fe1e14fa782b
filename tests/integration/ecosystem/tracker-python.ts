import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** A Python that has the trackers' libraries; `.ci/run` makes one. */
export const TRACKER_PYTHON = process.env.ABLATIONMAGE_TEST_EXPORT_PYTHON ?? '';

/** What `.ci/run` could install of them; all, where nobody says. */
const required = (process.env.ABLATIONMAGE_TEST_EXPORT_LIBRARIES ?? 'wandb mlflow tensorboard').split(' ');

const CODE = 'import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)';

/** Whether tests with a library are skipped: it is not there, and nobody demands that nothing is skipped. */
export function isSkipped(library: string): boolean {
  if (process.env.ABLATIONMAGE_TEST_REQUIRE_ALL === '1' && required.includes(library)) return false;
  return TRACKER_PYTHON === '' || spawnSync(TRACKER_PYTHON, ['-c', CODE, library]).status !== 0;
}

/** What the library itself finds in a folder, as the scripts in `read-back/` print it. */
export function readBack(script: string, ...words: readonly string[]): unknown {
  const file = path.resolve('tests/integration/ecosystem/read-back', script);
  const { status, stdout, stderr } = spawnSync(TRACKER_PYTHON, [file, ...words], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONUTF8: '1' },
  });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return JSON.parse(stdout);
}
