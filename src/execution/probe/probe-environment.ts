import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the probe looks at besides metrics, files and exceptions. */
export type Observation =
  /** The number of optimizer steps and the time between them; nothing else costs anything. */
  | { readonly kind: 'steps' }
  /** A full run that takes a fingerprint over its first steps along; its numbers are what they would be without. */
  | { readonly kind: 'fingerprint'; readonly steps: number }
  /** A run that is stopped after so many optimizer steps and at most one evaluation; its numbers mean nothing. */
  | { readonly kind: 'smoke'; readonly steps: number; readonly traceFunctions: boolean };

/** What the probe must know to tell the run's own files from everything else. All paths absolute. */
export interface ProbeSettings {
  /** Where every Python process of the run writes what it saw; exists, empty at the start. */
  readonly reportDirectory: string;
  /** The root of the run's copy of the project. */
  readonly workspace: string;
  /** The root of the user's own project, which the run must not write to. */
  readonly projectRoot: string;
  /** Further folders the run may write to although they may lie in the project: its run folder. */
  readonly writableDirectories: readonly string[];
  /** Seeds the libraries that the script leaves unseeded. */
  readonly environmentSeed: number;
  /** What `PYTHONPATH` shall be apart from the probe, in order: import roots of the copy, the user's own. */
  readonly pythonPath: readonly string[];
  readonly observe: Observation;
}

/** The probe's package, wherever this tool is installed. */
export const PROBE_DIRECTORY = fileURLToPath(new URL('../../../python/ablationmage_probe', import.meta.url));
/** The folder with `sitecustomize.py`; nothing else in it can shadow a module of the user's. */
export const INJECTED_DIRECTORY = path.join(PROBE_DIRECTORY, 'inject');

/**
 * The environment variables that make every Python process of a run load the probe. Call it when the
 * workspace is complete, just before the run starts: files modified later count as the run's own work.
 */
export function probeEnvironment(settings: ProbeSettings): Record<string, string> {
  return {
    PYTHONPATH: [INJECTED_DIRECTORY, ...settings.pythonPath].join(path.delimiter),
    ABLATIONMAGE_PROBE_REPORT: settings.reportDirectory,
    ABLATIONMAGE_PROBE_WORKSPACE: settings.workspace,
    ABLATIONMAGE_PROBE_PROJECT: settings.projectRoot,
    ABLATIONMAGE_PROBE_WRITABLE: settings.writableDirectories.join(path.delimiter),
    ABLATIONMAGE_PROBE_SEED: String(settings.environmentSeed),
    // Rounded up: a file of the workspace that was made within this millisecond is older than the run.
    ABLATIONMAGE_PROBE_STARTED_MS: String(Date.now() + 1),
    ...observationVariables(settings.observe),
  };
}

function observationVariables(observe: Observation): Record<string, string> {
  const steps = observe.kind === 'steps' ? {} : { ABLATIONMAGE_PROBE_STEPS: String(observe.steps) };
  const tracesFunctions = observe.kind === 'smoke' && observe.traceFunctions;
  return {
    ABLATIONMAGE_PROBE_OBSERVE: observe.kind,
    ...steps,
    ...(tracesFunctions ? { ABLATIONMAGE_PROBE_TRACE: '1' } : {}),
  };
}
