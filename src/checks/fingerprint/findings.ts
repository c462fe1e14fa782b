import type { CheckAspect, Evidence } from '../../core/verdict.js';
import { countInWords, namesInWords } from './in-words.js';

/**
 * One thing that was found about one subject. Findings that say the same of several subjects (a module
 * that stands in every block) become one piece of evidence.
 */
export interface Finding {
  readonly severity: Evidence['severity'];
  readonly aspect: CheckAspect;
  /** `blocks.0.conv2`; absent where `one` is the whole clause. */
  readonly subject?: string;
  /** What is said of one subject: `still takes part`. `{parameters}` becomes their number. */
  readonly one: string;
  /** What is said of several: `still take part`. Absent where it reads the same. */
  readonly many?: string;
  /** How many parameters are concerned; summed up over the subjects, and put in brackets where `one` names no place. */
  readonly parameters?: number;
  readonly place?: string;
}

/** Evidence in the order of the findings, each said once, the gravest first. */
export function toEvidence(findings: readonly Finding[]): Evidence[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { severity, aspect, one, place = '' } = finding;
    const key = [severity, aspect, finding.subject === undefined ? 'whole' : 'part', one, place].join('\n');
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    if (!group.some(({ subject }) => subject === finding.subject)) group.push(finding);
  }
  const evidence = [...groups.values()].flatMap((group) => asOne(group) ?? []);
  return evidence.sort((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]);
}

const GRAVITY: Readonly<Record<Evidence['severity'], number>> = { rejected: 0, suspicious: 1, note: 2 };

function asOne(group: readonly Finding[]): Evidence | undefined {
  const [first] = group;
  if (first === undefined) return undefined;
  const subjects = group.flatMap(({ subject }) => subject ?? []);
  const says = group.length > 1 ? (first.many ?? first.one) : first.one;
  const parameters = group.reduce((sum, finding) => sum + (finding.parameters ?? 0), 0);
  const subject = subjects.length === 0 ? '' : `${namesInWords(subjects)} `;
  const message = `${subject}${withParameters(says, parameters)}`;
  const { severity, aspect, place } = first;
  return { severity, aspect, message, ...(place === undefined ? {} : { place }) };
}

function withParameters(clause: string, parameters: number): string {
  const count = countInWords(parameters, 'parameter');
  if (clause.includes('{parameters}')) return clause.replace('{parameters}', count);
  return parameters > 0 ? `${clause} (${count})` : clause;
}

/** `lr is 0.01 where the baseline has 0.001`, in the aspect of what was observed. */
export function differs(
  subject: string,
  variant: string,
  baseline: string,
  severity: Evidence['severity'] = 'rejected',
): Finding {
  return { severity, aspect: 'observed-settings', one: `${subject} is ${variant} where the baseline has ${baseline}` };
}

/** A clause of its own about the settings, the data or the loss as observed. */
export function observed(severity: Evidence['severity'], clause: string, place?: string): Finding {
  return { severity, aspect: 'observed-settings', one: clause, ...(place === undefined ? {} : { place }) };
}

/** A clause of its own about the model. */
export function observedModule(severity: Evidence['severity'], clause: string): Finding {
  return { severity, aspect: 'structure', one: clause };
}
