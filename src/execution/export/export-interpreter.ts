import { UserError } from '../../core/user-error.js';
import { whereTheUserStands } from '../interpreter/find-interpreter.js';
import { inspectInterpreter, type Inspection } from '../interpreter/inspect-interpreter.js';
import { reasonInWords } from '../interpreter/interpreter-failure-in-words.js';
import { rejectionReason } from '../interpreter/rejection-reason.js';
import type { Tracker } from './tracker.js';

/** The Python whose libraries write an export: a path from `directory`, or a name on PATH. */
export interface ExportPython {
  readonly python: string;
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Throws a UserError that says what to install where a library of the trackers is missing. */
export async function demandLibraries(
  { python, directory, environment }: ExportPython,
  trackers: readonly Tracker[],
): Promise<Inspection> {
  const libraries = trackers.map(({ library }) => library);
  const inspection = await inspectInterpreter([whereTheUserStands(python)], libraries, { directory, environment });
  const reason = rejectionReason(inspection);
  if (reason !== undefined || !inspection.ok) {
    const why = reason === undefined ? 'does not start' : reasonInWords(reason);
    throw new UserError(`${python} ${why}. Name the Python that has ${inWords(libraries)} with --python PATH.`);
  }
  const { executable, version, missing } = inspection.value;
  if (missing.length === 0) return inspection.value;
  throw new UserError(
    `${inWords(missing)} ${missing.length === 1 ? 'is' : 'are'} not installed in ${executable} (Python ${version}): ` +
      `${executable} -m pip install ${missing.join(' ')}, or name a Python that has it with --python PATH.`,
  );
}

function inWords(names: readonly string[]): string {
  return new Intl.ListFormat('en').format(names);
}
