import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../core/message-of.js';
import { failure, success, type Result } from '../core/result.js';
import { UserError } from '../core/user-error.js';
import { decodeText } from '../source/read-text.js';
import { isDocument, SUFFIXES_IN_WORDS, type Document, type Documents } from './document.js';
import { listDocuments } from './list-documents.js';
import { notebookText } from './notebook-text.js';

/** Of a file in a named folder: a longer one is data rather than something to read. */
const MOST_BYTES_OF_A_FOUND_FILE = 256 * 1024;
/** Of all together: about 250,000 tokens, more than most models read. */
const MOST_CHARACTERS = 1_000_000;

/**
 * Reads the files and folders of `-d`, each file once, in the order they are named. Throws a UserError for what is
 * missing, unreadable or too much; what only lies in a named folder is left out instead, and said.
 */
export async function readDocuments(names: readonly string[], currentDirectory: string): Promise<Documents> {
  if (names.length === 0)
    throw new UserError('Say which script is meant: -d your_base_code.py; more files and folders with further -d.');
  const documents = new Map<string, Document>();
  const leftOut: string[] = [];
  for (const name of names) {
    const named = path.resolve(currentDirectory, name);
    const isFolder = await isExistingFolder(named, name);
    if (!isFolder && !isDocument(name))
      throw new UserError(`${name} is none of the documents that can be sent: ${SUFFIXES_IN_WORDS}.`);
    const files = isFolder ? await listDocuments(named) : [named];
    if (files.length === 0)
      throw new UserError(`There are no documents in ${name} (${SUFFIXES_IN_WORDS}; what git ignores does not count).`);
    for (const file of files) {
      const identity = await realpath(file);
      if (documents.has(identity)) continue;
      const shown = path.relative(currentDirectory, file).split(path.sep).join('/');
      const read = await readDocument(file, isFolder ? MOST_BYTES_OF_A_FOUND_FILE : Infinity);
      if (read.ok) documents.set(identity, { path: shown, text: read.value });
      else if (isFolder) leftOut.push(`${shown} ${read.failure}`);
      else throw new UserError(`${shown} ${read.failure}.`);
    }
  }
  demandReadableAmount([...documents.values()]);
  return { documents: [...documents.values()], leftOut };
}

async function isExistingFolder(absolute: string, name: string): Promise<boolean> {
  try {
    return (await stat(absolute)).isDirectory();
  } catch (error) {
    throw new UserError(`-d ${name}: there is no such file or folder (${messageOf(error)}).`);
  }
}

/** The failure goes behind the path of the file. */
async function readDocument(file: string, mostBytes: number): Promise<Result<string, string>> {
  try {
    const { size } = await stat(file);
    if (size > mostBytes)
      return failure(
        `has ${Math.ceil(size / 1024)} kB, which looks like data; name the file itself with -d to send it`,
      );
    const bytes = await readFile(file);
    if (file.toLowerCase().endsWith('.py')) {
      const decoded = decodeText(bytes);
      return decoded.ok ? success(decoded.value.text) : decoded;
    }
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!file.toLowerCase().endsWith('.ipynb')) return success(text);
    const cells = notebookText(text);
    return cells === undefined ? failure('is no notebook that can be read: it has no cells') : success(cells);
  } catch (error) {
    if (error instanceof TypeError) return failure('is no text in UTF-8; save it as such, or leave it out');
    return failure(`cannot be read (${messageOf(error)})`);
  }
}

function demandReadableAmount(documents: readonly Document[]): void {
  const characters = documents.reduce((sum, { text }) => sum + text.length, 0);
  if (characters <= MOST_CHARACTERS) return;
  const longest = documents.toSorted((a, b) => b.text.length - a.text.length).slice(0, 3);
  const inWords = longest.map(({ path, text }) => `${path} (${Math.round(text.length / 1000)} k characters)`);
  throw new UserError(
    `The ${documents.length} documents have ${Math.round(characters / 1000)} k characters; more than ` +
      `${MOST_CHARACTERS / 1000} k is more than models read. Name fewer of them; the longest: ${inWords.join(', ')}.`,
  );
}
