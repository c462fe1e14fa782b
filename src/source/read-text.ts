import { Buffer } from 'node:buffer';
import iconv from 'iconv-lite';
import { failure, success, type Result } from '../core/result.js';
import { UserError } from '../core/user-error.js';
import type { TextEncoding } from './python-file.js';

export interface DecodedText {
  /** Without BOM, line ends as they are. */
  readonly text: string;
  readonly encoding: TextEncoding;
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** PEP 263: this pattern in the first or second line names the encoding. */
const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)/;
const BLANK_OR_COMMENT = /^[ \t\f]*(?:#.*)?$/;

/** Names iconv-lite takes that are not encodings of text, so that no Python file can be in them. */
const NOT_TEXT = /^(?:base64|hex|binary|utf-?7|utf-?16|utf-?32|ucs-?2)/i;

/**
 * Decodes a Python source as Python does: BOM, else PEP 263 cookie, else UTF-8. Succeeds only where
 * `encodeText` gives the same bytes back; the failure says what is wrong and which cookie would mend it.
 */
export function decodeText(bytes: Uint8Array): Result<DecodedText, string> {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const byteOrderMark = all.subarray(0, 3).equals(BYTE_ORDER_MARK);
  const body = byteOrderMark ? all.subarray(3) : all;
  const cookie = encodingCookie(body);
  const name = iconvName(cookie ?? 'utf-8');
  if (NOT_TEXT.test(name) || !iconv.encodingExists(name)) {
    return failure(`declares the unknown encoding "${name}"; name one that Python knows, such as utf-8 or latin-1`);
  }
  if (byteOrderMark && !isUtf8(name)) {
    return failure(`starts with a UTF-8 byte order mark but declares "${name}"; remove one of the two`);
  }
  const text = iconv.decode(body, name, { stripBOM: false });
  if (!iconv.encode(text, name).equals(body)) return failure(undecodable(body, name, cookie !== undefined));
  return success({ text, encoding: { name, byteOrderMark } });
}

/** Turns text back into the bytes of its file. Throws a UserError where the encoding lacks a character. */
export function encodeText(text: string, encoding: TextEncoding): Buffer {
  const body = iconv.encode(text, encoding.name);
  if (iconv.decode(body, encoding.name, { stripBOM: false }) !== text) {
    throw new UserError(
      `An edit has characters that ${encoding.name}, the encoding of the file, lacks; save it as UTF-8.`,
    );
  }
  return encoding.byteOrderMark ? Buffer.concat([BYTE_ORDER_MARK, body]) : body;
}

function encodingCookie(body: Buffer): string | undefined {
  const [first = '', second = ''] = body
    .subarray(0, 4096)
    .toString('latin1')
    .split(/\r\n|\r|\n/, 2);
  return COOKIE.exec(first)?.[1] ?? (BLANK_OR_COMMENT.test(first) ? COOKIE.exec(second)?.[1] : undefined);
}

/** Editors write `utf-8-unix`, `latin-1-dos`; Python ignores such endings and so does this. */
function iconvName(cookie: string): string {
  const name = cookie
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/-(?:unix|dos|mac)$/, '');
  if (/^utf-?8/.test(name)) return 'utf-8';
  return /^(?:latin-1|iso-8859-1|iso-latin-1)$/.test(name) ? 'latin1' : name;
}

function isUtf8(name: string): boolean {
  return name === 'utf-8';
}

function undecodable(body: Buffer, name: string, declared: boolean): string {
  const decoded = iconv.decode(body, name, { stripBOM: false });
  const before = decoded.split('\uFFFD', 1)[0] ?? '';
  const line = before.split(/\r\n|\r|\n/).length;
  if (declared)
    return `is not valid ${name} (near line ${line}), which its encoding cookie declares; correct the cookie`;
  const windows = iconv.encode(iconv.decode(body, 'win1252'), 'win1252').equals(body);
  const cookie = windows ? 'cp1252' : 'latin-1';
  return (
    `is not UTF-8 (near line ${line}) and declares no encoding; Python refuses it too. ` +
    `Save it as UTF-8, or add "# -*- coding: ${cookie} -*-" as its first line if that is its encoding`
  );
}
