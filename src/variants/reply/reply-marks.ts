/** What a line of a reply is besides text. */
export type ReplyMark =
  | { readonly kind: 'search'; readonly rest: string }
  | { readonly kind: 'divider' }
  | { readonly kind: 'replace' }
  | { readonly kind: 'fence'; readonly indent: string; readonly signs: string; readonly info: string }
  | { readonly kind: 'none' };

const SEARCH = /^[ \t]*<{5,9}[ \t]*(?:SEARCH\b:?(.*))?$/i;
const DIVIDER = /^[ \t]*={5,9}[ \t]*$/;
const REPLACE = /^[ \t]*>{5,9}[ \t]*(?:REPLACE\b.*)?$/i;
const FENCE = /^([ \t]*)(`{3,}|~{3,})[ \t]*(.*)$/;

/** Reads one line; five to nine signs are taken, as models lose count. */
export function readReplyMark(line: string): ReplyMark {
  const search = SEARCH.exec(line);
  if (search !== null) return { kind: 'search', rest: (search[1] ?? '').trim() };
  if (DIVIDER.test(line)) return { kind: 'divider' };
  if (REPLACE.test(line)) return { kind: 'replace' };
  const [, indent, signs, info] = FENCE.exec(line) ?? [];
  // ```code``` on one line is no fence.
  if (indent === undefined || signs === undefined || info === undefined || info.includes('`')) return { kind: 'none' };
  return { kind: 'fence', indent, signs, info: info.trim() };
}
