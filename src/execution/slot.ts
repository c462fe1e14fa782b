/** A place for one run at a time: its threads and its GPUs. */
export interface Slot {
  readonly index: number;
  /** CUDA device ids as the driver or an existing `CUDA_VISIBLE_DEVICES` names them; empty without GPU. */
  readonly gpus: readonly string[];
}
