import { createHash } from 'node:crypto';
import { readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';

/**
 * The list of what an export wrote, beside its script, in the form of `sha256sum`: a later export knows by it which files a
 * person has changed since, and who has the script can check it by `sha256sum -c`.
 */
const LIST_SUFFIX = '.sha256';
const COMPANIONS = ['run.sh', 'Makefile'];
const LINE = /^(?<digest>[\da-f]{64}) {2}(?<name>[^\\].*)$/u;

/** Name of the list of a script's export. */
export function listName(fileName: string): string {
  return fileName + LIST_SUFFIX;
}

/** The list's text. */
export function listOf(files: ReadonlyMap<string, string>): string {
  return [...files].map(([name, text]) => `${digestOf(text)}  ${name}\n`).join('');
}

/**
 * Whether a file is as an export wrote it, by the lists of its folder: more than one script may have been exported into it,
 * and they share `run.sh` and `Makefile`. A list itself is one where it has the script that it is called after, and these.
 */
export async function isAsWritten(folder: string, name: string): Promise<boolean> {
  const content = await readFile(path.join(folder, name));
  if (name.endsWith(`.py${LIST_SUFFIX}`)) return isList(name, content.toString());
  const digest = digestOf(content);
  const lists = (await readdir(folder)).filter((file) => file.endsWith(`.py${LIST_SUFFIX}`));
  for (const list of lists) {
    const lines = linesOf(await readFile(path.join(folder, list), 'utf8').catch(() => '')) ?? [];
    if (lines.some((line) => line.name === name && line.digest === digest)) return true;
  }
  return false;
}

/** Files of a folder that its list has, that are as it says, and that are none of `files`. */
export async function staleFiles(
  folder: string,
  list: string,
  files: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const text = await readFile(path.join(folder, list), 'utf8').catch(() => '');
  const stale: string[] = [];
  // Some file systems take two spellings for one name.
  const names = new Set([...files.keys()].map((name) => name.toLowerCase()));
  for (const { name, digest } of isList(list, text) ? (linesOf(text) ?? []) : []) {
    if (names.has(name.toLowerCase()) || !(await liesIn(folder, name))) continue;
    const content = await readFile(path.join(folder, name)).catch(() => undefined);
    if (content !== undefined && digestOf(content) === digest) stale.push(name);
  }
  return stale;
}

/** Not behind a link, which may lead to a file of somebody. */
async function liesIn(folder: string, name: string): Promise<boolean> {
  const [real, place] = await Promise.all([realpath(folder), realpath(path.join(folder, name)).catch(() => undefined)]);
  return place === path.join(real, name);
}

function isList(name: string, text: string): boolean {
  const listed = new Set(linesOf(text)?.map((line) => line.name));
  return [name.slice(0, -LIST_SUFFIX.length), ...COMPANIONS].every((each) => listed.has(each));
}

interface ListLine {
  readonly digest: string;
  readonly name: string;
}

/** Undefined where the text is no such list. */
function linesOf(text: string): ListLine[] | undefined {
  const lines = text.split('\n').filter((line) => line !== '');
  const read = lines.flatMap((line) => {
    const { digest, name } = LINE.exec(line)?.groups ?? {};
    return digest === undefined || name === undefined ? [] : [{ digest, name }];
  });
  return read.length === lines.length ? read : undefined;
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
