import { z } from 'zod';

const evidenceSchema = z.strictObject({
  severity: z.enum(['note', 'suspicious', 'rejected']),
  aspect: z.enum([
    'confinement',
    'protected-settings',
    'forbidden-novelty',
    'completeness',
    'size',
    'execution',
    'structure',
    'observed-settings',
    'asked-in-words',
  ]),
  message: z.string(),
  place: z.string().exactOptional(),
});

export const verdictSchema = z.strictObject({
  kind: z.enum(['faithful', 'suspicious', 'rejected', 'unchecked']),
  reasons: z.array(evidenceSchema),
  notes: z.array(evidenceSchema),
  confounds: z.strictObject({
    baselineParameters: z.number().exactOptional(),
    variantParameters: z.number().exactOptional(),
  }),
  acceptedByPerson: z.literal(true).exactOptional(),
});
