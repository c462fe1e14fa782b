import { z } from 'zod';

export const commentarySchema = z.strictObject({
  paragraphs: z.array(z.string()),
  modelId: z.string(),
  writtenAt: z.string(),
  reportKey: z.string(),
  droppedSentences: z.int(),
});
