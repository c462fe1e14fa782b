import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { CliProject, until } from '../cli/cli-project.js';

/** A part that matters, one that hardly does, and an argument that makes it crash; curves; a line on stderr. */
const TRAIN = `import random, sys, time
random.seed(0)
rate = random.gauss(1, 0.02)
rate = rate * 1.5  #ABLATABLE_COMPONENT(name=boost)
rate = rate + 0.001  #ABLATABLE_COMPONENT(name=drift)
print("training at rate", rate)
print("a warning of some library", file=sys.stderr)
for epoch in range(1, 11):
    score = 1 - 1 / (1 + rate * epoch) + random.gauss(0, 0.002)
    print(f"epoch {epoch}: loss {1 - score:.5f}, score {score:.5f}", flush=True)
    time.sleep(PAUSE)
    if "--crash" in sys.argv:
        raise RuntimeError("asked to crash")
`;

const DECLARED = `script: train.py
components:
  - { name: stability, args: "--crash" }
`;

/** A project whose script pauses between its epochs. */
export function viewedProject(pauseSeconds: number): CliProject {
  return new CliProject({ 'train.py': TRAIN.replace('PAUSE', String(pauseSeconds)), 'ablation.yaml': DECLARED });
}

/** A finished study of it: baseline and three trials at two seeds each. */
export async function finishedStudy(): Promise<CliProject> {
  const project = viewedProject(0);
  await project.run(['run', 'train.py', '--quiet', '--seeds', '2', '--metric', 'score', '--metric', 'loss']);
  return project;
}

/** A running `ablationmage view`. */
export interface RunningViewer extends AsyncDisposable {
  readonly url: string;
  readonly process: ChildProcess;
  /** All that it said on stderr so far. */
  readonly said: () => string;
}

export async function startViewer(project: CliProject, words: readonly string[] = []): Promise<RunningViewer> {
  const process = project.start(['view', ...words]);
  let [url, said] = ['', ''];
  process.stdout?.on('data', (chunk: Buffer) => (url += chunk.toString()));
  process.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await until(() => url.includes('\n') || process.exitCode !== null, `the viewer says its address; it said: ${said}`);
  return {
    url: url.trim(),
    process,
    said: () => said,
    async [Symbol.asyncDispose]() {
      if (process.exitCode !== null || process.signalCode !== null) return;
      const isGone = once(process, 'exit');
      process.kill('SIGTERM');
      await isGone;
    },
  };
}
