import type { ArgumentComponent } from '../../core/component.js';
import type { DeclaredComponent } from '../../core/declared-component.js';
import type { Diagnostic } from '../../core/diagnostic.js';
import type { Edit } from '../../core/edit.js';
import { nearNames } from '../../core/near-names.js';
import { failure, success, type Result } from '../../core/result.js';
import { splitCommandLine } from '../../core/split-command-line.js';
import { unreachable } from '../../core/unreachable.js';
import type { ComponentDraft, Drafts } from '../component-draft.js';
import type { ConfigFile, Project } from '../project.js';
import { setValue } from './config-change.js';
import { dottedPath, type ParsedConfig } from './config-entry.js';
import { parseConfig } from './parse-config.js';

const STUDY_FILE = 'ablation.yaml';

type DeclaredConfig = Extract<DeclaredComponent, { kind: 'config' }>;

/** The components of `ablation.yaml`. One that cannot be carried out is an error that names it. */
export function readDeclaredComponents(project: Project, declared: readonly DeclaredComponent[]): Drafts {
  const drafts: ComponentDraft[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const entry of declared) {
    const component = componentOf(project, entry);
    const place = { file: STUDY_FILE, line: 1 };
    if (component.ok) drafts.push({ component: component.value, naming: { kind: 'given' }, place });
    else {
      const message = `${STUDY_FILE}: the component ${entry.name}: ${component.failure}${component.failure.endsWith('?') ? '' : '.'}`;
      diagnostics.push({ severity: 'error', message });
    }
  }
  return { drafts, diagnostics };
}

function componentOf(project: Project, entry: DeclaredComponent): Result<ComponentDraft['component'], string> {
  switch (entry.kind) {
    case 'argument':
      return argumentComponent(entry);
    case 'config': {
      const edits = editsOf(project, entry);
      if (!edits.ok) return edits;
      const change = Object.entries(entry.set).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
      return success({
        kind: 'config',
        id: entry.name,
        ...(entry.group === undefined ? {} : { group: entry.group }),
        file: normalized(entry.file),
        edits: edits.value,
        change: `set ${change.join(', ')}`,
        replaces: false,
      });
    }
    default:
      return unreachable(entry);
  }
}

function argumentComponent(entry: Extract<DeclaredComponent, { kind: 'argument' }>): Result<ArgumentComponent, string> {
  const words = typeof entry.args === 'string' ? splitCommandLine(entry.args) : entry.args;
  if (words === undefined) return failure('a quote in args is not closed');
  if (words.length === 0) return failure('args is empty; say what is to be added to the command line');
  const group = entry.group === undefined ? {} : { group: entry.group };
  return success({ kind: 'argument', id: entry.name, ...group, arguments: words });
}

function editsOf(project: Project, entry: DeclaredConfig): Result<readonly Edit[], string> {
  const name = normalized(entry.file);
  const file = project.configFiles.get(name);
  if (file === undefined)
    return failure(
      `${entry.file} is not a YAML, TOML or JSON file of the project${near(name, [...project.configFiles.keys()])}`,
    );
  const parsed = parseConfig(file.format, file.text);
  if (!parsed.ok) {
    const line = file.text.slice(0, parsed.failure.offset).split('\n').length;
    return failure(`${name} cannot be read: ${parsed.failure.message} (line ${line})`);
  }
  const edits: Edit[] = [];
  for (const [key, value] of Object.entries(entry.set)) {
    const set = setKey(file, parsed.value, key, value);
    if (!set.ok) return set;
    edits.push(...set.value);
  }
  return edits.length === 0 ? failure('set is empty; say which key gets which value') : success(edits);
}

function setKey(file: ConfigFile, parsed: ParsedConfig, key: string, data: unknown): Result<readonly Edit[], string> {
  const entry = parsed.entries.find(({ path }) => dottedPath(path) === key);
  if (entry === undefined) {
    return failure(
      `${file.path} has no key ${key}${near(
        key,
        parsed.entries.map(({ path }) => dottedPath(path)),
      )}`,
    );
  }
  return setValue(file, parsed, entry, { kind: 'data', data });
}

function near(wanted: string, known: readonly string[]): string {
  // The last part of a key is often all that is remembered of it.
  const inside = known.filter((name) => name.endsWith(`.${wanted}`));
  const meant = [...new Set([...nearNames(wanted, known), ...inside])].slice(0, 3);
  return meant.length === 0 ? '' : `; did you mean ${meant.join(' or ')}?`;
}

function normalized(file: string): string {
  return file.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
}
