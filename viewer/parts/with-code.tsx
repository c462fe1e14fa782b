import type { ReactNode } from 'react';

/** Sentences of rules and warnings quote code between backquotes. */
export function withCode(text: string): ReactNode {
  const parts = text.split('`');
  if (parts.length % 2 === 0) return text;
  return parts.map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}
