import type { ConfigComponent, MarkOptions } from '../../core/component.js';
import type { Diagnostic } from '../../core/diagnostic.js';
import type { Edit } from '../../core/edit.js';
import { failure, success, type Result } from '../../core/result.js';
import type { ComponentDraft, Drafts } from '../component-draft.js';
import { slug } from '../derive-name.js';
import { parseMark, parseTrailingMark } from '../parse-mark.js';
import type { ConfigFile } from '../project.js';
import { sourcePlace } from '../source-place.js';
import { removeElement, setValue } from './config-change.js';
import { dottedPath, type ConfigComment, type ConfigEntry, type ParsedConfig } from './config-entry.js';
import { locateMarkedEntry } from './locate-marked-entry.js';
import { parseConfig } from './parse-config.js';

/** `yes` and `on` are true to the YAML readers of Python. */
const OPPOSITES: Readonly<Record<string, string>> = {
  true: 'false',
  True: 'False',
  TRUE: 'FALSE',
  yes: 'no',
  Yes: 'No',
  on: 'off',
  On: 'Off',
};

interface ConfigEdit {
  readonly edits: readonly Edit[];
  readonly change: string;
  readonly replaces: boolean;
}

/** The marks in the comments of a YAML or TOML file. */
export function readConfigMarks(file: ConfigFile): Drafts {
  if (!/abla/i.test(file.text)) return { drafts: [], diagnostics: [] };
  const parsed = parseConfig(file.format, file.text);
  if (!parsed.ok) {
    const { message, offset } = parsed.failure;
    const place = sourcePlace(file, rowAt(file, offset));
    return {
      drafts: [],
      diagnostics: [{ severity: 'error', message: `${file.path} cannot be read: ${message}.`, place }],
    };
  }
  const drafts: ComponentDraft[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const comment of parsed.value.comments) {
    const place = sourcePlace(file, rowAt(file, comment.start));
    const mark = readMark(file, comment);
    if (mark.kind === 'near-miss') {
      const message = `This comment is no mark, but looks like one. If it was meant, write ${mark.meant}.`;
      diagnostics.push({ severity: 'warning', message, place });
    } else if (mark.kind === 'invalid') {
      diagnostics.push({ severity: 'error', message: mark.message, place });
    } else if (mark.kind === 'hint-start' || mark.kind === 'hint-end') {
      diagnostics.push({ severity: 'error', message: 'Hints belong into Python files.', place });
    } else if (mark.kind === 'component') {
      const draft = draftAt(file, parsed.value, comment, mark.options);
      if (draft.ok) drafts.push(draft.value);
      else diagnostics.push({ severity: 'error', message: draft.failure, place });
    }
  }
  return { drafts, diagnostics };
}

function readMark(file: ConfigFile, comment: ConfigComment): ReturnType<typeof parseMark> {
  const lineStart = file.text.lastIndexOf('\n', comment.start - 1) + 1;
  const isAlone = file.text.slice(lineStart, comment.start).trim() === '';
  return isAlone ? parseMark(comment.text) : parseTrailingMark(comment.text);
}

function draftAt(
  file: ConfigFile,
  parsed: ParsedConfig,
  comment: ConfigComment,
  options: MarkOptions,
): Result<ComponentDraft, string> {
  if (options.each || options.term !== undefined)
    return failure('term and each are for Python files; mark single lines here.');
  const entry = locateMarkedEntry(file, parsed, comment);
  if (!entry.ok) return entry;
  const change = changeOf(file, parsed, entry.value, options);
  if (!change.ok) return failure(`The marked value cannot be changed: ${change.failure}.`);
  const row = rowAt(file, entry.value.start);
  const component: ConfigComponent = {
    kind: 'config',
    id: options.name ?? nameOf(entry.value),
    ...(options.group === undefined ? {} : { group: options.group }),
    file: file.path,
    line: row + 1,
    ...change.value,
  };
  const stem = slug(file.path.replace(/^.*\//, '').replace(/\.[^.]*$/, ''));
  const holders = entry.value.path.slice(0, -1).filter((key) => typeof key === 'string');
  const qualifiers = [...holders.slice(-1).map(slug), stem];
  const naming = options.name === undefined ? ({ kind: 'derived', qualifiers } as const) : ({ kind: 'given' } as const);
  return success({ component, naming, place: sourcePlace(file, row) });
}

function changeOf(
  file: ConfigFile,
  parsed: ParsedConfig,
  entry: ConfigEntry,
  options: MarkOptions,
): Result<ConfigEdit, string> {
  const name = dottedPath(entry.path);
  const source = file.text.slice(entry.valueStart, entry.valueEnd);
  const wasGiven = options.replace !== undefined;
  if (!wasGiven && typeof entry.path.at(-1) === 'number') {
    const removed = removeElement(file, parsed, entry);
    const what = source.replace(/(?:\s+#|\n)[^]*$/, '').trim();
    return removed.ok
      ? success({ edits: removed.value, change: `remove the entry ${what}`, replaces: false })
      : removed;
  }
  const replacement = options.replace ?? OPPOSITES[source];
  if (replacement === undefined) {
    return failure(`what ${name} is without it is not known; say replace=VALUE in the mark`);
  }
  const set = setValue(file, parsed, entry, { kind: 'source', source: replacement });
  return set.ok ? success({ edits: set.value, change: `set ${name}: ${replacement}`, replaces: wasGiven }) : set;
}

function nameOf(entry: ConfigEntry): string {
  const key = entry.path.at(-1);
  if (typeof key === 'string') return slug(key) || 'key';
  if (typeof entry.value === 'string') return slug(entry.value) || 'element';
  return slug([...entry.path.filter((part) => typeof part === 'string').slice(-1), key].join('_'));
}

function rowAt(file: ConfigFile, offset: number): number {
  return file.text.slice(0, offset).split('\n').length - 1;
}
