import type { ConfigComponent } from '../../core/component.js';
import { applyEdits } from '../../core/edit.js';
import type { Evidence } from '../../core/verdict.js';
import { parseConfig } from '../../source/configuration-values.js';
import type { ConfigFile, Project } from '../../source/project.js';
import { unquoted, withoutQuoteMark } from '../../source/yaml-values.js';
import { protectedRole } from './protected-names.js';

/** Values of configuration files: only what the component declares, or what nothing reads any more, may change. */
export function checkConfig(base: Project, variant: Project, components: readonly ConfigComponent[]): Evidence[] {
  const changed = [...base.configFiles.values()].flatMap((file) => {
    const other = variant.configFiles.get(file.path);
    return other === undefined || other.text === file.text ? [] : changesOf(file, other, components, { base, variant });
  });
  const added = [...variant.configFiles.keys()].filter((name) => !base.configFiles.has(name));
  return [
    ...changed,
    ...components.flatMap((component) => completenessOf(base, variant, component)),
    ...added.map((file): Evidence => rejected('confinement', `${file} is a new configuration file`, file)),
  ];
}

interface Projects {
  readonly base: Project;
  readonly variant: Project;
}

function changesOf(
  file: ConfigFile,
  other: ConfigFile,
  components: readonly ConfigComponent[],
  { base, variant }: Projects,
): Evidence[] {
  const [before, after] = [valuesOf(file), valuesOf(other)];
  const wanted = valuesOf({ ...file, text: editedText(file, components) });
  if (before === undefined || after === undefined || wanted === undefined) {
    return [rejected('confinement', `it cannot be read as ${file.format}`, file.path)];
  }
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].flatMap((key): Evidence[] => {
    const [was, is, should] = [before.get(key), after.get(key), wanted.get(key)];
    if (was === is || is === should) return [];
    const isOfComponent = was !== should;
    const uses = { before: subscriptsBy(base, key), after: subscriptsBy(variant, key) };
    // By a subscript, which fails without it; where one went with the component, the others are of something else.
    if (is === undefined && should !== undefined && uses.after > 0 && uses.after >= uses.before)
      return [rejected('completeness', `${key} is gone, and the sources still ask for it`, file.path)];
    if (isOfComponent && isOff(is, was) && (should === undefined || isOff(should, was) || !should.startsWith('[')))
      return [];
    if (is === undefined && (uses.after < uses.before || !isRead(variant, key))) return [];
    const role = protectedRole(key.replace(/^.*\./, ''));
    const change = `${key} is ${is ?? 'gone'} where the baseline has ${was ?? 'nothing'}`;
    return [
      role === undefined
        ? rejected('confinement', change, file.path)
        : rejected('protected-settings', `${role} changed: ${change}`, file.path),
    ];
  });
}

/** Names by which the sources ask for what the components switch off: keys, and entries of lists. */
export function switchedOffNames(base: Project, components: readonly ConfigComponent[]): string[] {
  return components.flatMap((component) => {
    const file = base.configFiles.get(component.file);
    const before = file && valuesOf(file);
    const after = file && valuesOf({ ...file, text: editedText(file, [component]) });
    if (before === undefined || after === undefined) return [];
    return [...before].flatMap(([key, value]) => {
      const now = after.get(key);
      if (value === now) return [];
      return value.startsWith('[') && now?.startsWith('[') === true
        ? entriesGone(value, now)
        : [key.replace(/^.*\./, '')];
    });
  });
}

function entriesGone(before: string, after: string): string[] {
  const left = JSON.parse(after) as unknown[];
  return (JSON.parse(before) as unknown[]).filter((entry) => !left.includes(entry)).map(String);
}

/** A component of a configuration file is gone where its keys have the values that switch it off. */
function completenessOf(base: Project, variant: Project, component: ConfigComponent): Evidence[] {
  const [file, other] = [base.configFiles.get(component.file), variant.configFiles.get(component.file)];
  if (file === undefined || other === undefined) return [];
  const [before, after] = [valuesOf(file), valuesOf(other)];
  const wanted = valuesOf({ ...file, text: editedText(file, [component]) });
  if (before === undefined || after === undefined || wanted === undefined) return [];
  const keys = [...new Set([...before.keys(), ...wanted.keys()])].filter((key) => before.get(key) !== wanted.get(key));
  const still = keys.find(
    (key) => after.get(key) !== wanted.get(key) && !isOff(after.get(key), before.get(key)) && isRead(variant, key),
  );
  return still === undefined
    ? []
    : [rejected('completeness', `${still} is still ${after.get(still) ?? 'there'}`, component.file)];
}

const OFF = new Set([
  'false',
  'null',
  '0',
  '""',
  '[]',
  '{}',
  ...['no', 'off'].map((word) => JSON.stringify(unquoted(word))),
]);

/** A word is true to Python, so it switches off only what was chosen by a word; in YAML 1.1 some words are booleans. */
function isOff(value: string | undefined, was: string | undefined): boolean {
  if (value === undefined || OFF.has(value)) return true;
  return was?.startsWith('"') === true && value === '"none"';
}

/** Whether some source spells the last part of a dotted key. */
function isRead({ pythonFiles }: Project, key: string): boolean {
  const name = key.replace(/^.*\./, '').replace(/[^\w]/g, '\\$&');
  return [...pythonFiles.values()].some(({ text }) => new RegExp(`\\b${name}\\b`).test(text));
}

/** How often the sources ask for a key by `["key"]`. */
function subscriptsBy({ pythonFiles }: Project, key: string): number {
  const name = key.replace(/^.*\./, '').replace(/[^\w]/g, '\\$&');
  const pattern = new RegExp(`\\[\\s*["']${name}["']\\s*\\]`, 'g');
  return [...pythonFiles.values()].reduce((sum, { text }) => sum + [...text.matchAll(pattern)].length, 0);
}

function editedText(file: ConfigFile, components: readonly ConfigComponent[]): string {
  const edits = components.flatMap((component) => component.edits.filter((edit) => edit.file === file.path));
  return applyEdits(file.text, edits);
}

/** Every value by its dotted key, as JSON. */
function valuesOf(file: ConfigFile): Map<string, string> | undefined {
  const values = new Map<string, string>();
  const visit = (value: unknown, key: string): void => {
    const isInner =
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      (key === '' || Object.keys(value).length > 0);
    if (!isInner) values.set(key, JSON.stringify(value));
    else for (const [name, inner] of Object.entries(value)) visit(inner, dotted(key, withoutQuoteMark(name)));
  };
  try {
    // An emptied file has no value at all.
    visit(parseConfig(file.format, file.text) ?? {}, '');
  } catch {
    return undefined;
  }
  return values;
}

function dotted(key: string, name: string): string {
  return key === '' ? name : `${key}.${name}`;
}

function rejected(aspect: Evidence['aspect'], message: string, place: string): Evidence {
  return { severity: 'rejected', aspect, message, place };
}
