import { isProviderKey } from '../core/provider-keys.js';
import type { Slot } from './slot.js';

/** Every library's own variable for the same thing; more threads than that change results and slow runs down. */
export const THREAD_VARIABLES = [
  'OMP_NUM_THREADS',
  'OPENBLAS_NUM_THREADS',
  'MKL_NUM_THREADS',
  'BLIS_NUM_THREADS',
  'VECLIB_MAXIMUM_THREADS',
  'NUMEXPR_NUM_THREADS',
  'NUMEXPR_MAX_THREADS',
  'NUMBA_NUM_THREADS',
  'RAYON_NUM_THREADS',
  'POLARS_MAX_THREADS',
  'TF_NUM_INTRAOP_THREADS',
  'TF_NUM_INTEROP_THREADS',
];

/** What makes runs repeatable and sends nothing anywhere, where the user has not chosen for themselves. */
export const DEFAULT_VARIABLES = { PYTHONHASHSEED: '0', MPLBACKEND: 'Agg', WANDB_MODE: 'offline' };

/** What every run has, whatever the user's own environment says. */
export const FIXED_VARIABLES = {
  TOKENIZERS_PARALLELISM: 'false',
  PYTHONUNBUFFERED: '1',
  PYTHONDONTWRITEBYTECODE: '1',
};

/** What a run's environment is made from. */
export interface EnvironmentQuestion {
  /** The user's own environment. */
  readonly base: NodeJS.ProcessEnv;
  /** Per run, the same for every run of the study. */
  readonly threads: number;
  readonly slot: Slot;
  /** A free TCP port, so that distributed runs beside each other do not meet. */
  readonly rendezvousPort: number;
  readonly metricsFile: string;
  /** Absolute. */
  readonly workingDirectory: string;
  /** From `probeEnvironment`; sets PYTHONPATH. */
  readonly probe: Readonly<Record<string, string>>;
}

/**
 * The environment of a run: the user's own, without the keys of LLM providers, with threads pinned and
 * with what makes runs beside each other repeatable. The user's own choice wins where it is a choice.
 */
export function runEnvironment(question: EnvironmentQuestion): Record<string, string> {
  const { base, slot } = question;
  const inherited = Object.entries(base).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !isProviderKey(entry[0]),
  );
  const port = String(question.rendezvousPort);
  return {
    ...DEFAULT_VARIABLES,
    ...Object.fromEntries(inherited),
    ...Object.fromEntries(THREAD_VARIABLES.map((name) => [name, String(question.threads)])),
    ...FIXED_VARIABLES,
    MASTER_PORT: port,
    // torchrun reads its options from variables of this prefix, and 29500 is everybody's default.
    PET_MASTER_PORT: port,
    ABLATIONMAGE_METRICS: question.metricsFile,
    PWD: question.workingDirectory,
    ...visibleGpus(slot, base),
    ...question.probe,
  };
}

/**
 * The indices of `nvidia-smi` follow the bus, CUDA's own the speed: without the order said, a run could
 * land on a GPU that was skipped as busy. Devices the user named mean what they meant to the user.
 */
function visibleGpus(slot: Slot, base: NodeJS.ProcessEnv): Record<string, string> {
  if (slot.gpus.length === 0) return {};
  const visible = { CUDA_VISIBLE_DEVICES: slot.gpus.join(',') };
  return base.CUDA_VISIBLE_DEVICES === undefined ? { ...visible, CUDA_DEVICE_ORDER: 'PCI_BUS_ID' } : visible;
}
