import { UserError } from '../core/user-error.js';
import { modelFailureInWords } from '../models/failure-in-words.js';
import { fetchThrough } from '../models/proxy.js';
import { readChatTemplate, type ChatTemplate } from './chat-template.js';
import type { TemplateSurroundings } from './template-surroundings.js';

const TIMEOUT_MS = 30_000;

/**
 * Reads the chat template of a repository on the hub (`HF_ENDPOINT` instead of huggingface.co, `HF_TOKEN` where it is
 * set). Nothing is kept on disk. Throws a UserError with what to do.
 */
export async function downloadChatTemplate(
  id: string,
  { environment, say }: Pick<TemplateSurroundings, 'environment' | 'say'>,
  signal: AbortSignal,
): Promise<ChatTemplate> {
  const endpoint = (environment.HF_ENDPOINT ?? '').replace(/\/+$/, '') || 'https://huggingface.co';
  const token = environment.HF_TOKEN ?? '';
  const fetched = fetchThrough({ environment, say, idleTimeoutMs: TIMEOUT_MS });
  if (!fetched.ok) throw new UserError(modelFailureInWords(fetched.failure, endpoint));
  say(`Loading the chat template of ${id} from ${endpoint}`);
  const load = async (file: string): Promise<string | undefined> => {
    const response = await fetched
      .value(`${endpoint}/${id}/resolve/main/${file}`, {
        headers: token === '' ? {} : { authorization: `Bearer ${token}` },
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      })
      .catch((error: unknown) => {
        throw new UserError(
          `There is no folder ${id}, it is not in the cache of Hugging Face, and ${endpoint} cannot be reached ` +
            `(${causeOf(error)}). Name the folder of a tokenizer, or leave the chat template out.`,
        );
      });
    if (response.ok) return response.text();
    await response.body?.cancel();
    if (response.status === 404) return undefined;
    throw new UserError(refusal(id, endpoint, response.status, token !== ''));
  };
  const [tokenizerConfig, jinja] = await Promise.all([load('tokenizer_config.json'), load('chat_template.jinja')]);
  const found =
    readChatTemplate({ jinja, json: undefined, tokenizerConfig }) ??
    readChatTemplate({ jinja, json: await load('chat_template.json'), tokenizerConfig });
  if (found !== undefined) return found;
  throw new UserError(
    `${endpoint} has no chat template for ${id}. Check the name, name the folder of a tokenizer, or leave it out.`,
  );
}

/** The hub answers 401 for what does not exist, too. */
function refusal(id: string, endpoint: string, status: number, hasToken: boolean): string {
  if (status !== 401 && status !== 403) return `${endpoint} answered ${status} for ${id}. Try again later.`;
  const next = hasToken
    ? 'check the name, and that the account of HF_TOKEN has accepted its terms'
    : 'check the name; for a repository with terms of use set HF_TOKEN';
  return `${endpoint} does not give ${id} (${status}): ${next}.`;
}

/** What lies below `fetch failed`. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
