import { alignBlocks, type BlockDifference } from './align-blocks.js';
import { unitsOf, type BlockUnit } from './block-units.js';
import type { Gap } from './gaps.js';
import { indented } from './indent.js';
import { groupByText, mergeNodes, type Version, type Versions } from './merge-nodes.js';
import { replaced, type Replacement } from './replacement.js';
import { isOff, isOn, type SwitchName } from './switch-test.js';

/** The switches between the statements of a block, as replacements in the original's text. */
export function mergeBlocks(original: Version, versions: Versions, name: SwitchName): readonly Replacement[] {
  const units = unitsOf(original.node, original.text);
  const trials = [...versions].map(([trial, { node, text }]) => {
    const others = unitsOf(node, text);
    return { trial, text, units: others, difference: alignBlocks(units, others) };
  });
  const inside = (index: number, left: readonly TrialBlock[]): readonly Replacement[] =>
    mergeUnit(original.text, units[index], index, left, name);
  const ranges = unionOf(trials.flatMap(({ difference }) => difference.gaps));
  const alone = units.flatMap((_, index) =>
    ranges.some(({ from, to }) => from <= index && index < to) ? [] : inside(index, trials),
  );
  const switched = ranges.map((range) => {
    const replacing = trials.filter(({ difference }) => difference.gaps.some((gap) => lies(gap, range)));
    const others = trials.filter((trial) => !replacing.includes(trial));
    const inner = units.slice(range.from, range.to).flatMap((_, index) => inside(range.from + index, others));
    return switchOf(original.text, units, range, replacing, inner, name);
  });
  return [...alone, ...switched];
}

interface TrialBlock {
  readonly trial: string;
  readonly text: string;
  readonly units: readonly BlockUnit[];
  readonly difference: BlockDifference;
}

type Range = Pick<Gap, 'from' | 'to'>;

/** Gaps of several trials that overlap become one; what is only inserted between two statements stands alone. */
function unionOf(gaps: readonly Gap[]): Range[] {
  const ranges: { from: number; to: number }[] = [];
  for (const { from, to } of [...gaps].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = ranges.at(-1);
    const isSame = last?.from === from && last.to === to;
    if (last !== undefined && (isSame || from < last.to)) last.to = Math.max(last.to, to);
    else ranges.push({ from, to });
  }
  return ranges;
}

function lies(gap: Gap, { from, to }: Range): boolean {
  return gap.from >= from && gap.to <= to && (gap.to > gap.from || from === to || (gap.from > from && gap.from < to));
}

function mergeUnit(
  text: string,
  unit: BlockUnit | undefined,
  index: number,
  trials: readonly TrialBlock[],
  name: SwitchName,
): readonly Replacement[] {
  if (unit?.statement === undefined) return [];
  const versions = new Map(
    trials.flatMap((trial): [string, Version][] => {
      const node = trial.difference.inside.get(index)?.statement;
      return node === undefined ? [] : [[trial.trial, { node, text: trial.text }]];
    }),
  );
  return mergeNodes({ node: unit.statement, text }, versions, name, (original, others) =>
    mergeBlocks(original, others, name),
  );
}

/** `if TRIAL == "x": <its statements> else: <the original's>`, on the lines of the original's. */
function switchOf(
  text: string,
  units: readonly BlockUnit[],
  range: Range,
  replacing: readonly TrialBlock[],
  inner: readonly Replacement[],
  name: SwitchName,
): Replacement {
  const first = units[range.from];
  const last = units[range.to - 1];
  const isInsertion = range.from === range.to;
  const indentation = (first ?? last ?? units.at(-1))?.indentation ?? '';
  const codes = replacing.map((trial) => [trial.trial, statementsOf(trial, range)] as const);
  const without = codes.flatMap(([trial, code]) => (code === '' ? [trial] : []));
  const cases = groupByText(codes.filter(([, code]) => code !== ''));
  const branches = cases.map(([code, trials], index) =>
    branch(`${index === 0 ? 'if' : 'elif'} ${isOn(name, trials)}`, code, indentation),
  );
  if (isInsertion) {
    const before = units[range.from - 1];
    const lines = branches.join('\n');
    return before === undefined
      ? { start: first?.start ?? 0, end: first?.start ?? 0, text: `${lines}\n` }
      : { start: before.end, end: before.end, text: `\n${lines}` };
  }
  const [start, end] = [first?.start ?? 0, last?.end ?? text.length];
  const keyword = branches.length === 0 ? 'if' : 'elif';
  const otherwise = without.length === 0 ? 'else' : `${keyword} ${isOff(name, without)}`;
  branches.push(branch(otherwise, replaced(text, start, end, inner), indentation));
  return { start, end, text: branches.join('\n') };
}

function branch(header: string, statements: string, indentation: string): string {
  return `${indentation}${header}:\n${indented(statements, indentation)}`;
}

/** What a trial has instead of a range of the original's statements, without the tool's own marks. */
function statementsOf({ text, units, difference }: TrialBlock, range: Range): string {
  const gaps = difference.gaps.filter((gap) => lies(gap, range));
  const [first, last] = [gaps[0], gaps.at(-1)];
  if (first === undefined || last === undefined) throw new Error('Internal error: a switch without a difference');
  const taken = units.slice(first.otherFrom - (first.from - range.from), last.otherTo + (range.to - last.to));
  if (taken.every(({ key }) => key === 'pass')) return '';
  return text.slice(taken[0]?.start, taken.at(-1)?.end).replaceAll(/[ \t]*#\s*ABLATABLE_COMPONENT.*$/gmu, '');
}
