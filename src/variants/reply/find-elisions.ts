/** A line that stands for code that was left out. */
export interface Elision {
  /** From 1, in the text that was looked at. */
  readonly line: number;
  readonly text: string;
}

const PART =
  '(?:code|lines?|methods?|functions?|class(?:es)?|imports?|implementation|layers?|body|script|file|module|logic|' +
  'statements?|definitions?|set-?up|model|loop|training loop|training code|arguments?|parameters?|attributes?)';
const SAME =
  '(?:(?:is|are|remains?|stays?)? ?(?:the )?(?:same|unchanged|unmodified|omitted|as is|as before|' +
  'same as (?:the )?(?:before|above|original)|as above|not shown|for brevity)[ .,;]*)';
const THERE = `(?:${SAME}|(?:goes |continues |follows )?(?:here|below|above|follows|continues)[ .,;]*)`;
const WHICH = '(?:rest|remainder|remaining|existing|previous|original|other|unchanged|same|omitted)';

/** What a placeholder says, from its first to its last word, dots and brackets around it taken off. */
const PLACEHOLDERS: readonly RegExp[] = [
  new RegExp(`^(?:the )?(?:rest|remainder) of (?:the |this |your )?(?:[\\w.]+ ?){0,3}${THERE}*$`),
  new RegExp(`^(?:the |all |your )*${WHICH} (?:[\\w.]+ )?${PART} ?${THERE}*$`),
  new RegExp(`^(?:keep|leave|insert|include|copy|add|put) (?:the |all |your )*${WHICH}\\b.{0,40}$`),
  new RegExp(`^(?:${PART} |everything |all |(?:the )?rest )?(?:else )?${SAME}+(?:code)?$`),
  /^no changes?(?: here| needed| below| above)?$/,
];
const HINTS_AT_CODE =
  /\b(?:rest|remain\w*|existing|unchanged|same|previous|omitted|original|before|other|continue\w*|code|etc)\b/;
const BARE = /(?:^|[:=]\s*)(?:\.\.\.|…)\s*(?:#.*)?$/;

/**
 * The lines of `after` that stand in for code and were not there `before`: comments such as
 * `# ... rest of the code`, and `...` as a statement.
 */
export function findElisions(before: string, after: string): Elision[] {
  const known = new Map<string, number>();
  for (const { text } of placeholdersIn(before)) known.set(text, (known.get(text) ?? 0) + 1);
  return placeholdersIn(after).filter(({ text }) => {
    const left = known.get(text) ?? 0;
    known.set(text, left - 1);
    return left <= 0;
  });
}

function placeholdersIn(source: string): Elision[] {
  return source
    .split('\n')
    .map((line, index) => ({ line: index + 1, text: line.trim() }))
    .filter(({ text }) => (text.startsWith('#') ? isPlaceholder(text) : BARE.test(text)));
}

function isPlaceholder(comment: string): boolean {
  const words = comment
    .toLowerCase()
    .replace(/^[#\s.…\-–—*([<{=]+/, '')
    .replace(/[\s.…\-–—*)\]>}:=]+$/, '');
  const hasDots = /\.\.\.|…/.test(comment);
  if (words === '') return hasDots;
  if (hasDots && HINTS_AT_CODE.test(words)) return true;
  return PLACEHOLDERS.some((pattern) => pattern.test(words));
}
