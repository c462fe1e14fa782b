import { checkProjects } from '../checks/check-variant.js';
import { decideVerdict } from '../checks/decide-verdict.js';
import { judgeSmokeRun } from '../checks/judge-smoke-run.js';
import { checkOtherFiles } from '../checks/static/check-other-files.js';
import { UserError } from '../core/user-error.js';
import type { SmokeResult } from '../core/smoke-result.js';
import type { Evidence, Verdict } from '../core/verdict.js';
import { compileSources } from '../execution/compile-sources.js';
import { findInterpreter } from '../execution/interpreter/find-interpreter.js';
import { adviceOnMissingModule } from '../execution/interpreter/missing-module.js';
import type { Project } from '../source/project.js';
import { readPair, type PairRequest } from './read-pair.js';
import { syntaxEvidence } from './syntax-evidence.js';
import { smokePair } from './smoke-pair.js';

/** How a pair of folders is to be judged. */
export interface PairCheckRequest extends PairRequest {
  /** `static`: by the sources alone, nothing is run. */
  readonly depth: 'static' | 'static-and-smoke';
  /** Of the script, the same for both. */
  readonly arguments: readonly string[];
  readonly python: string | undefined;
  /** For the baseline's first steps; the variant gets its time from them. */
  readonly timeoutMs: number;
}

/**
 * Judges whether one project folder is another without a component, and nothing else: the static check, then a
 * smoke run of both. Throws a UserError where that cannot be asked of the two folders.
 */
export async function checkPair(request: PairCheckRequest, signal: AbortSignal): Promise<Verdict> {
  const pair = await readPair(request);
  if (isUnreadable(pair.variant)) {
    const reasons = pair.variant.map(({ message, place }): Evidence => {
      const where = place === undefined ? {} : { place: `${place.file}:${place.line}` };
      return { severity: 'rejected', aspect: 'execution', message: message.replace(/\.$/, ''), ...where };
    });
    return decideVerdict({ evidence: reasons, confounds: {} });
  }
  const { base, variant, components, otherFiles } = pair;
  // Python starts while the sources are compared.
  const finding = findInterpreter({
    ...(request.python === undefined ? {} : { explicit: request.python }),
    projectRoot: base.root,
    script: base.script,
    externalImports: base.externalImports,
    environment: process.env,
  });
  const { evidence, target } = checkProjects(base, variant, components);
  const onDisk = [...evidence, ...checkOtherFiles(otherFiles)];
  const found = await finding;
  if (!found.ok) {
    if (request.depth === 'static' && request.python === undefined) {
      return decideVerdict({ evidence: [...onDisk, NOT_COMPILED], confounds: {} });
    }
    throw new UserError(found.failure.message);
  }
  const python = found.value.path;
  const sources = [...variant.pythonFiles.values()].map(({ path, text }) => ({ path, text }));
  // As in a study, what the sources give away is not run.
  const isOut = request.depth === 'static' || onDisk.some(({ severity }) => severity === 'rejected');
  const [errors, smoked] = await Promise.all([
    compileSources(python, sources),
    isOut ? undefined : smokePair(request, base, variant, python, signal),
  ]);
  // What else is said of a source that is no Python would be about what a parser made of it.
  if (errors.length > 0) return decideVerdict({ evidence: errors.map(syntaxEvidence), confounds: {} });
  if (smoked === undefined) return decideVerdict({ evidence: onDisk, confounds: {} });
  const advice = adviceOnMissingModule(failureOf(smoked.base), found.value);
  if (advice !== undefined) throw new UserError(advice);
  const seen = judgeSmokeRun(smoked.base, smoked.variant, target);
  return decideVerdict({ ...seen, evidence: [...onDisk, ...seen.evidence] });
}

function failureOf(result: SmokeResult): string {
  return (result.kind === 'observed' ? result.failure : result.reason) ?? '';
}

function isUnreadable(
  variant: Awaited<ReturnType<typeof readPair>>['variant'],
): variant is Exclude<typeof variant, Project> {
  return Array.isArray(variant);
}

const NOT_COMPILED: Evidence = {
  severity: 'note',
  aspect: 'execution',
  message: 'no Python was found that could have compiled the variant',
};
