import { z } from 'zod';
import { failure, success, type Result } from '../../core/result.js';
import type { ModelReply } from '../model.js';
import { parsePrintedJson } from './parse-printed-json.js';

const claudeResult = z.object({
  type: z.literal('result'),
  subtype: z.string(),
  is_error: z.boolean().optional(),
  result: z.string().optional(),
  stop_reason: z.string().nullish(),
  usage: z
    .object({
      input_tokens: z.number(),
      cache_creation_input_tokens: z.number().default(0),
      cache_read_input_tokens: z.number().default(0),
      output_tokens: z.number(),
    })
    .optional(),
  modelUsage: z.record(z.string(), z.object({ outputTokens: z.number().default(0) })).default({}),
});

/** The reply in what `claude -p --output-format json` printed, with its usage and the model that answered. */
export function readClaudeReply(stdout: string, fallbackId: string): Result<ModelReply, string> {
  const json = parsePrintedJson(stdout);
  // Verbose by its configuration, it prints every message; the result is the last.
  const parsed = claudeResult.safeParse(Array.isArray(json) ? json.at(-1) : json);
  if (!parsed.success) return failure(`it printed something else than its JSON result:\n${stdout}`);
  const { subtype, is_error: isError, result, stop_reason: stopReason, usage, modelUsage } = parsed.data;
  if (isError === true || result === undefined) return failure(result ?? subtype);
  // Small models that it asks on the side are listed as well.
  const [answering] = Object.entries(modelUsage).sort(([, a], [, b]) => b.outputTokens - a.outputTokens);
  return success({
    text: result,
    finish: { unified: unifiedFinish(stopReason ?? 'end_turn'), raw: stopReason ?? subtype },
    modelId: answering?.[0] ?? fallbackId,
    ...(usage === undefined
      ? {}
      : {
          usage: {
            inputTokens: usage.input_tokens + usage.cache_creation_input_tokens + usage.cache_read_input_tokens,
            cacheReadTokens: usage.cache_read_input_tokens,
            cacheWriteTokens: usage.cache_creation_input_tokens,
            outputTokens: usage.output_tokens,
          },
        }),
  });
}

function unifiedFinish(stopReason: string): ModelReply['finish']['unified'] {
  switch (stopReason) {
    case 'end_turn':
    case 'stop_sequence':
      return 'stop';
    case 'max_tokens':
      return 'length';
    case 'refusal':
      return 'refused';
    default:
      return 'other';
  }
}
