import type { ModelMessage, SystemModelMessage, TextPart } from 'ai';
import type { ModelRequest } from '../model.js';

/** What a provider wants on a part up to which it shall cache, as the AI SDK names it. */
export type CacheMark = NonNullable<TextPart['providerOptions']>;

export interface AiSdkPrompt {
  readonly system?: SystemModelMessage;
  readonly messages: ModelMessage[];
}

/** Instructions, then what all trials share, then the trial's own: what is the same begins the same. */
export function aiSdkPrompt({ system, shared, turns }: ModelRequest, mark: CacheMark | undefined): AiSdkPrompt {
  const marked = mark === undefined ? {} : { providerOptions: mark };
  const messages = turns.map(({ role, text }, index): ModelMessage => {
    if (role === 'assistant') return { role, content: text };
    if (index > 0 || shared === '') return { role, content: text };
    if (mark === undefined) return { role, content: `${shared}\n\n${text}` };
    return {
      role,
      content: [
        { type: 'text', text: shared, ...marked },
        { type: 'text', text },
      ],
    };
  });
  return system === '' ? { messages } : { system: { role: 'system', content: system, ...marked }, messages };
}
