import { readdirSync, type Dirent } from 'node:fs';
import path from 'node:path';

/** Folders of data can hold millions of files; configuration lies near the top and in small folders. */
const MAX_DEPTH = 6;
const MAX_ENTRIES_PER_FOLDER = 2000;
const MAX_FILES = 2000;

const NOT_CONFIGURATION =
  /^(?:\..*|__pycache__|node_modules|site-packages|venv|env|outputs?|multirun|checkpoints?|runs|wandb|mlruns|lightning_logs|logs?|ablationmage_outputs)$/;

/** The YAML, TOML and JSON files of a project that may be configuration, relative to its root, sorted. */
export function listConfigFiles(root: string): string[] {
  const found: string[] = [];
  const visit = (folder: string, depth: number): void => {
    const entries = entriesOf(path.join(root, folder));
    if (entries.length > MAX_ENTRIES_PER_FOLDER) return;
    for (const entry of entries) {
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && depth < MAX_DEPTH && !NOT_CONFIGURATION.test(entry.name)) visit(file, depth + 1);
      else if (/\.(?:ya?ml|toml|json)$/i.test(entry.name) && !entry.isDirectory() && found.length < MAX_FILES)
        found.push(file);
    }
  };
  visit('', 0);
  return found;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
