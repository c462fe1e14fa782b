import type { MarkOptions } from '../core/component.js';
import { didYouMean } from '../core/near-names.js';
import { SECOND_BASELINE_ID } from '../core/second-baseline.js';
import { BASELINE_ID } from '../core/trial.js';
import { nearestMark } from './near-miss.js';
import { splitOptions } from './split-options.js';

/** What one comment says. */
export type Mark =
  | { readonly kind: 'component'; readonly options: MarkOptions }
  | { readonly kind: 'hint-start'; readonly options: MarkOptions }
  | { readonly kind: 'hint-end' }
  /** A mark that was meant but cannot be read; `message` says why and what to write. */
  | { readonly kind: 'invalid'; readonly message: string }
  /** Looks like a mark and is none; `meant` is how it would be written. */
  | { readonly kind: 'near-miss'; readonly meant: string }
  | { readonly kind: 'none' };

const MARK = /^#[ \t]*(ABLATABLE_COMPONENT|ABLATION_HINT_START|ABLATION_HINT_END)(?![A-Za-z0-9_])/;
/** `# noqa  #ABLATABLE_COMPONENT`: behind another comment, as the last thing of the line. */
const LATER_MARK = /(?<!#)#[ \t]*ABLATABLE_COMPONENT(?![A-Za-z0-9_])/;
const OPTION_NAMES = ['name', 'group', 'replace', 'term', 'each'] as const;
type OptionName = (typeof OPTION_NAMES)[number];

/** Reads a comment, given from its `#` on. Case is exact, blanks after `#` are allowed. */
export function parseMark(comment: string): Mark {
  const text = comment.trimEnd();
  const match = MARK.exec(text);
  if (match !== null) return readMark(match[1] ?? '', text, match[0].length);
  const meant = nearestMark(text);
  return meant === undefined ? { kind: 'none' } : { kind: 'near-miss', meant };
}

/** Reads a comment that follows code: the mark may also stand behind another comment, `# noqa  #ABLATABLE_COMPONENT`. */
export function parseTrailingMark(comment: string): Mark {
  const later = MARK.test(comment) ? null : LATER_MARK.exec(comment);
  return parseMark(later === null ? comment : comment.slice(later.index));
}

function readMark(word: string, text: string, end: number): Mark {
  const options = readOptions(word, text, end);
  if (typeof options === 'string') return { kind: 'invalid', message: options };
  switch (word) {
    case 'ABLATABLE_COMPONENT':
      return { kind: 'component', options };
    case 'ABLATION_HINT_START':
      return { kind: 'hint-start', options };
    default:
      return { kind: 'hint-end' };
  }
}

function readOptions(word: string, text: string, end: number): MarkOptions | string {
  const open = end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0);
  if (text.charAt(open) !== '(') return afterMark(word, text.slice(end)) ?? { each: false };
  if (word === 'ABLATION_HINT_END') return '#ABLATION_HINT_END takes no options; put them at #ABLATION_HINT_START.';
  const split = splitOptions(text, open);
  if (split === undefined) {
    return `A bracket or a quote in the options of #${word} is not closed; they must stand on one line.`;
  }
  return afterMark(word, text.slice(split.end)) ?? optionsFrom(word, split.parts);
}

/** Only a further comment may follow: prose that starts like a mark must not become one. */
function afterMark(word: string, rest: string): string | undefined {
  const trimmed = rest.trim();
  if (trimmed === '' || trimmed.startsWith('#')) return undefined;
  return `"${trimmed}" after #${word} is not understood; options stand in parentheses: #${word}(name=...).`;
}

function optionsFrom(word: string, parts: readonly string[]): MarkOptions | string {
  const values = new Map<OptionName, string>();
  let each = false;
  for (const part of parts) {
    const [, key, value] = /^([A-Za-z_]\w*)\s*=(?!=)\s*([^]*)$/.exec(part) ?? [];
    const option = OPTION_NAMES.find((name) => name === (key ?? part));
    if (option === undefined) return unknownOption(key ?? part);
    if (option === 'each' && value !== undefined) return 'The option each takes no value: write just "each".';
    if (option !== 'each' && (value ?? '') === '') return `The option ${option} needs a value: ${option}=...`;
    if (values.has(option) || (option === 'each' && each)) return `The option ${option} is given twice.`;
    if (word === 'ABLATION_HINT_START' && option !== 'name' && option !== 'group') {
      return `A hint takes only name and group, not ${option}.`;
    }
    if (option === 'each') each = true;
    else if (value !== undefined) values.set(option, option === 'name' || option === 'group' ? unquoted(value) : value);
  }
  return checkedLabels({ ...Object.fromEntries(values), each });
}

function checkedLabels(options: MarkOptions): MarkOptions | string {
  for (const key of ['name', 'group'] as const) {
    const label = options[key];
    if (label === BASELINE_ID || label === SECOND_BASELINE_ID)
      return `${key}=${label}: this word is taken by the unchanged script; choose another.`;
    if (label !== undefined && !/^[\p{L}\p{N}_][\p{L}\p{N}_.+ -]*$/u.test(label)) {
      return `${key}=${label}: only letters, digits, "_", "-", "+", "." and blanks can be used, a letter or digit first.`;
    }
  }
  return options;
}

function unquoted(value: string): string {
  return /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
}

function unknownOption(given: string): string {
  const hint = didYouMean(given, OPTION_NAMES, 'Known:');
  return `Unknown option "${given}" in the mark. ${hint} An expression with a comma of its own needs parentheses.`;
}
