import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** All that the tests make in the temporary folder lies in one, and goes with it: thousands of folders beside a project slow its runs down. */
export default function setup(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'am-'));
  process.env.TMPDIR = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}
