import type { ModelReply } from '../../models/model.js';

/** What a reply is before anybody reads its words. */
export type ReplyEnd<Decision> =
  Decision | { readonly kind: 'refused'; readonly reason: string } | { readonly kind: 'cut' };

/** Reads a reply's words only where it came whole: providers end replies that they refuse or that are too long. */
export function readReply<Decision>(
  { text, finish }: ModelReply,
  read: (text: string) => Decision,
): ReplyEnd<Decision> {
  if (finish.unified === 'refused') return { kind: 'refused', reason: finish.raw };
  return finish.unified === 'length' ? { kind: 'cut' } : read(text);
}
