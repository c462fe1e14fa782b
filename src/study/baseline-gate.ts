import type { BaselineGate, Reproducibility } from '../core/event.js';
import type { SeedStrategy } from '../core/seed-strategy.js';
import { unreachable } from '../core/unreachable.js';
import type { Bench } from './bench.js';
import type { Repeated } from './compare-repetitions.js';

/**
 * What comparing the baseline with the plain script says about the study's own influence. `plainly`: the
 * comparison with the run without us, over `extent`; `again`: with one more run of the baseline as the study runs it. A script
 * that sets no seed gives other numbers each time it runs by itself.
 */
export function baselineGate(
  plainly: Reproducibility,
  extent: Repeated['extent'],
  again: Reproducibility,
  seeds: SeedStrategy,
): BaselineGate {
  switch (plainly.kind) {
    case 'identical':
      return { kind: 'equal', extent: extent === 'whole' ? 'in-full' : 'first-values' };
    case 'not-checked':
      return { kind: 'not-checked', reason: `run by itself ${plainly.reason}` };
    case 'differs':
      if (again.kind !== 'identical') {
        return { kind: 'not-checked', reason: 'the same seed gives different numbers anyway' };
      }
      return {
        kind: 'differs',
        by: Math.max(...Object.values(plainly.tolerance)),
        ...(seeds.kind === 'environment' ? { cause: 'no-seed-of-its-own' as const } : {}),
      };
    default:
      return unreachable(plainly);
  }
}

/** Says what a person has to know of it. */
export function noteGate(bench: Bench, gate: BaselineGate): void {
  if (gate.kind !== 'differs') return;
  const isUnseeded = gate.cause !== undefined;
  const message = isUnseeded
    ? `Run by itself the script gives other numbers (by up to ${gate.by.toPrecision(2)}): it sets no seed, so the study seeds it.`
    : `Run by itself the script gives other numbers than as this study's baseline (by up to ${gate.by.toPrecision(2)}).`;
  bench.observer.onEvent({
    type: 'note-made',
    at: new Date().toISOString(),
    severity: isUnseeded ? 'note' : 'warning',
    message,
  });
}
