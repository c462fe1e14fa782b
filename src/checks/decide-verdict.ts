import type { Confounds, Evidence, Verdict, VerdictKind } from '../core/verdict.js';

/** What the two checks of a variant found. */
export interface Findings {
  readonly evidence: readonly Evidence[];
  readonly confounds: Confounds;
  /** Why it could not be seen running; absent where it was, or was not to be. */
  readonly unseen?: string;
}

/** The worst that was found decides; what was never seen running is at best `unchecked`. */
export function decideVerdict({ evidence, confounds, unseen }: Findings): Verdict {
  const rejecting = evidence.filter(({ severity }) => severity === 'rejected');
  const suspicions = evidence.filter(({ severity }) => severity === 'suspicious');
  const notes = evidence.filter(({ severity }) => severity === 'note');
  const verdict = (kind: VerdictKind, reasons: readonly Evidence[]): Verdict => ({ kind, reasons, notes, confounds });
  if (rejecting.length > 0) return verdict('rejected', [...rejecting, ...suspicions]);
  if (suspicions.length > 0) return verdict('suspicious', suspicions);
  if (unseen !== undefined) {
    return verdict('unchecked', [{ severity: 'note', aspect: 'execution', message: unseen }]);
  }
  return verdict('faithful', []);
}
