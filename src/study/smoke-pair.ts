import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SmokeResult } from '../core/smoke-result.js';
import { LocalExecutor } from '../execution/local-executor.js';
import { SMOKE_STEPS, smokeRun } from '../execution/smoke-run.js';
import { prepareFarm } from '../execution/workspace/farm.js';
import { planWorkspace } from '../execution/workspace/plan-workspace.js';
import type { Project } from '../source/project.js';
import { boundByBaseline } from './smoke-time.js';
import { tracesFunctions } from './traces-functions.js';

interface PairRun {
  readonly arguments: readonly string[];
  /** For the baseline. */
  readonly timeoutMs: number;
}

/** Smoke runs of two project folders side by side, in copies that are removed again. */
export async function smokePair(
  request: PairRun,
  base: Project,
  variant: Project,
  python: string,
  signal: AbortSignal,
): Promise<{ readonly base: SmokeResult; readonly variant: SmokeResult }> {
  const directory = await mkdtemp(path.join(tmpdir(), 'ablationmage-check-'));
  const deadline = new AbortController();
  const runs: Promise<SmokeResult>[] = [];
  try {
    const started = performance.now();
    const ofBase = smokeFolder(path.join(directory, 'base'), base, request, python, 0, signal);
    const ofVariant = smokeFolder(
      path.join(directory, 'variant'),
      variant,
      request,
      python,
      1,
      AbortSignal.any([signal, deadline.signal]),
    );
    runs.push(ofBase, ofVariant);
    const result = await ofBase;
    // Both started together: what the baseline took is known now, and a multiple of it is enough.
    const left = boundByBaseline(performance.now() - started) - (performance.now() - started);
    const timer = setTimeout(() => {
      deadline.abort();
    }, left);
    const other = await ofVariant;
    clearTimeout(timer);
    return { base: result, variant: other };
  } finally {
    deadline.abort();
    await Promise.allSettled(runs);
    await rm(directory, { recursive: true, force: true });
  }
}

async function smokeFolder(
  directory: string,
  project: Project,
  request: PairRun,
  python: string,
  slot: number,
  signal: AbortSignal,
): Promise<SmokeResult> {
  const runDirectory = path.join(directory, 'run');
  await mkdir(runDirectory, { recursive: true });
  const command = [python, path.join(project.root, project.script), ...request.arguments];
  const plan = await planWorkspace({
    projectRoot: project.root,
    excluded: [],
    inputs: [],
    sources: [...project.pythonFiles.keys(), ...project.configFiles.keys()],
    words: command,
  });
  const executor = new LocalExecutor({
    farm: await prepareFarm(plan, path.join(directory, 'work')),
    currentDirectory: project.root,
    importRoots: project.importRoots,
    threads: 1,
    patterns: [],
    chosenMetrics: [],
    keepWorkspaces: 'none',
    environment: process.env,
  });
  const name = path.basename(directory);
  return smokeRun(
    executor,
    {
      run: { trialId: name, seedIndex: 0, identity: name },
      attempt: 1,
      runDirectory,
      edits: [],
      command,
      environmentSeed: 0,
      observe: { kind: 'smoke', steps: SMOKE_STEPS, traceFunctions: tracesFunctions(project) },
      timeoutMs: request.timeoutMs,
    },
    { index: slot, gpus: [] },
    signal,
  );
}
