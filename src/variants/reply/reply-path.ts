const LOOKS_LIKE_PATH = /^[^\s<>|()[\]{}]+\.(?:py|ya?ml|toml|json|cfg|ini|txt|md)$/i;

/**
 * The file that a line of a reply names, where the line is nothing but a path, decorated as models do it:
 * `**train.py**`, `# train.py`, `File: train.py`, `### 2. train.py (two edits):`. A path of none of `files`
 * is given as it stands.
 */
export function pathOnLine(line: string, files: readonly string[]): string | undefined {
  const bare = line
    .replaceAll(/[`"'*“”‘’]/g, '')
    .trim()
    .replace(/^(?:#+|\/\/|[-•]|<!--)\s*/, '')
    .replace(/^\d+[.)]\s+/, '')
    .replace(/^(?:(?:in|edit|update|modify|change)\s+)?(?:the\s+)?(?:file(?:\s?name|\s?path)?|path)\s*:?\s+/i, '')
    .replace(/^(?:file|path|filename)\s*:\s*/i, '')
    .replace(/\s*-->$/, '')
    .replace(/\s+\([^)]*\)\s*:?$/, '')
    .replace(/[:,]$/, '')
    .trim();
  return knownOrPlausible(bare, files);
}

/** The file that the info string of a fence names: `python train.py`, `train.py`, `python title="train.py"`. */
export function pathInInfo(info: string, files: readonly string[]): string | undefined {
  for (const token of info.split(/[\s:={}"',]+/)) {
    const path = knownOrPlausible(token, files);
    if (path !== undefined) return path;
  }
  return undefined;
}

function knownOrPlausible(given: string, files: readonly string[]): string | undefined {
  const path = given.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  if (path === '') return undefined;
  return knownFile(path, files) ?? (LOOKS_LIKE_PATH.test(path) ? path : undefined);
}

/** The file meant: its exact path, else the only one whose path ends alike, else the only one of that name. */
function knownFile(path: string, files: readonly string[]): string | undefined {
  if (files.includes(path)) return path;
  const alike = files.filter((file) => file.endsWith(`/${path}`) || path.endsWith(`/${file}`));
  if (alike.length > 0) return alike.length === 1 ? alike[0] : undefined;
  const sameName = files.filter((file) => nameOf(file) === nameOf(path));
  return sameName.length === 1 ? sameName[0] : undefined;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
