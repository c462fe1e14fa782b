/** A piece of a line of code that has one colour. */
export interface CodeSpan {
  readonly kind: 'plain' | 'keyword' | 'text' | 'number' | 'comment';
  readonly code: string;
}

const KEYWORDS =
  'False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|' +
  'import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield';

const PYTHON = new RegExp(
  [
    '(?<comment>#.*)',
    String.raw`(?<text>(?<![\p{L}\d_])[rbfuRBFU]{0,2}(?:"""(?:\\.|[^\\])*?(?:"""|$)|'''(?:\\.|[^\\])*?(?:'''|$)|"(?:\\.|[^"\\])*(?:"|$)|'(?:\\.|[^'\\])*(?:'|$)))`,
    String.raw`(?<number>(?<![\p{L}\d_])(?:0[xob][\da-f_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?j?))`,
    String.raw`(?<keyword>(?<![\p{L}\d_.])(?:${KEYWORDS})(?![\p{L}\d_]))`,
    String.raw`(?<plain>[\p{L}\d_]+|.)`,
  ].join('|'),
  'giu',
);

/** A line of Python in pieces that make up the line again. It stands alone: of a text over many lines only its quotes are seen. */
export function pythonSpans(line: string): CodeSpan[] {
  const spans: CodeSpan[] = [];
  for (const { 0: code, groups = {} } of line.matchAll(PYTHON)) {
    const kind = KINDS.find((candidate) => groups[candidate] !== undefined) ?? 'plain';
    const last = spans.at(-1);
    if (last?.kind === kind) spans[spans.length - 1] = { kind, code: last.code + code };
    else spans.push({ kind, code });
  }
  return spans;
}

const KINDS = ['comment', 'text', 'number', 'keyword', 'plain'] as const;
