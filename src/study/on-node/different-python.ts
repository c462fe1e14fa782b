import { inspectInterpreter } from '../../execution/interpreter/inspect-interpreter.js';
import type { NodeSurroundings } from '../../execution/slurm/batch.js';

/**
 * The same path can be another Python on another machine, and its numbers others: what stands in the way of a run here, in words;
 * undefined where nothing does.
 */
export async function differentPython(
  { interpreter, plan }: NodeSurroundings,
  node: string,
): Promise<string | undefined> {
  const { command, version, packages } = interpreter;
  const place = { directory: plan.projectRoot, environment: process.env };
  const found = await inspectInterpreter(command, Object.keys(packages), place);
  const name = command.join(' ');
  if (!found.ok) return `${name} does not start on node ${node}: ${found.failure}`;
  const is = found.value;
  if (is.version !== version)
    return `${name} is Python ${is.version} on node ${node}, and ${version} where the study was planned`;
  const other = Object.entries(packages).find(([module, wanted]) => is.packages[module] !== wanted);
  if (other === undefined) return undefined;
  const [module, wanted] = other;
  return `${name} has ${module} ${is.packages[module] ?? '(none)'} on node ${node}, and ${wanted} where the study was planned`;
}
