import { withoutLogPrefix } from './log-prefix.js';

/** Longer lines are dumps, not reports. */
const MAXIMUM_LENGTH = 4000;

/** `45%|████▌     |` of tqdm. */
const BAR = /\d{1,3}%\s?\|[^|]*\|/;
/** A number that is printed in its type's name. */
const WRAPPED_NUMBER =
  /\b(?:tensor|(?:np|numpy|jnp)\.(?:float|int)\d*|(?:jnp\.)?[aA]rray)\(\s*([+-]?(?:[\d.][\d.eE+-]*|nan|inf))\s*(?:,[^()]*)?\)/g;
/** `Linear(in_features=10, ...`, `Namespace(lr=0.1, ...`: the representation of an object. */
const REPRESENTATION = /[\p{L}_][\p{L}\p{N}_.]*\([^()]*=/u;

/** A printed line without what is certainly no metric: a logger's prefix, bars, objects' representations. */
export function cleanLine(text: string): string {
  const short = withoutLogPrefix(text.slice(0, MAXIMUM_LENGTH));
  const unbarred = short.includes('%') ? short.replace(BAR, ' | ') : short;
  return unbarred.includes('(') ? withoutRepresentations(unbarred.replace(WRAPPED_NUMBER, '$1')) : unbarred;
}

/** What stands before a tqdm bar; bars of one description overwrite each other. */
export function barDescription(text: string): string | undefined {
  const bar = BAR.exec(text);
  return bar === null ? undefined : text.slice(0, bar.index).trim();
}

function withoutRepresentations(text: string): string {
  const found = REPRESENTATION.exec(text);
  if (found === null) return text;
  const open = text.indexOf('(', found.index);
  let depth = 0;
  for (let index = open; index < text.length; index++) {
    if (text[index] === '(') depth++;
    if (text[index] === ')' && --depth === 0) {
      return `${text.slice(0, found.index)} | ${withoutRepresentations(text.slice(index + 1))}`;
    }
  }
  return text.slice(0, found.index);
}
