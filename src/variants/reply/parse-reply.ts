import type { ParsedReply, WholeFile } from './parsed-reply.js';
import { withoutThinking } from '../../core/without-thinking.js';
import { scanReply, type PlainFence, type ReplyParts } from './scan-reply.js';
import { isBlank } from './text-lines.js';

const SUMMARY = /^[\s*_#>-]*SUMMARY[\s*_]*:[\s*_]*(.+)$/i;
const REFUSAL = /^[\s*_#>-]*CANNOT[\s*_]*:[\s*_]*(.*)$/;
const DIFF_LINE = /^(?:@@ |\+\+\+ |--- )/;
const CODE = /^(?:|py|python3?|ya?ml|toml|json)$/i;

/**
 * Reads a model's reply: edit blocks, whole files or a refusal. `files` are the project's paths. Tolerant of
 * how a reply is decorated, never of what it says: a block that is cut off or names no file is malformed.
 */
export function parseReply(text: string, files: readonly string[]): ParsedReply {
  const lines = withoutThinking(text.replace(/^\uFEFF/, '')).split(/\r\n|\n|\r/);
  if (lines.every(isBlank)) return malformed('The reply is empty.');
  const scanned = scanReply(lines, files);
  if (!scanned.ok) return malformed(scanned.failure);
  const { blocks, fences, prose } = scanned.value;
  const summary = summaryOf(prose);
  const wholeFiles = wholeFilesOf(scanned.value, files);
  if (blocks.length > 0) {
    const [stray] = wholeFiles.filter(({ file }) => files.includes(file));
    if (stray === undefined) return { kind: 'blocks', ...summary, blocks };
    return malformed(
      `${stray.file} stands in a fence without SEARCH and REPLACE lines beside blocks; send all changes as blocks.`,
    );
  }
  const reason = refusalIn(prose) ?? (wholeFiles.length === 0 ? refusalIn(lines) : undefined);
  if (reason !== undefined) return { kind: 'refusal', reason };
  if (fences.some(isDiff)) return malformed('The reply holds a unified diff, which cannot be applied.');
  const twice = wholeFiles.find(({ file }, index) => wholeFiles.findIndex((other) => other.file === file) < index);
  if (twice !== undefined) return malformed(`${twice.file} is given twice; give each file once.`);
  if (wholeFiles.length > 0) return { kind: 'files', ...summary, files: wholeFiles };
  return malformed('The reply holds no edit.');
}

function malformed(problem: string): ParsedReply {
  return { kind: 'malformed', problem };
}

function summaryOf(prose: readonly string[]): { readonly summary?: string } {
  for (const line of prose) {
    const said = SUMMARY.exec(line)?.[1]?.replace(/[\s*_]+$/, '') ?? '';
    if (said !== '') return { summary: said };
  }
  return {};
}

/** The reason goes on to the next blank line. */
function refusalIn(lines: readonly string[]): string | undefined {
  const start = lines.findIndex((line) => REFUSAL.test(line));
  if (start === -1) return undefined;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => isBlank(line) || /^\s*(?:`{3,}|~{3,})/.test(line));
  const said = [REFUSAL.exec(lines[start] ?? '')?.[1] ?? '', ...rest.slice(0, end === -1 ? undefined : end)];
  const reason = said
    .map((line) => line.trim())
    .join(' ')
    .replace(/[\s*_]+$/, '')
    .trim();
  return reason === '' ? 'the model gave no reason' : reason;
}

function wholeFilesOf({ fences }: ReplyParts, files: readonly string[]): WholeFile[] {
  const code = fences.filter((fence) => CODE.test(languageOf(fence)) && !isDiff(fence) && !fence.lines.every(isBlank));
  const [alone] = code;
  const [onlyFile] = files;
  // Small models forget the path. Of one script there is nothing to mistake, and a snippet is too short to pass.
  if (files.length === 1 && code.length === 1 && alone?.file === undefined && alone && onlyFile !== undefined) {
    return [wholeFile(onlyFile, alone)];
  }
  return code.flatMap((fence) => (fence.file === undefined ? [] : [wholeFile(fence.file, fence)]));
}

function wholeFile(file: string, fence: PlainFence): WholeFile {
  return { file, text: fence.lines.map((line) => `${line}\n`).join('') };
}

function languageOf({ info }: PlainFence): string {
  const word = info.split(/[\s:{]+/)[0] ?? '';
  return /[./]/.test(word) ? '' : word;
}

function isDiff(fence: PlainFence): boolean {
  return /^(?:diff|patch)$/i.test(languageOf(fence)) || fence.lines.some((line) => DIFF_LINE.test(line));
}
