import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface Gpu {
  readonly index: string;
  readonly uuid: string;
  readonly name: string;
  readonly usedMemoryMiB: number;
  readonly utilizationPercent: number;
  /** Processes compute on it now. */
  readonly hasProcesses: boolean;
}

/** A driver keeps some memory for itself; a training keeps far more. */
const IDLE_MEMORY_MIB = 1000;
const IDLE_UTILIZATION_PERCENT = 10;

/** The NVIDIA GPUs of this machine as `nvidia-smi` on the PATH tells; none where there is no such program. */
export async function findGpus(environment: NodeJS.ProcessEnv): Promise<Gpu[]> {
  const devices = await query(
    ['--query-gpu=index,uuid,name,memory.used,utilization.gpu', '--format=csv,noheader,nounits'],
    environment,
  );
  if (devices.length === 0) return [];
  const processes = await query(['--query-compute-apps=gpu_uuid,pid', '--format=csv,noheader'], environment);
  const used = new Set(processes.map(([uuid]) => uuid));
  return devices.map(([index = '', uuid = '', name = '', memory = '', utilization = '']) => ({
    index,
    uuid,
    name,
    // `[N/A]` and the like: not known to be busy.
    usedMemoryMiB: Number.parseFloat(memory) || 0,
    utilizationPercent: Number.parseFloat(utilization) || 0,
    hasProcesses: used.has(uuid),
  }));
}

/** Somebody works on it: a run there would be slow, or take the other's memory. */
export function isBusy(gpu: Gpu): boolean {
  return gpu.hasProcesses || gpu.usedMemoryMiB > IDLE_MEMORY_MIB || gpu.utilizationPercent > IDLE_UTILIZATION_PERCENT;
}

async function query(options: readonly string[], environment: NodeJS.ProcessEnv): Promise<string[][]> {
  try {
    const { stdout } = await promisify(execFile)('nvidia-smi', options, { env: environment, timeout: 20_000 });
    return stdout
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => line.split(',').map((field) => field.trim()));
  } catch {
    return [];
  }
}
