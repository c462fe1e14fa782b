import type { Result } from '../../core/result.js';
import type { Inspection } from './inspect-interpreter.js';
import type { RejectionReason } from './interpreter.js';

/** Loggers that the probe stands in for, so that a script runs without them. */
const DISPENSABLE_MODULES = new Set(['wandb', 'mlflow', 'tensorboard', 'tensorboardX']);

/** Whether a script cannot do without a module. */
export function isIndispensable(module: string): boolean {
  return !DISPENSABLE_MODULES.has(module);
}

/** Why an interpreter cannot run the script, or undefined where it can. */
export function rejectionReason(inspection: Result<Inspection, string>): RejectionReason | undefined {
  if (!inspection.ok) return { kind: 'does-not-start', message: inspection.failure };
  const { version, executable, missing } = inspection.value;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 3 || (major === 3 && minor < 8)) return { kind: 'too-old', version };
  const modules = missing.filter(isIndispensable);
  return modules.length === 0 ? undefined : { kind: 'missing-modules', executable, modules };
}
