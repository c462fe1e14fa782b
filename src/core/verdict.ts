/** How far a variant is trusted to be the baseline without its component, and nothing else. */
export type VerdictKind = 'faithful' | 'suspicious' | 'rejected' | 'unchecked';

/** What of a variant a piece of evidence is about. */
export type CheckAspect =
  /** Changed code lies in the component or follows from it. */
  | 'confinement'
  /** Hyperparameters, data, loss, metric and evaluation are the baseline's. */
  | 'protected-settings'
  /** Nothing that an ablation has no business with: network, files, `eval`, early exit ... */
  | 'forbidden-novelty'
  /** The component is really gone. */
  | 'completeness'
  /** The edit is in proportion to the component. */
  | 'size'
  /** It runs as the baseline does. */
  | 'execution'
  /** Module or estimator tree, parameters, shapes. */
  | 'structure'
  /** That it was asked for in words, which no program understands. */
  | 'asked-in-words'
  /** Optimizer, scheduler, loss and data as observed. */
  | 'observed-settings';

/** One thing a check found, in plain words. */
export interface Evidence {
  /** `note`: worth knowing, against nobody. The worst severity decides the verdict. */
  readonly severity: 'note' | 'suspicious' | 'rejected';
  readonly aspect: CheckAspect;
  /** A clause without a full stop: `lr is 0.01 where the baseline has 0.001`. */
  readonly message: string;
  /** `train.py:31`; of the variant, unless only the baseline has the line. */
  readonly place?: string;
}

/** How the note begins that a verdict rests on sources and calls alone. */
export const STRUCTURE_NOT_CHECKED = 'structure not checked';

/** The note that the first steps showed no difference, so that a verdict rests on the sources. */
export const NOTHING_SEEN_DIFFERS = 'nothing that was seen differs from the baseline';

/** How a trial's variant compares with the baseline in size and speed: confounds a reviewer asks about. */
export interface Confounds {
  /** Trainable parameters that got a gradient in the first steps; absent where they were not seen. */
  readonly baselineParameters?: number;
  readonly variantParameters?: number;
}

/** The verdict on one variant, with all that it rests on. */
export interface Verdict {
  readonly kind: VerdictKind;
  /** Why it is not `faithful`: the evidence of that severity, or the one reason it was not checked. */
  readonly reasons: readonly Evidence[];
  /** What else is worth knowing: `random stream shifted`, `structure not checked`. */
  readonly notes: readonly Evidence[];
  readonly confounds: Confounds;
  /** A person looked at it and takes it: it runs, and the report says so. */
  readonly acceptedByPerson?: true;
}

/** Whether suspicious variants run: `strict` treats them as rejected. */
export type Strictness = 'lenient' | 'strict';

/** Whether a trial with this verdict is run. */
export function mayRun(verdict: Verdict, strictness: Strictness): boolean {
  if (verdict.acceptedByPerson === true) return true;
  return verdict.kind !== 'rejected' && !(strictness === 'strict' && verdict.kind === 'suspicious');
}
