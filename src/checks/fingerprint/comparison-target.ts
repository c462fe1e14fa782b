/** What a component may legitimately change in what was observed. */
export type ChangeKind = 'modules' | 'loss' | 'optimizer' | 'scheduler' | 'data' | 'estimator' | 'other';

/** What is known of a component from its source, so that a fingerprint can be searched for it. */
export interface ComparisonTarget {
  /**
   * Attribute names that the marked code defines, or that only the marked code calls: `conv2`, `attn`,
   * also of a parameter (`cls_token`), of a pipeline's step (`scaler`) or of a column (`age`). Each
   * matches the end of a qualified name (`attn` matches `blocks.0.attn`) and may be dotted, for an
   * element of a container: `features.3`.
   */
  readonly moduleNames: readonly string[];
  /** Modules that the marked code calls, alone or not: these may be out of use without it. */
  readonly calledNames?: readonly string[];
  /** The mark stands on the definition, so a definition that stays is wrong. */
  readonly definesModules: boolean;
  /**
   * Constructors called in the marked code, the outermost ones first: `SEBlock`, `Dropout`,
   * `StandardScaler`, `RandomCrop`. They narrow down the names; where no name is found, they alone
   * say what the component is.
   */
  readonly classNames: readonly string[];
  /** Hyperparameters that are the component: `weight_decay`, `label_smoothing`. Any other must stay. */
  readonly settingNames: readonly string[];
  /** The project imports a library that trains, so that a run without a step or fit was not seen. */
  readonly isTraining?: boolean;
  /** Keys of configuration that are the component: hyperparameters of these names may change. */
  readonly configuredNames?: readonly string[];
  /** What the marked keyword is given to: `Dropout` in `Dropout(p=0.1)`, `choice` in `choice(5, p=weights)`. */
  readonly settingOwners?: readonly string[];
  /**
   * What may change. `other` stands for whatever can't be told from the source: with no name at all, an
   * otherwise unexplained loss of modules is then taken to be the component and noted.
   */
  readonly kinds: ReadonlySet<ChangeKind>;
  /**
   * Classes whose attributes the names are: `BasicBlock` where `self.conv2 = ...` stands in it. Tells the
   * block's `conv2` from the stem's; ignored where no module of such a class holds one (subclasses).
   */
  readonly ownerClasses?: readonly string[];
  /**
   * How often the marked constructor runs for one object that contains it: once, or repeatedly (a loop, a
   * comprehension, a helper called several times). Only matters where classes alone say what is meant:
   * `once` makes a second one that is gone a fault. Absent where not known.
   */
  readonly occurrence?: 'once' | 'repeated';
  /** Unmarked code makes something of the same class, which stays. */
  readonly hasNamesakes?: boolean;
  /** Constructors of the replacement which the mark asks for: these may stand in the component's place. */
  readonly replacementClassNames?: readonly string[];
  /**
   * Sources and configuration differ by what the component itself says to put there, and by nothing else: what is
   * observed to differ follows from that. Absent where more, or something else, was changed.
   */
  readonly declaredChange?: DeclaredChange;
}

/**
 * `value`: a number, word or switch is another (`replace=2`, an option, a key). `part`: other code stands there.
 * `approved`: a model's edit of the lines that a person approved, and of what follows from them.
 */
export type DeclaredChange = 'value' | 'part' | 'approved';

/** Whether anything is known by which the component could be recognised. */
export function isNamed(target: ComparisonTarget): boolean {
  return target.moduleNames.length + target.classNames.length + target.settingNames.length > 0;
}

/** Whether the component may be taken to be whatever is missing, because nothing is known of it. */
export function isAnything(target: ComparisonTarget): boolean {
  return target.kinds.has('other') && !isNamed(target);
}

/**
 * How grave a change of the data is: none where the component is data; where nothing is known of the
 * component it may be, so that a person has to look.
 */
export function dataSeverity(target: ComparisonTarget): 'note' | 'suspicious' | 'rejected' {
  if (target.kinds.has('data')) return 'note';
  return isAnything(target) ? 'suspicious' : 'rejected';
}

/** Whether a hyperparameter is the component, where the component may be such a thing at all. */
export function isTargetSetting(target: ComparisonTarget, kind: ChangeKind, name: string): boolean {
  if (target.configuredNames?.includes(name) === true) return true;
  return (target.kinds.has(kind) || target.kinds.has('other')) && target.settingNames.includes(name);
}

/** Whether a dotted or simple name ends in one of the component's names. */
export function matchesName(names: readonly string[], qualified: string): string | undefined {
  return names.find((name) => name !== '' && (qualified === name || qualified.endsWith(`.${name}`)));
}
