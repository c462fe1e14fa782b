import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const FOLDER = fileURLToPath(new URL('cases', import.meta.url));

/**
 * All cases: a base project, a component, and a variant that is correct or has one mistake. Each is
 * `{ base, script, arguments, component, id, kind, edits, files }`; `kind` is `correct` or names the mistake.
 */
export function readCases() {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(FOLDER, entry.name, 'cases.yaml')))
    .flatMap(({ name }) => casesOf(name));
}

function casesOf(base) {
  const file = path.join(FOLDER, base, 'cases.yaml');
  const { script, arguments: words = [], components } = parse(readFileSync(file, 'utf8'));
  return Object.entries(components).flatMap(([component, { correct = [], mutants = [] }]) => {
    const common = { base, script, arguments: words, component };
    const editsOf = ({ from, edits = [] }) => {
      const start = correct.find(({ id }) => id === from);
      if (from !== undefined && start === undefined)
        throw new Error(`${file}: ${component} has no correct variant "${from}"`);
      return [...(start?.edits ?? []), ...edits];
    };
    const filesOf = ({ from, files = {} }) => ({ ...correct.find(({ id }) => id === from)?.files, ...files });
    return [
      ...correct.map((each) => ({
        ...common,
        id: each.id,
        kind: 'correct',
        edits: each.edits ?? [],
        files: each.files ?? {},
      })),
      ...mutants.map((each) => ({
        ...common,
        id: each.id,
        kind: each.kind,
        edits: editsOf(each),
        files: filesOf(each),
      })),
    ];
  });
}

/** Where the base project of a case lies. */
export function baseFolder({ base }) {
  return path.join(FOLDER, base, 'base');
}

/** Makes the variant's project in `folder`. Throws where an edit does not fit exactly once. */
export function makeVariant(each, folder) {
  cpSync(baseFolder(each), folder, { recursive: true });
  for (const { file, find, replace } of each.edits) {
    const target = path.join(folder, file);
    const text = readFileSync(target, 'utf8');
    const parts = text.split(find);
    if (parts.length !== 2) {
      throw new Error(
        `${each.base} ${each.component} ${each.id}: found ${parts.length - 1} times in ${file}:\n${find}`,
      );
    }
    writeFileSync(target, parts.join(replace ?? ''));
  }
  for (const [file, content] of Object.entries(each.files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  }
}
