import { isTargetSetting, type ChangeKind, type ComparisonTarget } from '../comparison-target.js';
import { differs, type Finding } from '../findings.js';
import { valueInWords, withoutAddresses } from '../in-words.js';

type Settings = Readonly<Record<string, string>>;

export interface SettingsContext {
  readonly target: ComparisonTarget;
  /** What a change of these settings is a change of. */
  readonly kind: ChangeKind;
  /** What the settings belong to, where their names alone do not say it: `Adam`. */
  readonly owner?: string;
  /** Settings that follow from something judged elsewhere. */
  readonly ignored?: (name: string) => boolean;
}

/** Every setting that is another than the baseline's, those that are the component left out. */
export function compareSettings(
  baseline: Settings,
  variant: Settings,
  { target, kind, owner, ignored = () => false }: SettingsContext,
): Finding[] {
  const names = new Set([...Object.keys(baseline), ...Object.keys(variant)]);
  return [...names].flatMap((name) => {
    if (ignored(name) || isTargetSetting(target, kind, lastPart(name))) return [];
    if (isSameValue(baseline[name], variant[name])) return [];
    const subject = owner === undefined ? name : `${name} of ${owner}`;
    return [differs(subject, valueInWords(variant[name]), valueInWords(baseline[name]))];
  });
}

/** Equal as Python prints them, addresses of objects and the kind of a number (`1` and `1.0`) aside. */
export function isSameValue(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (withoutAddresses(one) === withoutAddresses(other)) return true;
  return one.trim() !== '' && other.trim() !== '' && Number(one) === Number(other);
}

/** `C` of `clf__C`. */
export function lastPart(name: string): string {
  return name.split(/__|\./).at(-1) ?? name;
}
