import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Outcome } from '../../../src/core/outcome.js';
import type { RunRequest } from '../../../src/execution/executor.js';
import { LocalExecutor, type LocalExecutorSettings } from '../../../src/execution/local-executor.js';
import { prepareFarm } from '../../../src/execution/workspace/farm.js';
import { planWorkspace } from '../../../src/execution/workspace/plan-workspace.js';

export const slot = { index: 0, gpus: [] };

/** An executor over a project, and a way to run things with it. */
export interface LocalStudy {
  readonly root: string;
  readonly workDirectory: string;
  readonly executor: LocalExecutor;
  request(more?: Partial<RunRequest>): RunRequest;
  run(more?: Partial<RunRequest>, signal?: AbortSignal): Promise<Outcome>;
}

export async function localStudy(
  root: string,
  sources: readonly string[] = ['train.py'],
  more: Partial<LocalExecutorSettings> = {},
  inputs: readonly string[] = [],
): Promise<LocalStudy> {
  const workDirectory = mkdtempSync(path.join(tmpdir(), 'local-study-'));
  const outputs = mkdtempSync(path.join(tmpdir(), 'local-runs-'));
  const plan = await planWorkspace({ projectRoot: root, excluded: [workDirectory], inputs, sources, words: ['..'] });
  const executor = new LocalExecutor({
    farm: await prepareFarm(plan, workDirectory),
    currentDirectory: root,
    importRoots: [''],
    threads: 1,
    patterns: [],
    chosenMetrics: [],
    keepWorkspaces: 'none',
    environment: process.env,
    ...more,
  });
  let count = 0;
  const request = (changes: Partial<RunRequest> = {}): RunRequest => {
    count += 1;
    const runDirectory = path.join(outputs, String(count));
    mkdirSync(runDirectory);
    return {
      run: { trialId: 'baseline', seedIndex: count, identity: `identity-${count}` },
      attempt: 1,
      runDirectory,
      edits: [],
      command: ['python3', 'train.py'],
      environmentSeed: 0,
      observe: { kind: 'steps' },
      ...changes,
    };
  };
  return {
    root,
    workDirectory,
    executor,
    request,
    run: (changes, signal = new AbortController().signal) => executor.execute(request(changes), slot, signal),
  };
}

/** A fresh project `home/code/project` with these files, by path relative to it. */
export function project(files: Readonly<Record<string, string>>): string {
  const root = path.join(mkdtempSync(path.join(tmpdir(), 'local-project-')), 'home', 'code', 'project');
  for (const [name, content] of Object.entries(files)) {
    const file = path.resolve(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return root;
}
