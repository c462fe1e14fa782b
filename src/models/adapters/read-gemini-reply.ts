import { z } from 'zod';
import { failure, success, type Result } from '../../core/result.js';
import type { ModelReply } from '../model.js';
import { parsePrintedJson } from './parse-printed-json.js';

const geminiTokens = z.object({
  prompt: z.number().default(0),
  cached: z.number().default(0),
  candidates: z.number().default(0),
  thoughts: z.number().default(0),
});

const geminiResult = z.object({
  response: z.string().nullish(),
  error: z.object({ message: z.string() }).nullish(),
  stats: z
    .object({ models: z.record(z.string(), z.object({ tokens: geminiTokens.optional() })).default({}) })
    .optional(),
});

/** The reply in what `gemini --output-format json` printed; usage is summed over the models it asked. */
export function readGeminiReply(stdout: string, fallbackId: string): Result<ModelReply, string> {
  const parsed = geminiResult.safeParse(parsePrintedJson(stdout));
  if (!parsed.success) return failure(`it printed something else than its JSON result:\n${stdout}`);
  const { response, error, stats } = parsed.data;
  if (error) return failure(error.message);
  const models = Object.entries(stats?.models ?? {}).flatMap(([id, { tokens }]) => (tokens ? [{ id, tokens }] : []));
  const [answering] = models.toSorted((a, b) => b.tokens.candidates - a.tokens.candidates);
  const sum = (count: (tokens: z.infer<typeof geminiTokens>) => number): number =>
    models.reduce((total, { tokens }) => total + count(tokens), 0);
  return success({
    text: response ?? '',
    // It does not tell whether a reply was cut.
    finish: { unified: 'stop', raw: 'exit 0' },
    modelId: answering?.id ?? fallbackId,
    ...(answering === undefined
      ? {}
      : {
          usage: {
            inputTokens: sum((tokens) => tokens.prompt),
            cacheReadTokens: sum((tokens) => tokens.cached),
            cacheWriteTokens: 0,
            outputTokens: sum((tokens) => tokens.candidates + tokens.thoughts),
          },
        }),
  });
}
