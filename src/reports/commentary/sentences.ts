/** After these a full stop ends no sentence. */
const ABBREVIATIONS = new Set(['e.g.', 'i.e.', 'vs.', 'cf.', 'approx.', 'ca.', 'fig.', 'eq.', 'no.', 'resp.', 'al.']);

/** The sentences of a paragraph, in order; the full stop of a number or an abbreviation ends none. */
export function sentencesOf(paragraph: string): string[] {
  const pieces = paragraph
    .replaceAll(/\s+/g, ' ')
    .trim()
    .split(/(?<=[.!?]["”’')\]]*) /u);
  const sentences: string[] = [];
  let open = '';
  for (const piece of pieces) {
    open = open === '' ? piece : `${open} ${piece}`;
    const lastWord =
      piece
        .split(' ')
        .at(-1)
        ?.replace(/^[("“[]+/u, '')
        .toLowerCase() ?? '';
    if (ABBREVIATIONS.has(lastWord)) continue;
    sentences.push(open);
    open = '';
  }
  return [...sentences, ...(open === '' ? [] : [open])].filter((sentence) => sentence !== '');
}

/** A stretch of a reply: plain text, or lines of Markdown, which nobody asked for. */
export interface Passage {
  readonly kind: 'plain' | 'markdown';
  readonly text: string;
}

/** The passages of a reply, in order: a paragraph is one, without its emphasis, and so is each line of Markdown or block of code. */
export function passagesOf(reply: string): Passage[] {
  const passages: Passage[] = [];
  let plain: string[] = [];
  let code: string[] | undefined;
  const endPlain = (): void => {
    const text = withoutEmphasis(plain.join(' ')).trim();
    if (text !== '') passages.push({ kind: 'plain', text });
    plain = [];
  };
  for (const line of reply.split(/\r?\n/u).map((raw) => raw.trim())) {
    const isFence = line.startsWith('```') || line.startsWith('~~~');
    if (code !== undefined) {
      code.push(line);
      if (isFence) {
        passages.push({ kind: 'markdown', text: code.join(' ') });
        code = undefined;
      }
    } else if (isFence) {
      endPlain();
      code = [line];
    } else if (line === '' || RULE.test(line)) endPlain();
    else if (MARKDOWN_LINE.test(line) || (plain.length === 0 && NUMBERED_LINE.test(line))) {
      endPlain();
      passages.push({ kind: 'markdown', text: line });
    } else plain.push(line);
  }
  endPlain();
  return code === undefined ? passages : [...passages, { kind: 'markdown', text: code.join(' ') }];
}

/** A heading, a row of a table, an item of a list, a quotation, or what holds a link or an image. */
const MARKDOWN_LINE = /^(?:#{1,6}\s|\||[-*+•]\s|>)|\|.*\||\]\(/u;
/** In the middle of a paragraph it is the end of a sentence: `over\n5. The next`. */
const NUMBERED_LINE = /^\d+[.)]\s/u;
const RULE = /^(?:-{3,}|={3,}|\*{3,}|_{3,})$/u;

function withoutEmphasis(text: string): string {
  return text.replaceAll(/\*\*|__(?=\S)|(?<=\S)__/gu, '');
}
