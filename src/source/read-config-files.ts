import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { listConfigFiles } from './list-config-files.js';
import type { ConfigFile } from './project.js';
import type { PythonFile } from './python-file.js';
import { decodeText } from './read-text.js';

const MAX_BYTES = 1_000_000;
const NAMED_FILE = /^[^\n*?{}]+\.(?:ya?ml|toml|json)$/i;

/**
 * The configuration files that the Python files name in a string (path or file name), Hydra's folders,
 * and those asked for. Files over 1 MB are data and left out, as are files that are not text.
 */
export async function readConfigFiles(
  root: string,
  pythonFiles: ReadonlyMap<string, PythonFile>,
  askedFor: readonly string[],
): Promise<ReadonlyMap<string, ConfigFile>> {
  const paths = new Set(askedFor.map((file) => relativeTo(root, file)));
  const naming = [...pythonFiles.values()].filter(namesConfiguration);
  const present = naming.length > 0 ? listConfigFiles(root) : [];
  for (const file of naming) {
    const folder = path.posix.dirname(file.path);
    for (const name of namedFiles(file)) for (const match of matches(name, folder, present)) paths.add(match);
    for (const hydra of hydraFolders(file)) {
      const below = path.posix.join(folder, hydra);
      for (const one of present) if (/\.ya?ml$/i.test(one) && isBelow(one, below)) paths.add(one);
    }
  }
  const read = await Promise.all([...paths].map((file) => readConfigFile(root, file)));
  return new Map(read.flatMap((file) => (file === undefined ? [] : [[file.path, file]])));
}

function namesConfiguration(file: PythonFile): boolean {
  return /\.(?:ya?ml|toml|json)\b|config_path|config_name/i.test(file.text);
}

function namedFiles(file: PythonFile): string[] {
  return file.tree.rootNode
    .descendantsOfType('string_content')
    .map((node) => node.text)
    .filter((text) => NAMED_FILE.test(text));
}

/** The file at that path from the importer's folder or the root; else all files with that name. */
function matches(name: string, folder: string, present: readonly string[]): string[] {
  const exact = [path.posix.join(folder, name), path.posix.normalize(name)].filter((file) => present.includes(file));
  if (exact.length > 0) return exact;
  const ending = `/${path.posix.normalize(name).replace(/^(?:\.\.?\/)+/, '')}`;
  return present.filter((file) => `/${file}`.endsWith(ending));
}

/** `@hydra.main(config_path="conf", ...)`; without a path Hydra looks beside the file. */
function hydraFolders(file: PythonFile): string[] {
  const keywords = file.tree.rootNode.descendantsOfType('keyword_argument');
  const valueOf = (name: string): string[] =>
    keywords
      .filter((keyword) => keyword.childForFieldName('name')?.text === name)
      .flatMap((keyword) => /^["'](.*)["']$/.exec(keyword.childForFieldName('value')?.text ?? '')?.[1] ?? []);
  return valueOf('config_name').length > 0 || valueOf('config_path').length > 0 ? valueOf('config_path') : [];
}

function isBelow(file: string, folder: string): boolean {
  return folder === '.' || file.startsWith(`${folder}/`);
}

function relativeTo(root: string, file: string): string {
  return path.relative(root, path.resolve(root, file)).split(path.sep).join('/');
}

async function readConfigFile(root: string, file: string): Promise<ConfigFile | undefined> {
  const format = formatOf(file);
  if (format === undefined || file.startsWith('../')) return undefined;
  try {
    const absolute = path.join(root, file);
    if ((await stat(absolute)).size > MAX_BYTES) return undefined;
    const decoded = decodeText(await readFile(absolute));
    return decoded.ok ? { path: file, format, text: decoded.value.text } : undefined;
  } catch {
    return undefined;
  }
}

function formatOf(file: string): ConfigFile['format'] | undefined {
  if (/\.ya?ml$/i.test(file)) return 'yaml';
  if (/\.toml$/i.test(file)) return 'toml';
  return /\.json$/i.test(file) ? 'json' : undefined;
}
