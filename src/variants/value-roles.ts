import { isCoefficientName } from '../source/coefficient-names.js';

/** What a number is for, by its name, as far as that says at which value it does nothing. */
export type ValueRole =
  | { readonly kind: 'neutral'; readonly neutral: string; readonly meaning: string }
  /** Does nothing at 0 only where it multiplies a term of a sum, which has to be seen. */
  | { readonly kind: 'coefficient' }
  | { readonly kind: 'unknown' };

interface NamedRole {
  readonly names: RegExp;
  /** Numbers outside are something else under the same name: a count, a list index. */
  readonly isPlausible: (value: number) => boolean;
  readonly neutral: string;
  readonly meaning: string;
}

const isFraction = (value: number): boolean => value >= 0 && value < 1;

const ROLES: readonly NamedRole[] = [
  {
    names:
      /(^|_)(dropout|dropout_?(p|rate|prob|ratio)|drop_?(rate|prob|out|out_rate|path|path_rate|path_prob)|p_?drop(out)?|pdrop|layer_?drop|stochastic_depth(_prob|_rate)?)\d*$/i,
    isPlausible: isFraction,
    neutral: '0.0',
    meaning: 'no unit is dropped',
  },
  {
    names: /(^|_)keep_?(prob|rate)$/i,
    isPlausible: (value) => value > 0 && value <= 1,
    neutral: '1.0',
    meaning: 'all units are kept',
  },
  { names: /(^|_)label_?smoothing$/i, isPlausible: isFraction, neutral: '0.0', meaning: 'labels are not smoothed' },
  { names: /(^|_)(weight_?decay|wd)$/i, isPlausible: isFraction, neutral: '0.0', meaning: 'weights do not decay' },
];

/** The role of a number called `name`. */
export function roleOfNumber(name: string, value: number): ValueRole {
  const role = ROLES.find((each) => each.names.test(name) && each.isPlausible(value));
  if (role !== undefined) return { kind: 'neutral', neutral: role.neutral, meaning: role.meaning };
  return isCoefficientName(name) && !NOT_COEFFICIENTS.test(name) ? { kind: 'coefficient' } : { kind: 'unknown' };
}

const NOT_COEFFICIENTS = /(^|_)(lr|learning_rate|eps|epsilon|(mixup|cutmix)_alpha)$/i;

/** Why switching a flag of this name off would not remove a part of the method; undefined where it would. */
export function flagObjection(name: string): string | undefined {
  if (/^(no|not|non|disable|skip|without|exclude|ignore|freeze|drop)_/i.test(name)) {
    return `\`${name}\` switches something off, so that switching it off again would add something; say replace=`;
  }
  return INFRASTRUCTURE.test(name)
    ? `\`${name}\` says how the script runs, or what shape its data has, rather than what its method is; say replace=`
    : undefined;
}

const INFRASTRUCTURE =
  /(^|_)(verbose|debug|train|training|test|download|cuda|gpu|mps|cpu|save\w*|load\w*|resume|log\w*|plot\w*|show|profile|pin_memory|persistent_workers|drop_last|requires_grad|inplace|deterministic|benchmark|distributed|overwrite|progress|quiet|batch_first|return_\w+|keepdims?|required|bidirectional|causal|done|found|first|finished|validation|validate|eval|evaluate|track\w*|\w*memory|low_mem|all_gathers|master|flush|non_blocking|strict|copy|unit_scale|\w*tf32|down_?sampl\w*|up_?sampl\w*|\w*pool|flatten|concat\w*|transposed?|include_top|one_?hot|gr[ae]y(scale)?|cls_token|exist_ok|sort_keys|update_\w+)$|^is_/i;
