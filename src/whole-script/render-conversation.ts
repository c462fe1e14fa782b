import type { Template } from '@huggingface/jinja';
import { messageOf } from '../core/message-of.js';
import { UserError } from '../core/user-error.js';
import type { ModelTurn } from '../models/model.js';
import type { ChatTemplate } from './chat-template.js';

/** Makes one text of a conversation. */
export type RenderConversation = (system: string, turns: readonly ModelTurn[]) => string;

/**
 * Renders with a chat template, up to where the model's reply begins. A template that refuses system messages
 * gets the system's text in front of the first turn. Throws a UserError for a template that cannot be rendered.
 */
export async function rendererOf(template: ChatTemplate): Promise<RenderConversation> {
  const { Template } = await import('@huggingface/jinja');
  const parsed = withExplanation(() => new Template(template.source));
  return (system, turns) => {
    const messages = turns.map(({ role, text }) => ({ role, content: text }));
    const variables = { ...template.tokens, add_generation_prompt: true };
    try {
      return parsed.render({ ...variables, messages: [{ role: 'system', content: system }, ...messages] });
    } catch {
      return withExplanation(() => parsed.render({ ...variables, messages: withSystemInFirst(system, messages) }));
    }
  };
}

type Message = { readonly role: string; readonly content: string };

function withSystemInFirst(system: string, messages: readonly Message[]): Message[] {
  return messages.map(({ role, content }, index) => ({
    role,
    content: index === 0 ? `${system}\n\n${content}` : content,
  }));
}

function withExplanation<Value extends string | Template>(render: () => Value): Value {
  try {
    return render();
  } catch (error) {
    throw new UserError(
      `The chat template cannot be rendered: ${messageOf(error)}. ` +
        'Without CHAT_TEMPLATE the provider formats the conversation itself, which is what its API is made for.',
    );
  }
}
