import { UserError } from '../core/user-error.js';
import { isBusy, type Gpu } from './gpus.js';
import type { Slot } from './slot.js';

/** What decides how many runs go at a time; what the user left open is `undefined`. */
export interface SlotQuestion {
  readonly jobs: number | undefined;
  readonly threads: number | undefined;
  readonly gpusPerRun: number | undefined;
  /** The whole command of a run: `torchrun --nproc_per_node=2` says how many GPUs it takes. */
  readonly command: readonly string[];
  /** Top-level names the script imports that are not its own. */
  readonly externalImports: readonly string[];
  readonly cores: number;
  readonly gpus: readonly Gpu[];
  /** As the user's environment has it. */
  readonly cudaVisibleDevices: string | undefined;
}

/** Fixed when a study is created, because threads change results. */
export interface SlotPlan {
  readonly slots: readonly Slot[];
  readonly threads: number;
  /** Sentences for the user: GPUs skipped because somebody works on them. */
  readonly notes: readonly string[];
}

const GPU_LIBRARIES = new Set(['torch', 'jax', 'tensorflow', 'keras', 'cupy', 'lightning', 'pytorch_lightning']);

/** Lays out the slots. Throws a UserError where fewer GPUs are there than one run needs. */
export function planSlots(question: SlotQuestion): SlotPlan {
  const { usable, notes } = usableGpus(question);
  const gpusPerRun = countGpusPerRun(question);
  if (gpusPerRun === 0) {
    const slots = range(question.jobs ?? question.cores).map((index) => ({ index, gpus: [] }));
    return { slots, threads: question.threads ?? 1, notes: [] };
  }
  const places = Math.floor(usable.length / gpusPerRun);
  if (places === 0) {
    throw new UserError(
      `A run needs ${gpusPerRun} GPU(s) and ${usable.length} of ${question.gpus.length} can be used now. ` +
        [...notes, 'Choose with --gpus-per-run N or CUDA_VISIBLE_DEVICES; --gpus-per-run 0 runs on the CPU.'].join(' '),
    );
  }
  // More jobs than places: the user wants to share GPUs, so runs take turns on them.
  const slots = range(question.jobs ?? places).map((index) => {
    const first = (index % places) * gpusPerRun;
    return { index, gpus: usable.slice(first, first + gpusPerRun) };
  });
  return { slots, threads: question.threads ?? Math.max(1, Math.floor(question.cores / slots.length)), notes };
}

function countGpusPerRun(question: SlotQuestion): number {
  if (question.gpusPerRun !== undefined) return question.gpusPerRun;
  if (question.gpus.length === 0 || question.cudaVisibleDevices === '' || question.cudaVisibleDevices === '-1')
    return 0;
  const processes = processesPerNode(question.command);
  if (processes !== undefined) return processes;
  return question.externalImports.some((name) => GPU_LIBRARIES.has(name)) ? 1 : 0;
}

/** `torchrun --nproc_per_node=2`, `--nproc-per-node 2`, `accelerate launch --num_processes 2`. */
function processesPerNode(command: readonly string[]): number | undefined {
  for (const [index, word] of command.entries()) {
    const match = /^--(?:nproc[_-]per[_-]node|num[_-]processes)(?:=(\d+))?$/.exec(word);
    if (match === null) continue;
    const count = Number(match[1] ?? command[index + 1]);
    if (Number.isInteger(count) && count > 0) return count;
  }
  return undefined;
}

/** What the user made visible is theirs to use, busy or not; else the idle ones. */
function usableGpus(question: SlotQuestion): { usable: string[]; notes: string[] } {
  const visible = question.cudaVisibleDevices;
  if (visible !== undefined) {
    const named = visible.split(',').map((name) => name.trim());
    // CUDA itself stops at the first invalid entry.
    const end = named.findIndex((name) => name === '' || name === '-1');
    return { usable: end === -1 ? named : named.slice(0, end), notes: [] };
  }
  const busy = question.gpus.filter((gpu) => isBusy(gpu));
  const notes = busy.map(
    (gpu) => `GPU ${gpu.index} (${gpu.name}) is left alone: somebody works on it (${gpu.usedMemoryMiB} MiB in use).`,
  );
  return { usable: question.gpus.filter((gpu) => !isBusy(gpu)).map((gpu) => gpu.index), notes };
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
