import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { findGpus, type Gpu } from './gpus.js';

/** The machine as a reader of the paper wants to know it. */
export interface Machine {
  readonly operatingSystem: string;
  readonly processor: string;
  /** Those this process may use (containers and affinity counted). */
  readonly cores: number;
  readonly memoryBytes: number;
  readonly gpus: readonly Gpu[];
}

/** Looks at this machine; `environment` is where `nvidia-smi` is searched from. */
export async function describeMachine(environment: NodeJS.ProcessEnv): Promise<Machine> {
  return {
    operatingSystem: await operatingSystem(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    gpus: await findGpus(environment),
  };
}

async function operatingSystem(): Promise<string> {
  const description = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const name = /^PRETTY_NAME="?([^"\n]+)"?$/m.exec(description)?.[1];
  return name === undefined ? `${type()} ${release()}` : `${name} (${type()} ${release()})`;
}
