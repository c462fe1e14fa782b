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

/** The paragraphs of a reply as plain text: without headings, list marks, emphasis and fences, which nobody asked for. */
export function paragraphsOf(reply: string): string[] {
  return reply
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .map((paragraph) =>
      paragraph
        .split('\n')
        .filter((line) => !/^\s*(?:#{1,6}\s|```|-{3,}\s*$)/.test(line))
        .map((line) => line.trim().replace(/^(?:[-*•]|\d+[.)])\s+/u, ''))
        .join(' ')
        .replaceAll(/\*\*|__(?=\S)|(?<=\S)__/g, '')
        .trim(),
    )
    .filter((paragraph) => paragraph !== '');
}
