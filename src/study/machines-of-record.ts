import type { EnvironmentDescription } from '../core/report.js';
import type { StudyNode } from '../store/study-nodes.js';

/** Where the runs executed: the nodes of a cluster, where there were any, and not the machine that submitted them. */
export function environmentOf(planned: EnvironmentDescription, nodes: readonly StudyNode[]): EnvironmentDescription {
  const [first] = nodes;
  if (first === undefined) return planned;
  const distinct = (texts: readonly string[]): string => [...new Set(texts)].join(' and ');
  return {
    ...planned,
    operatingSystem: distinct(nodes.map((node) => node.operatingSystem)),
    processor: distinct(nodes.map((node) => node.processor)),
    cores: first.cores,
    gpus: [...new Set(nodes.flatMap((node) => node.gpus))],
    slurmNodes: nodes.map((node) => node.name),
  };
}

/** Other hardware rounds otherwise, which looks like an effect where it is all there is. */
export function differentMachines(nodes: readonly StudyNode[]): string[] {
  const hardware = new Map<string, string[]>();
  for (const { name, processor, gpus } of nodes) {
    const words = [...new Set(gpus), processor].join(', ');
    hardware.set(words, [...(hardware.get(words) ?? []), name]);
  }
  if (hardware.size < 2) return [];
  const parts = [...hardware].map(([words, names]) => `${words} (${names.join(', ')})`);
  return [
    `Runs were made on different hardware: ${parts.join('; ')}. Say --sbatch '--constraint=...' to have it all alike.`,
  ];
}
