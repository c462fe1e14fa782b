/** An event as OpenAI and Google write it. */
export function dataEvent(event: object): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}

/** A reply in pieces, as it is streamed. */
export function pieces(text: string): readonly string[] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)].filter((piece) => piece !== '');
}
