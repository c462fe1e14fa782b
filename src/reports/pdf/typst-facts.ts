import { typstText } from './typst-text.js';

/** A name, and what is to be said under it as Typst content. */
export interface Fact {
  readonly name: string;
  readonly content: string;
}

/** Names beside what belongs to them, which a line or a paragraph says. */
export function typstFacts(facts: readonly Fact[]): string {
  return `#facts(\n${facts.map(({ name, content }) => `  fact[${typstText(name)}], [${content}],`).join('\n')}\n)`;
}
