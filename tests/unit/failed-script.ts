import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cleanTrace, type TraceQuestion } from '../../src/variants/repair/clean-trace.js';

/** What a program that failed said, and the folder it ran in. */
export interface FailedScript {
  readonly stderr: string;
  readonly question: TraceQuestion;
  /** Its cleaned trace. */
  readonly trace: string;
}

/** Runs `train.py` of these files with Python, in a fresh folder; library code goes below `lib/site-packages/`. */
export function failedScript(files: Readonly<Record<string, string>>, python = 'python3'): FailedScript {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'failed-script-')));
  const root = path.join(folder, 'project');
  const libraries = path.join(folder, 'lib', 'site-packages');
  for (const [name, text] of Object.entries(files)) {
    const file = name.startsWith('lib/') ? path.join(folder, name) : path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const { stderr } = spawnSync(python, [path.join(root, 'train.py')], {
    cwd: root,
    env: { ...process.env, PYTHONPATH: libraries, PYTHONDONTWRITEBYTECODE: '1' },
    encoding: 'utf8',
  });
  const question = { root, sourceOf: (file: string) => sourceOf(path.join(root, file)) };
  return { stderr, question, trace: cleanTrace(stderr, question) };
}

/** Whether this Python can import these modules. */
export function canImport(python: string, modules: string): boolean {
  return spawnSync(python, ['-c', `import ${modules}`]).status === 0;
}

function sourceOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
