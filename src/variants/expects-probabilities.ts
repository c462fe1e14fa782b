import type { Project } from '../source/project.js';

/**
 * Whether a file of the project names a loss that is undefined outside 0..1, so that a Sigmoid before it
 * cannot go. Unknown is not asked here: a text search that errs errs towards yes.
 */
export function expectsProbabilities(project: Project): boolean {
  return [...project.pythonFiles.values()].some((file) =>
    /\bBCELoss\b|\bbinary_cross_entropy\b|\bNLLLoss\b|\bnll_loss\b|\bkl_div\b|\bKLDivLoss\b|torch\.log\(/.test(
      file.text,
    ),
  );
}
