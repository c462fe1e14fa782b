import { resolve } from 'node:path';

import { failure, success, type Result } from '../../core/result.js';
import { commandCandidate } from './command-candidate.js';
import { inspectInterpreter, type Inspection } from './inspect-interpreter.js';
import { interpreterFailureInWords } from './interpreter-failure-in-words.js';
import type {
  Candidate,
  Interpreter,
  InterpreterFailure,
  InterpreterRequest,
  RejectedCandidate,
} from './interpreter.js';
import { listCandidates } from './list-candidates.js';
import { isIndispensable, rejectionReason } from './rejection-reason.js';

export type { Interpreter, InterpreterFailure, InterpreterRequest } from './interpreter.js';

type Found = Result<Interpreter, InterpreterFailure>;

/**
 * Finds the Python of a study. One that the user named, by flag or command, is taken if it starts, with
 * the modules it lacks listed; otherwise the first candidate that can resolve all imports of the script.
 * A command that starts Python out of our sight (`bash run.sh`) never fails for missing modules.
 */
export async function findInterpreter(request: InterpreterRequest): Promise<Found> {
  const { explicit, commandPrefix = [], environment } = request;
  if (explicit !== undefined)
    return takeNamed({ origin: '--python', command: [whereTheUserStands(explicit)] }, request);
  const ofCommand = await commandCandidate(commandPrefix, environment);
  return ofCommand === undefined ? choose(request) : takeNamed(ofCommand, request);
}

async function choose(request: InterpreterRequest): Promise<Found> {
  const tried: RejectedCandidate[] = [];
  const seen = new Set<string>();
  let guess: Interpreter | undefined;
  for await (const candidate of listCandidates(request)) {
    const inspection = await inspect(candidate, request);
    const executable = inspection.ok ? inspection.value.executable : candidate.command.join(' ');
    if (seen.has(executable)) continue;
    seen.add(executable);
    const reason = rejectionReason(inspection);
    if (reason !== undefined) tried.push({ ...candidate, reason });
    else if (inspection.ok) {
      return success(
        interpreterOf(inspection.value, choiceInWords(candidate, tried.length + 1, inspection.value, request)),
      );
    }
    if (inspection.ok && reason?.kind === 'missing-modules') {
      guess ??= interpreterOf(inspection.value, `${candidate.origin}: a guess, the command decides which Python runs`);
    }
  }
  const commandDecides = request.commandPrefix !== undefined && request.commandPrefix.length > 0;
  return commandDecides && guess !== undefined ? success(guess) : rejected(tried);
}

async function takeNamed(candidate: Candidate, request: InterpreterRequest): Promise<Found> {
  const inspection = await inspect(candidate, request);
  const reason = rejectionReason(inspection);
  if (!inspection.ok || reason?.kind === 'too-old') {
    return rejected(reason === undefined ? [] : [{ ...candidate, reason }]);
  }
  const interpreter = interpreterOf(inspection.value, `named by ${candidate.origin}`);
  return success(candidate.command.length > 1 ? { ...interpreter, command: candidate.command } : interpreter);
}

function inspect(candidate: Candidate, request: InterpreterRequest): Promise<Result<Inspection, string>> {
  const place = { directory: request.projectRoot, environment: request.environment };
  return inspectInterpreter(candidate.command, request.externalImports, place);
}

/** `venv/bin/python` is a path from the user's folder; `python3.12` is a name on PATH. */
export function whereTheUserStands(program: string): string {
  return program.includes('/') ? resolve(program) : program;
}

function interpreterOf(inspection: Inspection, reason: string): Interpreter {
  const { executable, version, packages, origins, missing, standard } = inspection;
  return {
    path: executable,
    command: [executable],
    version,
    reason,
    packages,
    moduleOrigins: origins,
    standardModules: standard,
    missingModules: missing,
  };
}

function rejected(tried: readonly RejectedCandidate[]): Found {
  return failure({ tried, message: interpreterFailureInWords(tried) });
}

function choiceInWords(
  { origin }: Candidate,
  tried: number,
  { standard }: Inspection,
  { externalImports }: InterpreterRequest,
): string {
  const needed = externalImports.filter((name) => isIndispensable(name) && !standard.includes(name));
  if (needed.length === 0) return `${origin}: the script needs only the standard library`;
  const place = tried === 1 ? 'the first candidate' : `the first of ${tried} candidates`;
  return `${origin}: ${place} that has ${new Intl.ListFormat('en').format(needed)}`;
}
