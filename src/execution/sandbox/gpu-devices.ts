import { readdirSync } from 'node:fs';
import path from 'node:path';

/** NVIDIA (MIG's `nvidia-caps` too), AMD, Intel, and GPUs under WSL. */
const GPU_DEVICE = /^(nvidia.*|dri|kfd|dxg|accel)$/;

/** Device nodes of GPUs, and folders of them, that a run needs to compute on one. Absolute. */
export function gpuDevices(folder = '/dev'): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => GPU_DEVICE.test(name))
      .map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}
