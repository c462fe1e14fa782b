import { z } from 'zod';

export const modelCostSchema = z.strictObject({
  calls: z.int(),
  usage: z.strictObject({
    inputTokens: z.number(),
    cacheReadTokens: z.number(),
    cacheWriteTokens: z.number(),
    outputTokens: z.number(),
  }),
  isEstimated: z.boolean(),
  costUsd: z.number().exactOptional(),
});

export const trialModelSchema = z.strictObject({
  modelId: z.string(),
  repairs: z.int(),
  cost: modelCostSchema.exactOptional(),
});
