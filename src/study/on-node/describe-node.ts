import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { writeOnce } from '../../execution/slurm/write-once.js';
import { describeMachine } from '../../execution/describe-machine.js';
import { nodeFile } from '../../store/study-nodes.js';

/** Notes once per study what this node is: the report tells where its numbers are from. */
export async function describeNode(batchDirectory: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const name = environment.SLURMD_NODENAME ?? 'node';
  const file = nodeFile(path.resolve(batchDirectory, '..', '..'), name);
  if (existsSync(file)) return;
  const { operatingSystem, processor, cores, gpus } = await describeMachine(environment);
  mkdirSync(path.dirname(file), { recursive: true });
  const node = { name, operatingSystem, processor, cores, gpus: gpus.map((gpu) => gpu.name) };
  // Another task may begin there at the same moment.
  writeOnce(file, `${JSON.stringify(node)}\n`, String(process.pid));
}
